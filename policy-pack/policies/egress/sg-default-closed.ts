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
      yield "the VPC's default security group is not adopted, so that it keeps its allow-all rules";
    }
    const standalone = [
      ...types.securityGroupEgress,
      ...types.securityGroupIngress,
      ...types.securityGroupRule,
    ];
    if (!isVpc && graph.companions(node, "securityGroupId", standalone).length > 0) {
      yield "the default group has standalone rules";
    }
  },
});
