import type * as aws from "@pulumi/aws";
import { rulesOf, securityGroupsOf } from "../live/ec2";
import { resolverEndpointOf, resolverRulesOf, vpcsOfRule } from "../live/resolver";
import { checksOf, properties } from "../check";
import { differences, including, ofEach, sameMembers, unless } from "../expectations";

const check = checksOf("On-premises DNS");

export const onPremisesDnsChecks = [
  check({
    name: "asks the data centre for its names from the private subnets of every zone",
    outputs: ["dnsEndpointId", "vpcId", "privateSubnetIds"],
    verifies: properties<aws.route53.ResolverEndpointArgs>(
      "aws:route53/resolverEndpoint:ResolverEndpoint",
      "direction",
      "ipAddresses",
    ),
    run: async ({ outputs, aws }) => {
      const endpoint = await resolverEndpointOf(aws, outputs.dnsEndpointId);
      return differences(`resolver endpoint ${outputs.dnsEndpointId}`, endpoint, {
        Direction: "OUTBOUND",
        Status: "OPERATIONAL",
        HostVPCId: outputs.vpcId,
        subnetIds: sameMembers(outputs.privateSubnetIds),
      });
    },
  }),
  check({
    name: "forwards each domain of the data centre to servers there, in the VPC",
    outputs: ["dnsEndpointId", "vpcId"],
    verifies: [
      ...properties<aws.route53.ResolverRuleArgs>(
        "aws:route53/resolverRule:ResolverRule",
        "ruleType",
        "targetIps",
      ),
      ...properties<aws.route53.ResolverRuleAssociationArgs>(
        "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
        "resolverRuleId",
        "vpcId",
      ),
    ],
    run: async ({ outputs, aws }) => {
      const rules = await Promise.all(
        (await resolverRulesOf(aws, outputs.dnsEndpointId)).map(async (rule) => ({
          ...rule,
          vpcs: await vpcsOfRule(aws, rule.Id),
        })),
      );
      return ofEach("resolver rule", rules, (rule) => [
        ...differences(`resolver rule of ${rule.DomainName}`, rule, {
          RuleType: "FORWARD",
          vpcs: including(outputs.vpcId),
        }),
        ...ofEach(`server of ${rule.DomainName}`, rule.TargetIps, (target) =>
          differences(`server ${target.Ip} of ${rule.DomainName}`, target, { Port: 53 }),
        ),
      ]);
    },
  }),
  check({
    name: "lets queries out to these servers only",
    outputs: ["dnsEndpointId", "vpcId"],
    verifies: properties<aws.route53.ResolverEndpointArgs>(
      "aws:route53/resolverEndpoint:ResolverEndpoint",
      "securityGroupIds",
    ),
    run: async ({ outputs, aws }) => {
      const { SecurityGroupIds } = await resolverEndpointOf(aws, outputs.dnsEndpointId);
      const rules = await resolverRulesOf(aws, outputs.dnsEndpointId);
      const servers = rules.flatMap(({ TargetIps }) => TargetIps.map(({ Ip }) => `${Ip}/32`));
      const groups = (await securityGroupsOf(aws, outputs.vpcId)).filter(({ GroupId }) =>
        SecurityGroupIds.includes(GroupId),
      );
      return ofEach("security group of the resolver endpoint", groups, (group) => [
        ...differences(`security group ${group.GroupId}`, group, { IpPermissions: [] }),
        ...ofEach("egress rule", rulesOf(group, "egress"), ({ cidr, fromPort, toPort }) =>
          unless(
            fromPort === 53 && toPort === 53 && servers.includes(cidr ?? ""),
            `security group ${group.GroupId}: lets out to ${cidr ?? "elsewhere"} on the ports ${fromPort} to ${toPort}, expected DNS servers on port 53`,
          ),
        ),
      ]);
    },
  }),
];
