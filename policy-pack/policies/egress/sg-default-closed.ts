import { type Graph, type Node } from "../../lib/graph";
import { defineRule } from "../../lib/rule";
import { trafficRules } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";

export const sgDefaultClosed = defineRule({
  name: "sg-default-closed",
  title: "The default security group is adopted and has no rules",
  description: "Each VPC's default security group must be adopted by the stack and hold no rules.",
  severity: "high",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["EC2.2"],
    prowler: ["ec2_securitygroup_default_restrict_traffic"],
    checkov: ["CKV2_AWS_12"],
  },
  remediation:
    "Add one aws.ec2.DefaultSecurityGroup for the VPC with `ingress: []` and `egress: []`.",
  types: [...types.defaultSecurityGroup, ...types.vpc],
  resource: (resource) =>
    forEach(["ingress", "egress"] as const, function* (direction) {
      const rules = types.vpc.includes(resource.type) ? [] : trafficRules(resource, direction);
      if (rules.length > 0) {
        yield `the default group has ${rules.length} ${direction} rule(s)`;
      }
    }),
  *companions(node, graph) {
    const isVpc = types.vpc.includes(node.type);
    if (isVpc && graph.companions(node, "vpcId", types.defaultSecurityGroup).length === 0) {
      yield "the stack does not adopt the VPC's default security group, so it keeps its allow-all rules";
    }
    const standalone = [
      ...types.securityGroupEgress,
      ...types.securityGroupIngress,
      ...types.securityGroupRule,
    ];
    const rules = graph.companions(node, "securityGroupId", standalone);
    if (rules.some((rule) => !isVpc || isOnDefault(rule, graph))) {
      yield "the default group has standalone rules";
    }
  },
});

/** Whether a rule that refers to the VPC does so for its defaultSecurityGroupId, and not beside a group. */
function isOnDefault(rule: Node, graph: Graph): boolean {
  const groups = [...types.securityGroup, ...types.defaultSecurityGroup];
  return graph.refersTo(rule, "securityGroupId", groups).nodes.length === 0;
}
