import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Assumptions, assumptionsFile, assumptionsFor } from "@landing-zone/cost/assumptions";
import { messageOf, UsageError } from "@landing-zone/plan/errors";

/**
 * The project's assumptions about the use of a stack; the defaults without a
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
