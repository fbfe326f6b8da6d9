import { integer } from "../../lib/options";
import { number, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const logRetention = defineRule({
  name: "log-retention",
  title: "Log groups have a retention time",
  description: "A log group must have a retention time that is long enough.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["CloudWatch.16"],
    prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"],
    checkov: ["CKV_AWS_66", "CKV_AWS_338"],
  },
  remediation: "Set retentionInDays.",
  options: { minDays: integer("The fewest days.", 1, { minimum: 1, maximum: 3653 }) },
  types: types.logGroup,
  *resource({ props }, { minDays }) {
    // Logs of this class are kept for two days, which cannot be changed.
    if (text(props, "logGroupClass") === "DELIVERY") {
      return;
    }
    const days = number(props, "retentionInDays") ?? 0;
    if (days === 0) {
      yield "the log group keeps its events forever (retentionInDays is not set)";
    } else if (days < minDays) {
      yield `the log group keeps its events for ${days} days; ${minDays} are required`;
    }
  },
});
