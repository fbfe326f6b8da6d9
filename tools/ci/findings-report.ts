import {
  findingCount,
  type PolicyVerdict,
  policyVerdictOf,
  type RuleFindings,
} from "@landing-zone/plan-report/model/policies";
import { writtenKey } from "@landing-zone/plan-report/model/settling-keys";
import { type WrittenPlan } from "./cost-report";
import { code } from "./markdown";

/** The violations of a plan in Markdown; empty when no policy pack was run. */
export function findingsReport(plan: WrittenPlan): string {
  const verdict = policyVerdictOf(plan);
  return verdict === undefined ? "" : findingLines(verdict).join("\n");
}

/** The violations by level, a line a rule, with the configuration key that settles it. */
export function findingLines({ mandatory, advisory }: PolicyVerdict): readonly string[] {
  return [...listed("Mandatory violations", mandatory), ...listed("Advice", advisory)];
}

function listed(title: string, rules: readonly RuleFindings[]): readonly string[] {
  return rules.length === 0
    ? []
    : [`${title} (${findingCount(rules)}):`, "", ...rules.map(ruleLine), ""];
}

function ruleLine({ policy, severity, findings, keys }: RuleFindings): string {
  const count = findings.length === 1 ? "" : ` ×${findings.length}`;
  const settled = keys.map((key) => code(writtenKey(key))).join(" and ");
  return `- ${code(policy)}${severity === undefined ? "" : ` (${severity})`}${count}${settled === "" ? "" : `: set ${settled}`}`;
}
