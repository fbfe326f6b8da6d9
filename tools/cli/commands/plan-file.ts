import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf, UsageError } from "@landing-zone/plan/errors";
import { type Plan } from "@landing-zone/plan/plan";

const resources = z.array(z.looseObject({ urn: z.string(), type: z.string(), name: z.string() }));
const planShape = z.looseObject({
  project: z.string(),
  stack: z.string(),
  resources,
  providers: resources,
  outputs: z.record(z.string(), z.unknown()),
});

/** Whether the argument of a comparison is a file with a plan, and not a stack. */
export function isPlanFile(name: string): boolean {
  return name.endsWith(".json");
}

/**
 * Reads a plan that `--json` has written.
 *
 * @throws UsageError when the file cannot be read or is something else.
 */
export function readPlan(file: string): Plan {
  try {
    return planShape.parse(JSON.parse(readFileSync(file, "utf8"))) as unknown as Plan;
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new UsageError(`${file} cannot be read as a plan that --json has written: ${reason}`);
  }
}
