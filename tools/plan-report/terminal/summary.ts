import { isMandatoryViolation, type Plan, type PolicyResult } from "@landing-zone/plan/plan";
import { policyVerdictOf } from "../model/policies";
import { renderViolations } from "./findings";
import { type Terminal } from "./terminal";

/** The findings that make a preview fail. */
export function mandatoryViolations(plan: Plan): readonly PolicyResult[] {
  return (plan.policies?.results ?? []).filter(isMandatoryViolation);
}

/** The mandatory violations and the counts, for a script. */
export function renderQuietly(plan: Plan, terminal: Terminal): readonly string[] {
  const mandatory = policyVerdictOf(plan)?.mandatory ?? [];
  return [...renderViolations(mandatory, terminal), summaryLine(plan, terminal)];
}

function summaryLine(plan: Plan, { colors }: Terminal): string {
  const resources = plan.resources.filter(({ custom }) => custom).length;
  const components = plan.resources.length - resources;
  const created = `${resources} resources to create in ${components} components`;
  if (plan.policies === undefined) return `${created}; no policy pack.`;
  const { pack, version, rules, evaluations, results } = plan.policies;
  const violations = mandatoryViolations(plan).length;
  const count = (outcome: PolicyResult["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  const advisory = count("violation") - violations;
  const verdict = `${violations} violations, ${advisory} advisory, ${count("unknown")} not evaluated, ${count("exception")} exceptions`;
  const paint = violations === 0 ? colors.green : colors.red;
  return `${created}; ${pack} ${version}: ${rules} rules, ${evaluations} evaluations: ${paint(verdict)}.`;
}
