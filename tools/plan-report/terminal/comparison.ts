import { costInWords, costLacks } from "@landing-zone/cost/difference";
import { signedDollars } from "@landing-zone/cost/words";
import { typeLabel } from "@landing-zone/plan/plan-graph";
import type { Comparison, Difference } from "../model/comparison";
import { counted } from "../model/values";
import { cut, type Terminal, wrapped } from "./terminal";

/**
 * Renders the differences from another plan: cost, facts, resources, and the number of settings.
 */
export function renderComparison(
  { names: [own, other], cost, facts, resources, settings }: Comparison,
  { colors, width }: Terminal,
): readonly string[] {
  const line = (text: string) => wrapped(`  ${text}`, width, 4);
  const value = (text: string | undefined) => text ?? colors.dim("none");
  const both = ({ name, values: [left, right] }: Difference) =>
    line(`${name}: ${value(left)} ${colors.dim("instead of")} ${value(right)}`);
  return [
    "",
    colors.bold(`${own} compared with ${other}`),
    ...line(`Cost a month: ${costInWords(cost)}`),
    ...costLacks({ own, other }, cost).flatMap(line),
    ...(cost.missing === undefined ? cost.components : []).flatMap(({ component, before, after }) =>
      line(`  ${component} ${signedDollars(after - before)}`),
    ),
    ...facts.flatMap(both),
    ...resources.flatMap(({ name, values: [left, right] }) => [
      ...only(own, name, left, width),
      ...only(other, name, right, width),
    ]),
    ...settings.map(
      ({ component, differences }) =>
        `  ${component}: ${counted(differences.length, "setting")} differ${differences.length === 1 ? "s" : ""}`,
    ),
  ];
}

function only(side: string, type: string, names: string | undefined, width: number): string[] {
  return names === undefined
    ? []
    : [`  ${cut(`only ${side}: ${typeLabel(type)} ${names}`, width - 2)}`];
}
