import {
  findingCount,
  type PolicyVerdict,
  policyVerdictOf,
  type RuleFindings,
} from "@landing-zone/plan-report/model/policies";
import { costLine, type WrittenPlan } from "./cost-report";
import { findingLines } from "./findings-report";
import { escaped } from "./markdown";

/** A plan in a few lines of Markdown, for the summary of a workflow run. */
export function planSummary(plan: WrittenPlan): string {
  const resources = plan.resources.filter(({ custom }) => custom).length;
  const verdict = policyVerdictOf(plan);
  return [
    `### ${plan.project} ${plan.stack}: ${resources} resources`,
    "",
    costLine(plan),
    "",
    ...(verdict ? policyLines(verdict) : ["No policy pack was run."]),
    "",
  ].join("\n");
}

function policyLines(verdict: PolicyVerdict): readonly string[] {
  const { pack, version, rules, evaluations, mandatory, advisory, notEvaluated, exceptions } =
    verdict;
  const counts = [mandatory, advisory, exceptions, notEvaluated].map(findingCount);
  return [
    `${pack} ${version}: ${rules} rules, ${evaluations} evaluations.`,
    "",
    "| mandatory violations | advisory violations | exceptions | not evaluated |",
    "| --- | --- | --- | --- |",
    `| ${counts.join(" | ")} |`,
    "",
    ...findingLines(verdict),
    ...mandatory.flatMap(ruleLines),
  ];
}

function ruleLines({ policy, severity, findings, remediation }: RuleFindings): readonly string[] {
  return [
    "",
    `**${policy}**${severity === undefined ? "" : ` (${severity})`}`,
    "",
    ...findings.map(({ resource, message }) => `- ${resource ?? "the stack"}: ${escaped(message)}`),
    ...(remediation === undefined ? [] : ["", `Fix: ${escaped(remediation)}`]),
  ];
}
