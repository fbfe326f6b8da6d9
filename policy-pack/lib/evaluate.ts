import { type PolicyConfigSchema } from "@pulumi/policy";
import { hygieneNames } from "./guards";
import { toPolicy } from "./policy";
import { type Result } from "./results";
import { type Rule } from "./rule";
import { UnknownValueError, unknownCheckingProxy } from "./sdk";
import { Session } from "./session";
import { type Settings } from "./settings";

/** A resource of a plan or of a recorded preview; unknown values are the engine's markers. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Outputs of the deployment. Default: the inputs. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URNs of its dependencies, by dependsOn or by a property. */
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options?: { readonly protect?: boolean };
  /** The inputs of the provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
}

type Report = (message: unknown, urn?: string) => void;
type Validate = (args: object, report: Report) => void;

/** A rule about to be run. */
interface Run {
  readonly rule: Rule;
  readonly settings: Settings;
  readonly schema: PolicyConfigSchema | undefined;
}

class NotApplicable extends Error {}

/**
 * Runs rules on recorded resources as the SDK's server does: each resource by its inputs, then the
 * stack by its outputs, behind the proxy that throws when an unknown value is read.
 *
 * @param rulesOf Makes the rules, which may share the session of the run.
 * @param settingsOf The level and the options of a rule.
 */
export function evaluate(
  resources: readonly RecordedResource[],
  rulesOf: (session: Session) => readonly Rule[],
  settingsOf: (rule: Pick<Rule, "name" | "level">) => Settings,
): Result[] {
  const session = new Session();
  for (const { urn, type, inputs } of resources) {
    session.remember(urn, type, unknownCheckingProxy(inputs));
  }
  const rules = rulesOf(session).filter((rule) => settingsOf(rule).level !== "disabled");
  // They are run on the first resource of a stack, before any other has something to judge.
  for (const name of hygieneNames) {
    const settings = settingsOf({ name, level: "mandatory" });
    if (settings.level !== "disabled") session.ran(name, settings.section);
  }
  const runs = rules.map((rule) => {
    const policy = toPolicy(rule, session);
    return { rule, settings: settingsOf(rule), schema: policy.configSchema, policy };
  });
  return [
    ...runs.flatMap(({ policy, ...run }) =>
      resources.flatMap((resource) =>
        results(run, "validateResource" in policy && policy.validateResource, {
          ...argsOf(resource, resource.inputs),
        }).map((result) => ({ ...result, urn: resource.urn })),
      ),
    ),
    ...runs.flatMap(({ policy, ...run }) =>
      results(run, "validateStack" in policy && policy.validateStack, {
        resources: stackOf(resources),
      }),
    ),
  ];
}

function results(run: Run, validation: unknown, args: object): Result[] {
  if (typeof validation !== "function") return [];
  const found: Result[] = [];
  try {
    (validation as Validate)({ ...commonArgs(run), ...args }, (message, urn) => {
      found.push(resultOf(run, message, urn));
    });
  } catch (error) {
    if (error instanceof UnknownValueError) {
      found.push({ ...common(run), outcome: "unknown", level: "advisory", message: error.message });
    } else if (!(error instanceof NotApplicable)) {
      throw error;
    }
  }
  return found;
}

function commonArgs({ settings, schema }: Run) {
  const defaults = Object.entries(schema?.properties ?? {}).map(
    ([name, property]) => [name, property.default] as const,
  );
  const section = { ...Object.fromEntries(defaults), ...settings.section };
  return {
    stackTags: new Map(),
    getConfig: () => section,
    notApplicable: (reason?: string) => {
      throw new NotApplicable(reason);
    },
  };
}

function argsOf(resource: RecordedResource, props: RecordedResource["inputs"]) {
  const { urn, type, name, options, provider } = resource;
  return {
    urn,
    type,
    name,
    props: unknownCheckingProxy(props),
    opts: { protect: options?.protect ?? false },
    isType: ({ __pulumiType }: { __pulumiType: string }) => type === __pulumiType,
    ...(provider ? { provider: { props: unknownCheckingProxy(provider) } } : {}),
  };
}

function stackOf(resources: readonly RecordedResource[]) {
  const nodes = new Map(
    resources.map((resource) => [
      resource.urn,
      argsOf(resource, resource.outputs ?? resource.inputs),
    ]),
  );
  const known = (urns: readonly string[]) =>
    urns.map((urn) => nodes.get(urn)).filter((node) => node !== undefined);
  return resources.map(({ urn, dependencies, propertyDependencies }) => ({
    ...nodes.get(urn),
    dependencies: known(dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, urns]) => [property, known(urns)]),
    ),
  }));
}

function resultOf(run: Run, message: unknown, urn: string | undefined): Result {
  const { level } = run.settings;
  if (typeof message === "string") {
    const own = level === "advisory" ? "advisory" : "mandatory";
    return { ...common(run), outcome: "violation", level: own, urn, message };
  }
  const diagnostic = message as { message: string; urn?: string; enforcementLevel: string };
  return {
    ...common(run),
    outcome: diagnostic.message.startsWith("EXCEPTED until ") ? "exception" : "violation",
    level: diagnostic.enforcementLevel === "advisory" ? "advisory" : "mandatory",
    urn: diagnostic.urn,
    message: diagnostic.message.replace(`${run.rule.description}\n`, ""),
  };
}

function common({ rule }: Run) {
  const { name, severity, remediation } = rule;
  return { policy: name, severity, remediation };
}
