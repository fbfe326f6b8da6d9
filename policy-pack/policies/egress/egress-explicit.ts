import { defineRule } from "../../lib/rule";
import { text } from "../../lib/props";
import { types } from "../../lib/tokens";
import { isGiven, NotEvaluated } from "../../lib/unknowns";

export const egressExplicit = defineRule({
  name: "egress-explicit",
  title: "Every security group states its egress",
  description:
    "A security group must state its egress with standalone rules, inline rules or `egress: []`.",
  severity: "high",
  level: "mandatory",
  remediation: "Add aws.vpc.SecurityGroupEgressRule resources for the group, or set `egress: []`.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: types.securityGroup,
  *companions(group, graph) {
    const standalone = [
      ...graph.companions(group, "securityGroupId", types.securityGroupEgress),
      ...graph
        .companions(group, "securityGroupId", types.securityGroupRule)
        .filter((rule) => text(rule.props, "type") === "egress"),
    ];
    if (standalone.length > 0) {
      return;
    }
    // Outputs contain `egress: []` for a group without any rule, whether it was stated or not.
    if (!group.inputs) {
      throw new NotEvaluated("its inputs were not part of this operation");
    }
    if (!isGiven(group.inputs, "egress")) {
      yield "the group has no egress rule and no `egress: []`";
    }
  },
});
