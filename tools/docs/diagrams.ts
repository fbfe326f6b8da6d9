import { type Plan } from "@landing-zone/plan/plan";
import { picture } from "@landing-zone/plan-report/diagram/index";
import { topologyOf } from "@landing-zone/plan-report/diagram/topology";
import { reportModelOf } from "@landing-zone/plan-report/model/index";

/** The drawing of a stack's network and of the way of its data, as the report has it. */
export function stackPicture(plan: Plan): string {
  const model = reportModelOf(plan);
  return `${picture(model, topologyOf(model))}\n`;
}
