import { type IpPermission } from "@aws-sdk/client-ec2";
import { type Cloud, first, openPolicy, type Tampering } from "./cloud";
import { giveAddresses, giveNoNames } from "./changes";

const internet = [{ CidrIp: "0.0.0.0/0" }];

/** A rule for one TCP port. */
const onPort = (port: number, peer: Omit<IpPermission, "IpProtocol">): IpPermission[] => [
  { IpProtocol: "tcp", FromPort: port, ToPort: port, ...peer },
];

/** Adds a rule that lets something out of a group. */
async function letOut({ ec2 }: Cloud, GroupId: string, IpPermissions: IpPermission[]) {
  await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions });
  return () => ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions });
}

/** Adds a rule that lets something into a group. */
async function letIn({ ec2 }: Cloud, GroupId: string, IpPermissions: IpPermission[]) {
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  return () => ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
}

async function routeTableOf({ ec2 }: Cloud, subnetId: string): Promise<string> {
  const Filters = [{ Name: "association.subnet-id", Values: [subnetId] }];
  const { RouteTables } = await ec2.describeRouteTables({ Filters });
  return first("route table", RouteTables).RouteTableId!;
}

async function internetGatewayOf({ ec2, outputs }: Cloud): Promise<string> {
  const Filters = [{ Name: "attachment.vpc-id", Values: [outputs.vpcId] }];
  const { InternetGateways } = await ec2.describeInternetGateways({ Filters });
  return first("internet gateway", InternetGateways).InternetGatewayId!;
}

async function endpointOf({ ec2, outputs }: Cloud, service: string) {
  const Filters = [
    { Name: "vpc-id", Values: [outputs.vpcId] },
    { Name: "service-name", Values: [`com.amazonaws.${outputs.region}.${service}`] },
  ];
  return first(service, (await ec2.describeVpcEndpoints({ Filters })).VpcEndpoints);
}

/** Gives a route table one more route. */
async function addRoute(
  { ec2 }: Cloud,
  RouteTableId: string,
  target: { readonly GatewayId?: string; readonly NatGatewayId?: string },
) {
  const DestinationCidrBlock = "198.51.100.0/24";
  await ec2.createRoute({ RouteTableId, DestinationCidrBlock, ...target });
  return () => ec2.deleteRoute({ RouteTableId, DestinationCidrBlock });
}

