import type * as aws from "@pulumi/aws";
import { dnsSettingsOf, securityGroupsOf, subnetsOf } from "../live/ec2";
import { checksOf, properties } from "../check";
import { differences, ofEach, unless } from "../expectations";

const check = checksOf("Networking");

const tiers = ["publicSubnetIds", "privateSubnetIds", "databaseSubnetIds"] as const;

export const networkingChecks = [
  check({
    name: "spreads each tier of subnets over the same two or more availability zones",
    outputs: ["vpcId", "availabilityZones", ...tiers],
    verifies: properties<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet", "vpcId", "availabilityZone"),
    run: async ({ outputs, aws }) => {
      const subnets = await subnetsOf(aws, outputs.vpcId);
      const zones = outputs.availabilityZones;
      return [
        ...unless(
          zones.length >= 2,
          `availabilityZones: ${zones.join(", ")}, expected two or more`,
        ),
        ...tiers.flatMap((tier) =>
          differences(
            tier,
            { zones: outputs[tier].map((id) => zoneOf(subnets, id)) },
            { zones: [...zones] },
          ),
        ),
      ];
    },
  }),
  check({
    name: "gives no instance a public address by itself",
    outputs: ["vpcId", ...tiers],
    verifies: properties<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet", "mapPublicIpOnLaunch"),
    controls: ["EC2.15"],
    run: async ({ outputs, aws }) => {
      const used = tiers.flatMap((tier) => outputs[tier]);
      const subnets = await subnetsOf(aws, outputs.vpcId);
      return ofEach(
        "subnet",
        subnets.filter(({ SubnetId }) => used.includes(SubnetId)),
        (subnet) =>
          differences(`subnet ${subnet.SubnetId}`, subnet, { MapPublicIpOnLaunch: false }),
      );
    },
  }),
  check({
    name: "resolves the names of AWS services inside the VPC",
    outputs: ["vpcId"],
    verifies: properties<aws.ec2.VpcArgs>(
      "aws:ec2/vpc:Vpc",
      "enableDnsSupport",
      "enableDnsHostnames",
    ),
    run: async ({ outputs, aws }) =>
      differences(`VPC ${outputs.vpcId}`, await dnsSettingsOf(aws, outputs.vpcId), {
        EnableDnsSupport: { Value: true },
        EnableDnsHostnames: { Value: true },
      }),
  }),
  check({
    name: "leaves the default security group without rules",
    outputs: ["vpcId", "defaultSecurityGroupId"],
    verifies: properties<aws.ec2.DefaultSecurityGroupArgs>(
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      "ingress",
      "egress",
    ),
    controls: ["EC2.2"],
    run: async ({ outputs, aws }) => {
      const groups = await securityGroupsOf(aws, outputs.vpcId);
      const closed = groups.filter(({ GroupId }) => GroupId === outputs.defaultSecurityGroupId);
      return ofEach("default security group", closed, (group) =>
        differences(`default security group ${group.GroupId}`, group, {
          IpPermissions: [],
          IpPermissionsEgress: [],
        }),
      );
    },
  }),
];

function zoneOf(subnets: { SubnetId: string; AvailabilityZone: string }[], id: string): string {
  const subnet = subnets.find(({ SubnetId }) => SubnetId === id);
  return subnet?.AvailabilityZone ?? `${id} is not in the VPC`;
}
