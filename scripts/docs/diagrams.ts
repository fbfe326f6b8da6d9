import { type Plan } from "../../local/plan";
import { picture } from "../../local/report/diagram";
import { topologyOf } from "../../local/report/diagram/topology";
import { reportModelOf } from "../../local/report/model";

/** The drawing of a stack's network and of the way of its data, as the report has it. */
export function stackPicture(plan: Plan): string {
  const model = reportModelOf(plan);
  return `${picture(model, topologyOf(model))}\n`;
}
