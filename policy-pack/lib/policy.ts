import {
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { controlTitle, controlUrl, frameworkName, frameworkVersion } from "./fsbp";
import { covers, isExpired, wellFormed } from "./exceptions";
import { Graph, type Resource } from "./graph";
import { valuesOf } from "./options";
import { type Finding, type Rule, type Verdict } from "./rule";
import { UnknownValueError } from "./sdk";
import { inputsOf, markUsed } from "./session";
import { NotEvaluated } from "./unknowns";

/** A policy of the SDK; one with both parts is run on each resource and on the stack. */
export type Policy = Partial<ResourceValidationPolicy & StackValidationPolicy> &
  Pick<ResourceValidationPolicy, "name" | "description" | "configSchema">;

type Configured = Readonly<Record<string, unknown>>;

/** The SDK's policy for a rule. */
export function toPolicy(rule: Rule): Policy {
  return {
    ...metadata(rule),
    ...(rule.resource ? { validateResource: resourceValidation(rule) } : {}),
    ...(rule.companions || rule.stack ? { validateStack: stackValidation(rule) } : {}),
  };
}

function metadata(rule: Rule) {
  const [control] = rule.controls?.fsbp ?? [];
  const tags = Object.entries(rule.controls ?? {}).flatMap(([catalogue, ids]) =>
    (ids as readonly string[]).map((id) => `${catalogue}:${id}`),
  );
  const url = rule.url ?? (control === undefined ? undefined : controlUrl(control));
  return {
    name: rule.name,
    displayName: rule.title,
    description: rule.description,
    severity: rule.severity,
    enforcementLevel: rule.level,
    remediationSteps: rule.remediation,
    tags,
    ...(url === undefined ? {} : { url }),
    ...(control === undefined ? {} : { framework: framework(control) }),
    configSchema: { properties: schemaOf(rule) },
  };
}

function framework(control: string) {
  return {
    name: frameworkName,
    version: frameworkVersion,
    reference: control,
    specification: controlTitle(control),
  };
}

function schemaOf(rule: Rule) {
  const options = Object.entries(rule.options ?? {});
  return {
    ...Object.fromEntries(options.map(([name, option]) => [name, option.schema])),
    ...(rule.waivable === false ? {} : { exceptions: exceptionsSchema }),
  };
}

/** Loose on purpose: a schema error would abort every operation, exceptions-hygiene explains. */
const exceptionsSchema = {
  type: "array" as const,
  description: "Findings accepted for a while: [{resource, reason, approvedBy, expires, ticket?}].",
  default: [],
};

/** With a single type the SDK passes over the policy when no resource is of that type. */
function typed<F extends object>(validation: F, types: readonly string[]): F {
  return types.length === 1 ? Object.assign(validation, { __pulumiType: types[0] }) : validation;
}

function resourceValidation(rule: Rule) {
  const validate: ResourceValidationPolicy["validateResource"] = (args, report) => {
    if (!rule.types.includes(args.type)) {
      args.notApplicable("The rule is about other types of resources");
    }
    const resource: Resource = { ...args, ...inputsOf(args.urn) };
    const settle = settlement(rule, args.getConfig<Configured>(), report);
    const options = valuesOf(rule.options ?? {}, args.getConfig<Configured>());
    for (const verdict of rule.resource?.(resource, options) ?? []) {
      settle(finding(verdict, resource));
    }
  };
  return typed(validate, rule.types);
}

function stackValidation(rule: Rule) {
  const validate: StackValidationPolicy["validateStack"] = (args, report) => {
    // First of all: only the first rule of an analysis is given the resources that the graph is made of.
    const graph = Graph.of(args.resources);
    const settle = settlement(rule, args.getConfig<Configured>(), report);
    const options = valuesOf(rule.options ?? {}, args.getConfig<Configured>());
    const undecided = new Map<string, string>();
    for (const node of rule.companions ? graph.all(rule.types) : []) {
      const unknown = attempt(() => {
        for (const verdict of rule.companions?.(node, graph, options) ?? []) {
          settle(finding(verdict, node));
        }
      });
      if (unknown !== undefined) {
        undecided.set(node.name, unknown);
      }
    }
    for (const found of rule.stack?.(graph, options) ?? []) {
      settle(found);
    }
    if (undecided.size > 0) {
      const [reason] = undecided.values();
      throw new NotEvaluated(
        `not evaluated for ${[...undecided.keys()].join(", ")}: ${reason ?? ""}`,
      );
    }
  };
  return typed(validate, rule.stack ? [] : rule.types);
}

function finding(verdict: Verdict, resource: Resource): Finding {
  return typeof verdict === "string" ? { message: verdict, resource } : { ...verdict, resource };
}

/** Runs a check; what was unknown when it met an unknown value, in words. */
function attempt(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof UnknownValueError) {
      return error.message;
    }
    throw error;
  }
}

/** Reports a finding, or the exception that waives it. */
function settlement(rule: Rule, configured: Configured, report: ReportViolation) {
  const exceptions = rule.waivable === false ? [] : wellFormed(configured.exceptions);
  const place = report as unknown as (diagnostic: object) => void;
  return ({ message, resource, level }: Finding) => {
    const urn = resource?.urn;
    const matching = exceptions.filter((exception) =>
      covers(exception, resource ?? { name: "stack", urn: "" }),
    );
    const valid = matching.find((exception) => !isExpired(exception));
    if (valid) {
      markUsed(rule.name, valid);
      const { expires, approvedBy, reason } = valid;
      const text = `EXCEPTED until ${expires} by ${approvedBy}: ${reason} — ${message}`;
      place({ message: text, urn, enforcementLevel: "advisory" });
      return;
    }
    const [expired] = matching;
    const note = expired ? ` (exception expired on ${expired.expires})` : "";
    if (level) {
      place({ message: `${rule.description}\n${message}${note}`, urn, enforcementLevel: level });
    } else {
      report(`${message}${note}`, urn);
    }
  };
}
