import type { Plan, PlannedResource, PolicyResult } from "@landing-zone/plan/plan";
import { type SettlingKey, settlingKeyOf } from "./settling-keys";

/** The findings of one rule. */
export interface RuleFindings {
  readonly policy: string;
  readonly severity: string | undefined;
  /** The rule's advice; undefined where it has none. */
  readonly remediation: string | undefined;
  /** The configuration keys that settle the findings, each once; empty where none does. */
  readonly keys: readonly SettlingKey[];
  readonly findings: readonly Finding[];
}

export interface Finding {
  /** Name of the resource; undefined for the stack as a whole. */
  readonly resource: string | undefined;
  readonly message: string;
}

/** The results of the policy pack, by their meaning for the deployment. */
export interface PolicyVerdict {
  readonly pack: string;
  readonly version: string;
  readonly rules: number;
  readonly evaluations: number;
  /** Violations that block a deployment. */
  readonly mandatory: readonly RuleFindings[];
  /** Violations that do not. */
  readonly advisory: readonly RuleFindings[];
  /** Rules that need values which only the deployment knows. */
  readonly notEvaluated: readonly RuleFindings[];
  /** Violations that an approved exception covers. */
  readonly exceptions: readonly RuleFindings[];
}

/** The policy results of a plan; undefined when no pack was run. */
export function policyVerdictOf({ policies, resources }: Plan): PolicyVerdict | undefined {
  if (!policies) {
    return undefined;
  }
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const rulesWhere = (test: (result: PolicyResult) => boolean) =>
    byRule(policies.results.filter(test), byUrn);
  const isViolation = ({ outcome }: PolicyResult) => outcome === "violation";
  const { pack, version, rules, evaluations } = policies;
  return {
    pack,
    version,
    rules,
    evaluations,
    mandatory: rulesWhere((result) => isViolation(result) && result.level === "mandatory"),
    advisory: rulesWhere((result) => isViolation(result) && result.level !== "mandatory"),
    notEvaluated: rulesWhere(({ outcome }) => outcome === "unknown"),
    exceptions: rulesWhere(({ outcome }) => outcome === "exception"),
  };
}

/** Whether a rule's findings must not go unnoticed. */
export function isSevere({ severity }: RuleFindings): boolean {
  return severity === "critical" || severity === "high";
}

/** The number of findings of some rules. */
export function findingCount(rules: readonly RuleFindings[]): number {
  return rules.reduce((count, { findings }) => count + findings.length, 0);
}

/** From the worst; undefined for rules without a severity. */
const severities: readonly PolicyResult["severity"][] = [
  "critical",
  "high",
  "medium",
  "low",
  undefined,
];

function byRule(
  results: readonly PolicyResult[],
  resources: ReadonlyMap<string, PlannedResource>,
): RuleFindings[] {
  const worstFirst = results.toSorted(
    (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
  );
  const policies = [...new Set(worstFirst.map(({ policy }) => policy))];
  return policies.map((policy) => {
    const own = worstFirst.filter((result) => result.policy === policy);
    return {
      policy,
      severity: own[0]?.severity,
      remediation: own[0]?.remediation,
      keys: keysOf(policy, own, resources),
      findings: own.map(({ urn, message }) => ({
        resource: resources.get(urn)?.name,
        message: message.replace(sdkPreamble, ""),
      })),
    };
  });
}

function keysOf(
  policy: string,
  results: readonly PolicyResult[],
  resources: ReadonlyMap<string, PlannedResource>,
): SettlingKey[] {
  const keys = results
    .map(({ urn }) => settlingKeyOf(policy, resources.get(urn)))
    .filter((key) => key !== undefined);
  return [...new Map(keys.map((key) => [key.path, key])).values()];
}

/** Text that @pulumi/policy puts before the reason why a rule could not be evaluated. */
const sdkPreamble = /^can't run \w+ '.*' from policy pack '.*' during preview: /;
