import { flag, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const albWafAssociated = defineRule({
  name: "alb-waf-associated",
  title: "Public load balancers have a web ACL",
  description: "An internet-facing application load balancer must have a web ACL.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["ELB.16"], prowler: ["elbv2_waf_acl_attached"], checkov: ["CKV2_AWS_28"] },
  remediation: "Add an aws.wafv2.WebAclAssociation for the load balancer.",
  types: types.loadBalancer,
  *companions(balancer, graph) {
    if (graph.companions(balancer, "resourceArn", types.webAclAssociation).length > 0) {
      return;
    }
    const isApplication =
      (text(balancer.props, "loadBalancerType") ?? "application") === "application";
    if (isApplication && flag(balancer.props, "internal") !== true) {
      yield "no web ACL is associated with the load balancer";
    }
  },
});
