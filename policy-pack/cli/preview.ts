import { type RecordedResource } from "../lib/evaluate";
import { asRecord } from "../lib/props";
import { unknownText } from "../lib/unknowns";

/** A preview that `pulumi preview --json` has recorded. */
export interface Preview {
  readonly resources: readonly RecordedResource[];
  /** How many resources of the stack the file leaves out, because they do not change. */
  readonly missing: number;
  /** Parts that the file lacks or hides and nothing judges, in words. */
  readonly notJudged: readonly string[];
}

/**
 * Pulumi's text for a secret value. Source: `massagePropertyValue` in
 * `pkg/backend/display/json.go`.
 */
const secretText = "[secret]";

/**
 * Operations after which the resource is as in `newState`; deletions and reads are not among them.
 */
const operations = ["create", "same", "update", "replace", "create-replacement", "import"];

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a recorded preview. Unknown values stand in it as the engine's markers. Secrets are hidden,
 * and count as not known: whether one is given can be judged, its content cannot.
 *
 * @throws Error in words, when the text is something else or the preview failed.
 */
export function readPreview(text: string): Preview {
  let secrets = 0;
  const digest = asRecord(
    parsed(text, (value) => {
      if (value !== secretText) return value;
      secrets += 1;
      return unknownText;
    }),
  );
  if (digest === undefined || !("changeSummary" in digest || "steps" in digest)) {
    throw new Error(
      `is not the output of "pulumi preview --json"${failureIn(digest?.diagnostics)}`,
    );
  }
  const steps = listOf(digest.steps)
    .map(asRecord)
    .filter((step) => step !== undefined);
  const states = new Map<string, Json>();
  const providers = new Map<string, Json>();
  for (const step of steps) {
    const state = asRecord(step.newState);
    const urn = textOf(step.urn);
    if (!state || !operations.includes(textOf(step.op)) || state.external === true) continue;
    const kept = { ...state, outputs: outputsOf(step, state) };
    (isProvider(urn) ? providers : states).set(urn, kept);
  }
  const resources = [...states].map(([urn, state]) => resourceOf(urn, state, providers));
  const missing = missingIn(digest, steps);
  return { resources, missing, notJudged: gaps(digest, steps, { missing, secrets }) };
}

function parsed(text: string, revive: (value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => revive(value));
  } catch (error) {
    throw new Error(error instanceof RangeError ? "is nested too deeply" : "is not JSON", {
      cause: error,
    });
  }
}

function failureIn(diagnostics: unknown): string {
  const errors = listOf(diagnostics).flatMap((item) => {
    const { severity, message } = asRecord(item) ?? {};
    return severity === "error" ? [textOf(message).trim()] : [];
  });
  return errors.length === 0 ? "" : `: the preview failed: ${errors.join("; ")}`;
}

/** The known outputs of a resource: those of the existing object. */
function outputsOf(step: Json, state: Json): Json {
  const outputs = asRecord(state.outputs) ?? {};
  if (Object.keys(outputs).length > 0) return outputs;
  const isKept = ["same", "update"].includes(textOf(step.op));
  const old = isKept ? asRecord(step.oldState) : undefined;
  const id = old?.id === undefined ? {} : { id: old.id };
  return { ...asRecord(old?.outputs), ...id, ...asRecord(state.inputs) };
}

function resourceOf(
  urn: string,
  state: Json,
  providers: ReadonlyMap<string, Json>,
): RecordedResource {
  const [, , types = "", ...name] = urn.split("::");
  const provider = providers.get(textOf(state.provider).replace(/::[^:]*$/, ""));
  const byProperty = Object.entries(asRecord(state.propertyDependencies) ?? {});
  return {
    urn,
    type: textOf(state.type) || (types.split("$").at(-1) ?? ""),
    name: name.join("::"),
    inputs: asRecord(state.inputs) ?? {},
    outputs: asRecord(state.outputs) ?? {},
    dependencies: textsOf(state.dependencies),
    propertyDependencies: Object.fromEntries(
      byProperty.map(([property, urns]) => [property, textsOf(urns)]),
    ),
    options: { protect: state.protect === true },
    ...(provider === undefined ? {} : { provider: asRecord(provider.inputs) ?? {} }),
  };
}

function missingIn(digest: Json, steps: readonly Json[]): number {
  const same = asRecord(digest.changeSummary)?.same;
  const recorded = steps.filter(({ op }) => op === "same").length;
  return typeof same === "number" ? Math.max(0, same - recorded) : 0;
}

function gaps(
  digest: Json,
  steps: readonly Json[],
  { missing, secrets }: { readonly missing: number; readonly secrets: number },
): string[] {
  const providers = new Set(
    steps
      .map(({ newState }) => textOf(asRecord(newState)?.provider).replace(/::[^:]*$/, ""))
      .filter((urn) => urn !== "" && !steps.some((step) => step.urn === urn)),
  );
  const failure = failureIn(digest.diagnostics);
  return [
    ...(missing > 0
      ? [
          `${missing} unchanged resources are not in the file, so rules that compare resources are left open: record with "pulumi preview --json --show-sames"`,
        ]
      : []),
    ...(secrets > 0 ? [`${secrets} secret values are hidden: their content is not judged`] : []),
    ...(providers.size > 0
      ? [`${providers.size} providers are not in the file: their regions are not judged`]
      : []),
    ...(failure === "" ? [] : [`the preview has errors, so resources may be missing${failure}`]),
  ];
}

function isProvider(urn: string): boolean {
  return urn.split("::")[2]?.startsWith("pulumi:providers:") ?? false;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((item) => typeof item === "string");
}
