import { z } from "zod";
import { type PlannedChange } from "@landing-zone/change-guard/index";
import { parsePropertyPath } from "@landing-zone/plan/property-path";

const state = z.object({
  retainOnDelete: z.boolean().default(false),
  outputs: z.record(z.string(), z.unknown()).default({}),
});

/** Source: `pkg/display/json.go` of Pulumi; a plan without any change has no steps. */
const digest = z.object({
  changeSummary: z.record(z.string(), z.number()),
  steps: z
    .array(
      z.object({
        op: z.string(),
        urn: z.string(),
        oldState: state.optional(),
        diffReasons: z.array(z.string()).nullish(),
        detailedDiff: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .default([]),
});

/** What the engine's operations come to; the steps of one replacement count as one. */
const operations: Readonly<Record<string, PlannedChange["operation"]>> = {
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
};

/**
 * The changes in what `pulumi preview --json` has written.
 *
 * @throws ZodError when it is something else, such as the digest of a preview that failed.
 */
export function changesOf(preview: unknown): readonly PlannedChange[] {
  const changes = digest.parse(preview).steps.flatMap((step): readonly PlannedChange[] => {
    const operation = operations[step.op];
    if (operation === undefined) return [];
    const paths = Object.keys(step.detailedDiff ?? {});
    const properties = paths.length > 0 ? paths : (step.diffReasons ?? []);
    return [
      {
        urn: step.urn,
        operation,
        properties: [...new Set(properties.map((path) => String(parsePropertyPath(path)[0])))],
        isKept: step.oldState?.retainOnDelete ?? false,
        outputs: step.oldState?.outputs ?? {},
      },
    ];
  });
  return [...new Map(changes.map((change) => [change.urn, change])).values()];
}
