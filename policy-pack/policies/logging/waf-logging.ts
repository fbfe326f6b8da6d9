import { count } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const wafLogging = defineRule({
  name: "waf-logging",
  title: "Every web ACL writes logs",
  description: "A web ACL must have a logging configuration.",
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
  },
});
