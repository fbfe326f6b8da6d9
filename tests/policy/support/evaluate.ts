import { type PolicyConfigSchema } from "@pulumi/policy";
import { type Configuration } from "../../../policy-pack/lib/configuration";
import { hygieneNames } from "../../../policy-pack/lib/guards";
import { toPolicy } from "../../../policy-pack/lib/policy";
import { type Rule } from "../../../policy-pack/lib/rule";
import { UnknownValueError, unknownCheckingProxy } from "../../../policy-pack/lib/sdk";
import { Session } from "../../../policy-pack/lib/session";
import { type PlanResource } from "./plan";

/** What a rule says of a plan. */
export interface Result {
  readonly rule: string;
  readonly outcome: "violation" | "exception" | "unknown";
  readonly level: string;
  readonly urn?: string | undefined;
  readonly message: string;
}

type Report = (message: unknown, urn?: string) => void;
type Validate = (args: object, report: Report) => void;

class NotApplicable extends Error {}

/**
 * Runs rules on a plan as the SDK's server does: each resource by its inputs, then the stack by its
 * outputs, behind the proxy that throws when an unknown value is read.
 */
export function evaluate(
  plan: readonly PlanResource[],
  rules: readonly Rule[] | ((session: Session) => readonly Rule[]),
  configuration: Configuration = {},
): Result[] {
  const session = new Session();
  for (const { urn, type, inputs } of plan) {
    session.remember(urn, type, unknownCheckingProxy(inputs));
  }
  // They are run on the first resource of a stack, before any other has something to judge.
  for (const name of hygieneNames) {
    session.ran(name, configuration[name] ?? {});
  }
  const list = typeof rules === "function" ? rules(session) : rules;
  const policies = list.map((rule) => ({ rule, policy: toPolicy(rule, session) }));
  return [
    ...policies.flatMap(({ rule, policy }) =>
      plan.flatMap((resource) =>
        run(rule, "validateResource" in policy && policy.validateResource, {
          ...argsOf(resource, resource.inputs),
          ...commonArgs(rule, configuration, policy.configSchema),
        }).map((result) => ({ ...result, urn: resource.urn })),
      ),
    ),
    ...policies.flatMap(({ rule, policy }) =>
      run(rule, "validateStack" in policy && policy.validateStack, {
        resources: stackOf(plan),
        ...commonArgs(rule, configuration, policy.configSchema),
      }),
    ),
  ];
}

function commonArgs(rule: Rule, configuration: Configuration, schema?: PolicyConfigSchema) {
  const defaults = Object.entries(schema?.properties ?? {}).map(
    ([name, property]) => [name, property.default] as const,
  );
  return {
    stackTags: new Map(),
    getConfig: () => ({ ...Object.fromEntries(defaults), ...configuration[rule.name] }),
    notApplicable: (reason?: string) => {
      throw new NotApplicable(reason);
    },
  };
}

function argsOf(resource: PlanResource, props: PlanResource["inputs"]) {
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

function stackOf(plan: readonly PlanResource[]) {
  const nodes = new Map(
    plan.map((resource) => [resource.urn, argsOf(resource, resource.outputs ?? resource.inputs)]),
  );
  return plan.map((resource) => ({
    ...nodes.get(resource.urn),
    dependencies: resource.dependencies.map((urn) => nodes.get(urn)).filter((node) => node),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, urns]) => [
        property,
        urns.map((urn) => nodes.get(urn)).filter((node) => node !== undefined),
      ]),
    ),
  }));
}

function run(rule: Rule, validation: unknown, args: object): Result[] {
  if (typeof validation !== "function") {
    return [];
  }
  const results: Result[] = [];
  try {
    (validation as Validate)(args, (message, urn) => {
      results.push(resultOf(rule, message, urn));
    });
  } catch (error) {
    if (error instanceof UnknownValueError) {
      results.push({
        rule: rule.name,
        outcome: "unknown",
        level: "advisory",
        message: error.message,
      });
    } else if (!(error instanceof NotApplicable)) {
      throw error;
    }
  }
  return results;
}

function resultOf(rule: Rule, message: unknown, urn?: string): Result {
  if (typeof message === "string") {
    return { rule: rule.name, outcome: "violation", level: rule.level, urn, message };
  }
  const diagnostic = message as { message: string; urn?: string; enforcementLevel: string };
  return {
    rule: rule.name,
    outcome: diagnostic.message.startsWith("EXCEPTED until ") ? "exception" : "violation",
    level: diagnostic.enforcementLevel,
    urn: diagnostic.urn,
    message: diagnostic.message,
  };
}
