import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { jsonText, policyDocument } from "./documents";

const flag = z.object({ Value: z.boolean() });

/** Whether a VPC resolves names, and assigns names to its instances. */
export async function dnsSettingsOf(aws: AwsCli, vpcId: string) {
  const attribute = (name: string) => ["--vpc-id", vpcId, "--attribute", name];
  const operation = ["ec2", "describe-vpc-attribute"] as const;
  const [support, hostnames] = await Promise.all([
    aws.read(z.object({ EnableDnsSupport: flag }), ...operation, ...attribute("enableDnsSupport")),
    aws.read(
      z.object({ EnableDnsHostnames: flag }),
      ...operation,
      ...attribute("enableDnsHostnames"),
    ),
  ]);
  return { ...support, ...hostnames };
}

/** The subnets of a VPC. */
export async function subnetsOf(aws: AwsCli, vpcId: string) {
  const schema = z.object({
    Subnets: z.array(
      z.object({
        SubnetId: z.string(),
        AvailabilityZone: z.string(),
        MapPublicIpOnLaunch: z.boolean(),
      }),
    ),
  });
  return (await aws.read(schema, "ec2", "describe-subnets", ...inVpc(vpcId))).Subnets;
}

const route = z.object({
  DestinationCidrBlock: z.string().optional(),
  DestinationIpv6CidrBlock: z.string().optional(),
  GatewayId: z.string().optional(),
  NatGatewayId: z.string().optional(),
  TransitGatewayId: z.string().optional(),
  EgressOnlyInternetGatewayId: z.string().optional(),
  State: z.string(),
});

/** One route of a route table. */
export type Route = z.infer<typeof route>;

const routeTable = z.object({
  RouteTableId: z.string(),
  VpcId: z.string().optional(),
  Associations: z.array(z.object({ SubnetId: z.string().optional() })),
  PropagatingVgws: z.array(z.object({ GatewayId: z.string() })).default([]),
  Routes: z.array(route),
});

/** A route table with the subnets that it is associated with. */
export type RouteTable = z.infer<typeof routeTable>;

/** The route table of each subnet; undefined for one that has no table of its own. */
export async function routeTablesOf(aws: AwsCli, vpcId: string, subnetIds: readonly string[]) {
  const schema = z.object({ RouteTables: z.array(routeTable) });
  const { RouteTables } = await aws.read(schema, "ec2", "describe-route-tables", ...inVpc(vpcId));
  return subnetIds.map((subnetId) => ({
    subnetId,
    table: RouteTables.find(({ Associations }) =>
      Associations.some((association) => association.SubnetId === subnetId),
    ),
  }));
}

const described = { Description: z.string().optional() };

const permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.number().optional(),
  ToPort: z.number().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string(), ...described })).default([]),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string(), ...described })).default([]),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string(), ...described })).default([]),
  UserIdGroupPairs: z.array(z.object({ GroupId: z.string(), ...described })).default([]),
});

