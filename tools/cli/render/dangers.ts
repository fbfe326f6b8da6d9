import { type Danger } from "@landing-zone/change-guard/index";
import { nameOf, typeOf, shortType } from "@landing-zone/plan/urn";
import { type Colors } from "./tree";

/** Changes that somebody has to decide on before they are made in an account. */
export function renderDangers(dangers: readonly Danger[], colors: Colors): readonly string[] {
  if (dangers.length === 0) return [];
  return [
    colors.bold(`Dangerous in an account (${dangers.length})`),
    ...dangers.flatMap(({ urn, what, consequence, instead }) => [
      `  ${colors.bold(nameOf(urn))} ${colors.cyan(shortType(typeOf(urn)))} ${colors.red(what)}`,
      `    At AWS: ${consequence}.`,
      colors.dim(`    Instead: ${instead}.`),
    ]),
    "",
  ];
}
