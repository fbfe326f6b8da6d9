import { count, record, records, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, isGiven, type Props } from "../../lib/unknowns";

export const wafLogging = defineRule({
  name: "waf-logging",
  title: "Every web ACL writes logs",
  description: "A web ACL must have a logging configuration that keeps blocked requests.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["WAF.11"],
    prowler: ["wafv2_webacl_logging_enabled"],
    checkov: ["CKV2_AWS_31"],
  },
  remediation:
    "Add an aws.wafv2.WebAclLoggingConfiguration with a log group or bucket named aws-waf-logs-….",
  types: types.webAcl,
  *companions(acl, graph) {
    const configurations = graph.companions(acl, "resourceArn", types.webAclLogging);
    if (configurations.length === 0) {
      yield "the web ACL has no logging configuration";
    }
    if (
      configurations.some((configuration) => count(configuration.props, "redactedFields") === 0)
    ) {
      yield advice("the log keeps every header; redact `authorization` and cookies");
    }
    yield* forEach(configurations, function* ({ props }) {
      if (isGiven(props, "loggingFilter") && !keepsBlocked(record(props, "loggingFilter"))) {
        yield "the log's filter drops requests that were blocked";
      }
    });
  },
});

/**
 * Whether a filter keeps the requests that the web ACL has blocked: AWS takes the first filter that
 * matches.
 */
function keepsBlocked(filter: Props): boolean {
  const isDefaultKept = text(filter, "defaultBehavior") === "KEEP";
  for (const item of records(filter, "filters")) {
    const actions = records(item, "conditions").map((condition) =>
      text(record(condition, "actionCondition"), "action"),
    );
    const isAll = text(item, "requirement") !== "MEETS_ANY";
    const mayMatch = isAll
      ? actions.every((action) => action === undefined || action === "BLOCK")
      : actions.some((action) => action === undefined || action === "BLOCK");
    const surely =
      actions.length > 0 &&
      (isAll
        ? actions.every((action) => action === "BLOCK")
        : actions.some((action) => action === "BLOCK"));
    const keeps = text(item, "behavior") === "KEEP";
    if (!keeps && mayMatch) return false;
    if (keeps && surely) return true;
  }
  return isDefaultKept;
}
