import { readFileSync } from "node:fs";
import { join } from "node:path";
import { integrationChecks } from "../../../checks/catalogue";
import { type OutputValues, parseOutputs } from "../../../checks/outputs";
import { CannedAws } from "./canned-aws";

const file = join(__dirname, "../fixtures/outputs.json");

/** The outputs of a deployed stack. */
export const outputs = parseOutputs(readFileSync(file, "utf8"), file);

/** Runs the check of a name against AWS's answers. */
export function runCheck(
  name: string,
  answers: Record<string, unknown>,
  changedOutputs: Partial<OutputValues> = {},
): Promise<string[]> {
  const check = integrationChecks.find((it) => it.name === name);
  if (check === undefined) throw new Error(`There is no check "${name}"`);
  const deployed = { ...outputs, ...changedOutputs };
  return check.run({ outputs: deployed, aws: new CannedAws(answers) });
}
