import { type PlanResource } from "./plan";

const project = "somebodys";
const stack = `urn:pulumi:dev::${project}::pulumi:pulumi:Stack::${project}-dev`;
const provider = `urn:pulumi:dev::${project}::pulumi:providers:aws::default`;
const providerId = "5f0d2c1e-0000-4000-8000-000000000001";

/** A recorded preview without its resources. */
export interface Recording {
  /** Unchanged resources that the file leaves out. */
  readonly left?: number;
  /** The operation of every resource; `create` when left out. */
  readonly op?: string;
  readonly diagnostics?: readonly object[];
}

/** A plan as `pulumi preview --json` records it: the shape of engine 3.260. */
export function recordedPreview(
  resources: readonly PlanResource[],
  { left = 0, op = "create", diagnostics = [] }: Recording = {},
): string {
  const steps = [
    step("same", stack, { type: "pulumi:pulumi:Stack", custom: false }),
    step("create", provider, { type: "pulumi:providers:aws", inputs: { region: "eu-west-1" } }),
    ...resources.map(({ urn, type, inputs, dependencies, propertyDependencies, options }) =>
      step(op, urn, {
        type,
        inputs,
        dependencies,
        propertyDependencies,
        provider: `${provider}::${providerId}`,
        ...(options?.protect === true ? { protect: true } : {}),
      }),
    ),
  ];
  return JSON.stringify({
    config: { "aws:region": "eu-west-1" },
    steps,
    diagnostics,
    duration: 1_000_000_000,
    changeSummary: { create: resources.length + 1, same: left + 1 },
  });
}

function step(op: string, urn: string, state: object) {
  return { op, urn, newState: { urn, custom: true, ...state }, detailedDiff: null };
}
