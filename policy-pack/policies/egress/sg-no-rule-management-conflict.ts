import { type Graph, type Node } from "../../lib/graph";
import { defineRule } from "../../lib/rule";
import { text } from "../../lib/props";
import { type Direction } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const sgNoRuleManagementConflict = defineRule({
  name: "sg-no-rule-management-conflict",
  title: "A security group's rules are managed in one way",
  description:
    "A security group must not mix inline and standalone rules, because each deployment would remove rules of the other kind.",
  severity: "medium",
  level: "mandatory",
  remediation: "Remove `ingress` and `egress` from the group and keep the standalone rules.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
  types: types.securityGroup,
  *companions(group, graph) {
    // Outputs list the standalone rules too, so that only inputs show the difference.
    const { inputs } = group;
    for (const direction of ["ingress", "egress"] as const) {
      if (inputs && isGiven(inputs, direction) && hasStandalone(group, graph, direction)) {
        yield `the group has both inline ${direction} and standalone ${direction} rules`;
      }
    }
  },
});

function hasStandalone(group: Node, graph: Graph, direction: Direction): boolean {
  const own = direction === "egress" ? types.securityGroupEgress : types.securityGroupIngress;
  const mixed = graph
    .companions(group, "securityGroupId", types.securityGroupRule)
    .filter((rule) => text(rule.props, "type") === direction);
  return mixed.length > 0 || graph.companions(group, "securityGroupId", own).length > 0;
}
