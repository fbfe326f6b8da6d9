import { type DangerousChange } from "@landing-zone/change-guard/index";
import { nameOf, shortType, typeOf } from "@landing-zone/plan/urn";
import { type Colors } from "@landing-zone/plan-report/terminal/terminal";

/** Changes that somebody has to decide on before they are made in an account. */
export function renderDangerousChanges(
  dangerousChanges: readonly DangerousChange[],
  colors: Colors,
): readonly string[] {
  if (dangerousChanges.length === 0) return [];
  return [
    colors.bold(`Dangerous in an account (${dangerousChanges.length})`),
    ...dangerousChanges.flatMap(({ urn, what, consequence, instead }) => [
      `  ${colors.bold(nameOf(urn))} ${colors.cyan(shortType(typeOf(urn)))} ${colors.red(what)}`,
      `    At AWS: ${consequence}.`,
      colors.dim(`    Instead: ${instead}.`),
    ]),
    "",
  ];
}
