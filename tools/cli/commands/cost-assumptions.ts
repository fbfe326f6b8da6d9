import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Assumptions, assumptionsFile, assumptionsFor } from "@landing-zone/cost/assumptions";
import { messageOf, UsageError } from "@landing-zone/plan/errors";

/**
 * What the project assumes about the use of a stack; the defaults when it has no
 * `cost-assumptions.yaml`.
 *
 * @throws UsageError when the file is not YAML, or has an assumption that is unknown or out of range.
 */
export function assumptionsOf(directory: string, stack: string): Assumptions {
  const file = join(directory, assumptionsFile);
  try {
    return assumptionsFor(stack, existsSync(file) ? parse(readFileSync(file, "utf8")) : {});
  } catch (error) {
    throw new UsageError(`${assumptionsFile}: ${messageOf(error)}`);
  }
}