/** The network is opened, or loses a part. */
export const networkTamperings: readonly Tampering[] = [
  {
    name: "a subnet hands out public addresses",
    check: "gives no instance a public address by itself",
    says: ({ publicSubnetIds: [id] }) => [`subnet ${id}: MapPublicIpOnLaunch is true`, "false"],
    tamper: (cloud) => giveAddresses(cloud, cloud.outputs.publicSubnetIds[0]),
  },
  {
    name: "the VPC gives no names any more",
    check: "resolves the names of AWS services inside the VPC",
    says: ({ vpcId }) => [`VPC ${vpcId}: EnableDnsHostnames`, 'expected {"Value":true}'],
    tamper: giveNoNames,
  },
  {
    name: "the default security group gets a rule",
    check: "leaves the default security group without rules",
    says: () => ["default security group sg-", "IpPermissions", "expected []"],
    tamper: async (cloud) => {
      const Filters = [
        { Name: "vpc-id", Values: [cloud.outputs.vpcId] },
        { Name: "group-name", Values: ["default"] },
      ];
      const { SecurityGroups } = await cloud.ec2.describeSecurityGroups({ Filters });
      const { GroupId } = first("default group", SecurityGroups);
      return letIn(cloud, GroupId!, onPort(22, { IpRanges: [{ CidrIp: "10.0.0.0/8" }] }));
    },
  },
  {
    name: "the database subnets get a way to the internet",
    check: "gives the database subnets no route out of the VPC but to the data centre",
    says: ({ databaseSubnetIds: [id] }) => [
      `database subnet ${id}`,
      "route from 198.51.100.0/24 to nat-",
      "expected none",
    ],
    tamper: async (cloud) => {
      const Filter = [{ Name: "vpc-id", Values: [cloud.outputs.vpcId] }];
      const { NatGateways } = await cloud.ec2.describeNatGateways({ Filter });
      const { NatGatewayId = "" } = first("NAT gateway", NatGateways);
      const table = await routeTableOf(cloud, cloud.outputs.databaseSubnetIds[0]!);
      return addRoute(cloud, table, { NatGatewayId });
    },
  },
  {
    name: "a private subnet is routed past the NAT gateway",
    check: "lets the private subnets reach the internet through NAT at most",
    says: ({ privateSubnetIds: [id] }) => [`private subnet ${id}`, "to igw-", "expected none"],
    tamper: async (cloud) => {
      const table = await routeTableOf(cloud, cloud.outputs.privateSubnetIds[0]!);
      return addRoute(cloud, table, { GatewayId: await internetGatewayOf(cloud) });
    },
  },
  {
    name: "a public subnet loses its route",
    check: "routes the public subnets to the internet gateway",
    says: ({ publicSubnetIds: [id] }) => [`public subnet ${id}: has no active route`, "expected"],
    tamper: async (cloud) => {
      const RouteTableId = await routeTableOf(cloud, cloud.outputs.publicSubnetIds[0]!);
      const route = { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" };
      const GatewayId = await internetGatewayOf(cloud);
      await cloud.ec2.deleteRoute(route);
      return () => cloud.ec2.createRoute({ ...route, GatewayId });
    },
  },
  {
    name: "a VPC endpoint lets everybody through",
    check: "lets only principals of the own account use the VPC endpoints",
    says: () => ["VPC endpoint vpce-", ".logs)", "no condition on aws:PrincipalAccount"],
    tamper: async (cloud) => {
      const { VpcEndpointId, PolicyDocument } = await endpointOf(cloud, "logs");
      const set = (document?: string) =>
        cloud.ec2.modifyVpcEndpoint({ VpcEndpointId, PolicyDocument: document });
      await set(openPolicy);
      return () => set(PolicyDocument);
    },
  },
  {
    name: "the database subnets lose their way to S3",
    check: "reaches S3 through a gateway endpoint from the private and database subnets",
    says: () => ["VPC endpoint vpce-", "(s3): RouteTableIds", "expected exactly"],
    tamper: async (cloud) => {
      const { VpcEndpointId } = await endpointOf(cloud, "s3");
      const tables = [await routeTableOf(cloud, cloud.outputs.databaseSubnetIds[0]!)];
      await cloud.ec2.modifyVpcEndpoint({ VpcEndpointId, RemoveRouteTableIds: tables });
      return () => cloud.ec2.modifyVpcEndpoint({ VpcEndpointId, AddRouteTableIds: tables });
    },
  },
  {
    name: "the VPN gateway is detached",
    check: "connects a gateway of the VPC to the data centre by IPsec",
    says: ({ vpcId }) => ["VPN gateway vgw-", "attachedTo is []", vpcId],
    tamper: async ({ ec2, outputs: { vpcId: VpcId } }) => {
      const Filters = [{ Name: "attachment.vpc-id", Values: [VpcId] }];
      const { VpnGateways } = await ec2.describeVpnGateways({ Filters });
      const { VpnGatewayId } = first("VPN gateway", VpnGateways);
      await ec2.detachVpnGateway({ VpnGatewayId, VpcId });
      return () => ec2.attachVpnGateway({ VpnGatewayId, VpcId });
    },
  },
  {
    name: "the application may reach everything",
    check: "let nothing out but on one stated port to a stated peer",
    says: ({ applicationSecurityGroupId }) => [
      applicationSecurityGroupId,
      "0.0.0.0/0",
      "expected one TCP or UDP port",
    ],
    tamper: (cloud) =>
      letOut(cloud, cloud.outputs.applicationSecurityGroupId, [
        { IpProtocol: "-1", IpRanges: internet },
      ]),
  },
  {
    name: "Aurora may reach one port somewhere",
    check: "let nothing out of Aurora and of the VPC endpoints",
    says: ({ auroraSecurityGroupId }) => [auroraSecurityGroupId, "IpPermissionsEgress", "[]"],
    tamper: (cloud) =>
      letOut(
        cloud,
        cloud.outputs.auroraSecurityGroupId,
        onPort(443, { IpRanges: [{ CidrIp: "10.1.0.0/16" }] }),
      ),
  },
  {
    name: "the replication instance may reach a network, and nobody says why",
    check: "have a description on egress rules to groups and address ranges",
    says: ({ dmsSecurityGroupId }) => [dmsSecurityGroupId, "10.1.0.0/16 without a description"],
    tamper: (cloud) =>
      letOut(
        cloud,
        cloud.outputs.dmsSecurityGroupId,
        onPort(3306, { IpRanges: [{ CidrIp: "10.1.0.0/16" }] }),
      ),
  },
  {
    name: "Aurora takes SSH from everywhere",
    check:
      "let only other security groups and private ranges of operators into Aurora, on its port",
    says: ({ auroraSecurityGroupId }) => [auroraSecurityGroupId, "port 22, 0.0.0.0/0", "expected"],
    tamper: (cloud) =>
      letIn(cloud, cloud.outputs.auroraSecurityGroupId, onPort(22, { IpRanges: internet })),
  },
  {
    name: "Aurora's port is open to addresses of the internet",
    check:
      "let only other security groups and private ranges of operators into Aurora, on its port",
    says: ({ auroraSecurityGroupId }) => [
      auroraSecurityGroupId,
      "203.0.113.0/24",
      "private ranges",
    ],
    tamper: (cloud) =>
      letIn(
        cloud,
        cloud.outputs.auroraSecurityGroupId,
        onPort(3306, { IpRanges: [{ CidrIp: "203.0.113.0/24" }] }),
      ),
  },
  {
    name: "the replication instance takes connections",
    check: "let nothing into the replication instance",
    says: ({ dmsSecurityGroupId }) => [dmsSecurityGroupId, "IpPermissions", "expected []"],
    tamper: (cloud) =>
      letIn(
        cloud,
        cloud.outputs.dmsSecurityGroupId,
        onPort(22, { IpRanges: [{ CidrIp: "10.0.0.0/16" }] }),
      ),
  },
  {
    name: "the application is open to the internet",
    check: "open to addresses outside only the load balancer, on the ports of HTTPS and HTTP",
    says: ({ applicationSecurityGroupId }) => [applicationSecurityGroupId, "0.0.0.0/0", "expected"],
    tamper: (cloud) =>
      letIn(cloud, cloud.outputs.applicationSecurityGroupId, onPort(8443, { IpRanges: internet })),
  },
];
