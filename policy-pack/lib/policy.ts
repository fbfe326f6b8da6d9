import {
  type ReportViolation,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidation,
  type StackValidationPolicy,
  validateResourceOfType,
} from "@pulumi/policy";
import { controlTitle, controlUrl, frameworkName, frameworkVersion } from "./fsbp";
import { hygieneNames, hygieneSwitchedOff } from "./guards";
import { type Resource } from "./graph";
import { valuesOf } from "./options";
import { printable } from "./printable";
import { type Finding, type Rule, type Verdict } from "./rule";
import { classOf, reportAt, UnknownValueError } from "./sdk";
import { type Section, type Session } from "./session";
import { Settlement } from "./settlement";
import { NotEvaluated } from "./unknowns";

/** A policy of the SDK; one with both parts is run on each resource and on the stack. */
export type Policy = ResourceValidationPolicy | StackValidationPolicy;

/** The SDK's policy for a rule. */
export function toPolicy(rule: Rule, session: Session): Policy {
  const judgesStack = rule.companions !== undefined || rule.stack !== undefined;
  return {
    ...metadata(rule),
    ...(rule.resource ? { validateResource: resourceValidation(rule, session) } : {}),
    ...(judgesStack ? { validateStack: stackValidation(rule, session) } : {}),
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
    ...(rule.waivable === false ? {} : acceptedSchema),
  };
}

/** Why a rule is not run that the configuration does not choose. */
const leftOut = "The configuration selects other rules";

/** Loose on purpose: a schema error would abort every operation, exceptions-hygiene explains. */
const acceptedSchema = {
  exceptions: {
    type: "array" as const,
    description:
      "Findings accepted for a while: [{resource, finding, reason, approvedBy, since, expires, ticket?}].",
    default: [],
  },
  baseline: {
    type: "array" as const,
    description: "Findings that were there before: [{resource, finding, since}].",
    default: [],
  },
};

function resourceValidation(rule: Rule, session: Session): ResourceValidation {
  const judge = (args: ResourceValidationArgs, report: ReportViolation): void => {
    const section = args.getConfig<Section>();
    session.remember(args.urn, args.type, args.props);
    session.ran(rule.name, section);
    if (rule.prepare && session.isFirst(`${rule.name} is prepared`)) {
      rule.prepare(valuesOf(rule.options ?? {}, section));
    }
    if (session.leftOut.has(rule.name)) args.notApplicable(leftOut);
    if (!rule.types.includes(args.type)) {
      args.notApplicable("The rule is about other types of resources");
    }
    const settlement = new Settlement(rule, section, session, report);
    for (const verdict of rule.resource?.(args, valuesOf(rule.options ?? {}, section)) ?? []) {
      settlement.settle(finding(verdict, args));
    }
  };
  const [type, ...others] = rule.types;
  // A policy on a single type is not even given the resources of others, which saves reading them.
  return type === undefined || others.length > 0
    ? judge
    : validateResourceOfType(classOf(type), (_, args, report) => {
        judge(args, report);
      });
}

function stackValidation(rule: Rule, session: Session): StackValidation {
  return (args, report) => {
    const section = args.getConfig<Section>();
    const graph = session.graphFor(rule.name, args.resources);
    session.ran(rule.name, section);
    reportHygieneSwitchedOff(rule, session, report);
    if (session.leftOut.has(rule.name)) args.notApplicable(leftOut);
    const nodes = rule.companions ? graph.all(rule.types) : [];
    if (!rule.stack && nodes.length === 0) {
      args.notApplicable("The stack has no resource that the rule is about");
    }
    const settlement = new Settlement(rule, section, session, report);
    const options = valuesOf(rule.options ?? {}, section);
    const undecided = new Map<string, string>();
    for (const node of nodes) {
      const unknown = attempt(() => {
        for (const verdict of rule.companions?.(node, graph, options) ?? []) {
          settlement.settle(finding(verdict, node));
        }
      });
      if (unknown !== undefined) undecided.set(node.name, unknown);
    }
    for (const found of rule.stack?.(graph, options) ?? []) {
      settlement.settle(found);
    }
    if (undecided.size > 0) {
      const [reason] = undecided.values();
      throw new NotEvaluated(
        printable(`not evaluated for ${[...undecided.keys()].join(", ")}: ${reason ?? ""}`),
      );
    }
  };
}

/**
 * Reports rules about the configuration that are switched off: by one of them, or, where none is
 * left, by any other rule on the stack.
 */
function reportHygieneSwitchedOff(rule: Rule, session: Session, report: ReportViolation): void {
  const off = hygieneSwitchedOff(session);
  const isReporter = hygieneNames.includes(rule.name) || off.length === hygieneNames.length;
  if (off.length === 0 || !isReporter || !session.isFirst("hygiene switched off")) return;
  const text = `${off.join(", ")} must not be switched off; allow it in the relaxations of guard-hygiene`;
  reportAt("mandatory", text, undefined, report);
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
