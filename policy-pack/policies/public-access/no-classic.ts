import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const noClassic = defineRule({
  name: "no-classic",
  title: "No classic resources",
  description: "A stack must not use classic load balancers, WAF Classic or the default VPC.",
  severity: "medium",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_148"] },
  remediation: "Use aws.lb, aws.wafv2 and a VPC of your own.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/classic-waf-chapter.html",
  types: types.classic,
  *resource({ type }) {
    yield `${type.split(":")[1] ?? ""} is of the classic generation`;
  },
});
