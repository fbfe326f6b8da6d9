import { z } from "zod";
import { type PlannedChange } from "@landing-zone/change-guard/index";
import { phaseTag } from "../../lib/tags";
import { parsePropertyPath } from "@landing-zone/plan/property-path";

const state = z.object({
  retainOnDelete: z.boolean().default(false),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});

const tagged = z.object({ tags: z.object({ [phaseTag]: z.string().optional() }) });

/** Source: `pkg/backend/display/json.go` of Pulumi; a preview without any change has no steps. */
const digest = z
  .object({
    /** Absent when the preview failed. */
    changeSummary: z.record(z.string(), z.number()).optional(),
    diagnostics: z
      .array(z.object({ message: z.string().default(""), severity: z.string().default("") }))
      .optional(),
    steps: z
      .array(
        z.object({
          op: z.string(),
          urn: z.string(),
          oldState: state.optional(),
          newState: state.optional(),
          diffReasons: z.array(z.string()).nullish(),
          detailedDiff: z.record(z.string(), z.unknown()).nullish(),
        }),
      )
      .default([]),
  })
  .refine(({ changeSummary, diagnostics }) => changeSummary ?? diagnostics, {
    error: "has neither changeSummary nor diagnostics",
  });

/** The engine's operations as changes; the steps of one replacement count as one. */
const operations: Readonly<Record<string, PlannedChange["operation"]>> = {
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
};

/** The output of `pulumi preview --json`. */
export interface PreviewDigest {
  readonly changes: readonly PlannedChange[];
  /** Replacements and deletions that Pulumi refuses because the resource is protected. */
  readonly refused: readonly PlannedChange[];
  /** Why else the preview failed. */
  readonly errors: readonly string[];
}

/**
 * Reads the output of `pulumi preview --json`.
 *
 * @throws ZodError when it is something else.
 */
export function readPreview(preview: unknown): PreviewDigest {
  const { steps, diagnostics = [], changeSummary } = digest.parse(preview);
  const messages = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message.replace(/<\{%[a-z ]+%\}>/g, "").trim());
  const refused = messages.flatMap(refusalIn);
  const errors = messages.filter((message) => refusalIn(message).length === 0);
  if (changeSummary === undefined && messages.length === 0) errors.push("no reason was given");
  return {
    changes: changesOf(steps),
    refused: [...new Map(refused.map((change) => [change.urn, change])).values()],
    errors: refused.length > 0 ? [] : errors,
  };
}

/** The engine's refusal to replace or delete a protected resource. Source: `step_generator.go`. */
function refusalIn(message: string): readonly PlannedChange[] {
  if (!/marked for protection|because it is protected/.test(message)) return [];
  const [, urn] = /resource "([^"]+)"/.exec(message) ?? [];
  if (urn === undefined) return [];
  const operation = message.includes("replace") ? "replace" : "delete";
  return [{ urn, operation, properties: [], isKept: false, outputs: {} }];
}

function changesOf(steps: z.infer<typeof digest>["steps"]): readonly PlannedChange[] {
  const changes = steps.flatMap((step): readonly PlannedChange[] => {
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
        ...phaseIn(step),
        outputs: step.oldState?.outputs ?? {},
      },
    ];
  });
  return [...new Map(changes.map((change) => [change.urn, change])).values()];
}

/** The phase of a resource before and after a step, by its tag. */
function phaseIn({
  oldState,
  newState,
}: z.infer<typeof digest>["steps"][number]): Pick<PlannedChange, "phase"> {
  const [before, after] = [oldState, newState].map(
    (at) => tagged.safeParse(at?.inputs).data?.tags[phaseTag],
  );
  return before === undefined && after === undefined ? {} : { phase: { before, after } };
}