const securityGroup = z.object({
  GroupId: z.string(),
  GroupName: z.string(),
  ...described,
  IpPermissions: z.array(permission),
  IpPermissionsEgress: z.array(permission),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/** A security group with its rules, those of one protocol and port range together. */
export type SecurityGroup = z.infer<typeof securityGroup>;

/** Every security group of a VPC, whoever made it. */
export async function securityGroupsOf(aws: AwsCli, vpcId: string): Promise<SecurityGroup[]> {
  const schema = z.object({ SecurityGroups: z.array(securityGroup) });
  const answer = await aws.read(schema, "ec2", "describe-security-groups", ...inVpc(vpcId));
  return answer.SecurityGroups;
}

/** A peer that one rule of a security group names. */
export interface Rule {
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** An IPv4 or IPv6 range; undefined when the peer is a group or a prefix list. */
  readonly cidr?: string;
  /** The id of a group. */
  readonly groupId?: string;
  /** The id of a prefix list. */
  readonly prefixListId?: string;
  readonly description: string | undefined;
}

/** The single rules of a group in one direction. */
export function rulesOf(group: SecurityGroup, direction: "ingress" | "egress"): Rule[] {
  const permissions = direction === "egress" ? group.IpPermissionsEgress : group.IpPermissions;
  return permissions.flatMap((it) => {
    const ports = { protocol: it.IpProtocol, fromPort: it.FromPort, toPort: it.ToPort };
    return [
      ...it.IpRanges.map((peer) => ({ cidr: peer.CidrIp, description: peer.Description })),
      ...it.Ipv6Ranges.map((peer) => ({ cidr: peer.CidrIpv6, description: peer.Description })),
      ...it.PrefixListIds.map((peer) => ({
        prefixListId: peer.PrefixListId,
        description: peer.Description,
      })),
      ...it.UserIdGroupPairs.map((peer) => ({
        groupId: peer.GroupId,
        description: peer.Description,
      })),
    ].map((peer) => ({ ...ports, ...peer }));
  });
}

/**
 * Those VPC endpoints of some ids in a VPC that have not been deleted. Of others nothing can be expected: an
 * endpoint of a firewall or of another account's service may have no policy, and no service name.
 */
export async function endpointsOf(aws: AwsCli, vpcId: string, ids: readonly string[]) {
  const endpoint = z.object({
    VpcEndpointId: z.string(),
    VpcEndpointType: z.string(),
    ServiceName: z.string(),
    // In either case, in documents and in practice.
    State: z.string().toLowerCase(),
    PolicyDocument: jsonText(policyDocument),
    PrivateDnsEnabled: z.boolean().optional(),
    RouteTableIds: z.array(z.string()).default([]),
    SubnetIds: z.array(z.string()).default([]),
  });
  const schema = z
    .object({ VpcEndpoints: z.array(z.looseObject({ VpcEndpointId: z.string() })) })
    .transform(({ VpcEndpoints }) =>
      VpcEndpoints.filter(({ VpcEndpointId }) => ids.includes(VpcEndpointId)),
    )
    .pipe(z.array(endpoint));
  const found = await aws.read(schema, "ec2", "describe-vpc-endpoints", ...inVpc(vpcId));
  // An endpoint that was replaced is still shown for a while.
  return found.filter(({ State }) => !["deleting", "deleted"].includes(State));
}

const natGateway = z.object({
  NatGatewayId: z.string(),
  SubnetId: z.string().optional(),
  NatGatewayAddresses: z.array(z.object({ AllocationId: z.string().optional() })).default([]),
});

/** The NAT gateways of a VPC that are there, or soon will be. */
export async function natGatewaysOf(aws: AwsCli, vpcId: string) {
  const schema = z.object({ NatGateways: z.array(natGateway) });
  const answer = await aws.read(
    schema,
    "ec2",
    "describe-nat-gateways",
    "--filter",
    `Name=vpc-id,Values=${vpcId}`,
    "Name=state,Values=pending,available",
  );
  return answer.NatGateways;
}

/** The flow logs of a VPC. */
export async function flowLogsOf(aws: AwsCli, vpcId: string) {
  const schema = z.object({
    FlowLogs: z.array(
      z.object({
        FlowLogId: z.string(),
        FlowLogStatus: z.string(),
        TrafficType: z.string(),
        LogGroupName: z.string().optional(),
        LogDestination: z.string().default(""),
        MaxAggregationInterval: z.number(),
        DeliverLogsPermissionArn: z.string().optional(),
      }),
    ),
  });
  const filter = `Name=resource-id,Values=${vpcId}`;
  return (await aws.read(schema, "ec2", "describe-flow-logs", "--filter", filter)).FlowLogs;
}

function inVpc(vpcId: string): string[] {
  return ["--filters", `Name=vpc-id,Values=${vpcId}`];
}
