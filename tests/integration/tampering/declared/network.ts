import { type Cloud, first } from "../cloud";
import { giveAddresses, giveNoNames, type Undo } from "../changes";
import { declaredOf, foreignAccount, tamperings } from "./row";

const vpcType = "aws:ec2/vpc:Vpc";
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const tableType = "aws:ec2/routeTable:RouteTable";
const subnetType = "aws:ec2/subnet:Subnet";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const customerType = "aws:ec2/customerGateway:CustomerGateway";
const anywhere = "198.51.100.0/24";

type Known = Pick<Cloud, "declared" | "outputs">;

/** The route table of the first subnet of a tier. */
function tableOf(cloud: Known, tier: "databaseSubnetIds" | "privateSubnetIds" | "publicSubnetIds") {
  const [subnet] = cloud.outputs[tier];
  const type = "aws:ec2/routeTableAssociation:RouteTableAssociation";
  const found = cloud.declared.of(type).find(({ inputs }) => inputs["subnetId"] === subnet);
  return String(found?.inputs["routeTableId"]);
}

async function addRoute(
  { ec2 }: Cloud,
  RouteTableId: string,
  target: Record<string, string>,
  DestinationCidrBlock = anywhere,
): Promise<Undo> {
  await ec2.createRoute({ RouteTableId, DestinationCidrBlock, ...target });
  return () => ec2.deleteRoute({ RouteTableId, DestinationCidrBlock });
}

/** A network interface in a database subnet. */
async function makeInterface({ ec2, outputs }: Cloud, Groups?: string[]) {
  const SubnetId = outputs.databaseSubnetIds[0];
  const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId, Groups });
  const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId ?? "";
  return { NetworkInterfaceId, remove: () => ec2.deleteNetworkInterface({ NetworkInterfaceId }) };
}

/** A VPC of others and a peering with it. */
async function makePeering({ ec2, outputs }: Cloud) {
  const { Vpc } = await ec2.createVpc({ CidrBlock: "172.30.0.0/16" });
  const request = { VpcId: outputs.vpcId, PeerVpcId: Vpc?.VpcId };
  const { VpcPeeringConnection } = await ec2.createVpcPeeringConnection(request);
  const VpcPeeringConnectionId = VpcPeeringConnection?.VpcPeeringConnectionId ?? "";
  await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  const remove = async () => {
    await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
    await ec2.deleteVpc({ VpcId: Vpc?.VpcId });
  };
  return { VpcPeeringConnectionId, remove };
}

const vpcs = tamperings("the VPC, its ranges and its DNS", [
  {
    name: "the VPC stops resolving names",
    says: ({ outputs }) => [`VPC ${outputs.vpcId}: enableDnsSupport is "false"`, 'expected "true"'],
    tamper: async ({ ec2, outputs: { vpcId: VpcId } }) => {
      const set = (Value: boolean) =>
        ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value } });
      await set(false);
      return () => set(true);
    },
  },
  {
    name: "the VPC gives no names",
    says: ({ outputs }) => [`VPC ${outputs.vpcId}: enableDnsHostnames is "false"`],
    tamper: giveNoNames,
  },
  {
    name: "the VPC has a second range",
    says: ({ outputs }) => [`VPC ${outputs.vpcId}: cidrBlocks has "10.99.0.0/16"`, "not declared"],
    tamper: async ({ ec2, outputs: { vpcId: VpcId } }) => {
      const { CidrBlockAssociation } = await ec2.associateVpcCidrBlock({
        VpcId,
        CidrBlock: "10.99.0.0/16",
      });
      const AssociationId = CidrBlockAssociation?.AssociationId;
      return () => ec2.disassociateVpcCidrBlock({ AssociationId });
    },
  },
  {
    name: "the VPC has another owner by its tags",
    says: ({ outputs }) => [`VPC ${outputs.vpcId}: tagsAll.Owner is "mallory"`, "probably made by"],
    tamper: async ({ ec2, outputs, declared }) => {
      const tags = declaredOf({ declared }, vpcType).inputs["tagsAll"] as Record<string, string>;
      const set = (Value?: string) =>
        ec2.createTags({ Resources: [outputs.vpcId], Tags: [{ Key: "Owner", Value }] });
      await set("mallory");
      return () => set(tags["Owner"]);
    },
  },
]);

const subnets = tamperings("the subnets, with the route table and the network ACL of each", [
  {
    name: "a further public subnet is made",
    says: ["subnet subnet-", 'is there with {"vpcId"', "10.20.250.0/24", "made by hand"],
    tamper: async ({ ec2, outputs }) => {
      const CidrBlock = "10.20.250.0/24";
      const { Subnet } = await ec2.createSubnet({ VpcId: outputs.vpcId, CidrBlock });
      return () => ec2.deleteSubnet({ SubnetId: Subnet?.SubnetId });
    },
  },
  {
    name: "a network ACL that denies everything is put on the private subnets",
    says: ({ outputs }) => [
      `subnet ${outputs.privateSubnetIds[0] ?? ""}: networkAcls has "acl-`,
      "which is not declared",
    ],
    tamper: async ({ ec2, outputs }) => {
      const { NetworkAcl } = await ec2.createNetworkAcl({ VpcId: outputs.vpcId });
      const Filters = [
        { Name: "association.subnet-id", Values: [outputs.privateSubnetIds[0] ?? ""] },
      ];
      const found = first("ACL", (await ec2.describeNetworkAcls({ Filters })).NetworkAcls);
      const association = found.Associations?.find(
        ({ SubnetId }) => SubnetId === outputs.privateSubnetIds[0],
      );
      const { NewAssociationId } = await ec2.replaceNetworkAclAssociation({
        AssociationId: association?.NetworkAclAssociationId,
        NetworkAclId: NetworkAcl?.NetworkAclId,
      });
      return async () => {
        await ec2.replaceNetworkAclAssociation({
          AssociationId: NewAssociationId,
          NetworkAclId: found.NetworkAclId,
        });
        await ec2.deleteNetworkAcl({ NetworkAclId: NetworkAcl?.NetworkAclId });
      };
    },
  },
  {
    name: "a database subnet gives its interfaces public addresses",
    says: ({ outputs }) => [
      `subnet ${outputs.databaseSubnetIds[0] ?? ""}: mapPublicIpOnLaunch is "true"`,
      'expected "false"',
    ],
    tamper: (cloud) => giveAddresses(cloud, cloud.outputs.databaseSubnetIds[0]),
  },
  {
    name: "a subnet loses its tags",
    says: ({ outputs }) => [
      `subnet ${outputs.publicSubnetIds[0] ?? ""}: tagsAll is absent`,
      "expected",
    ],
    tamper: async ({ ec2, outputs, declared }) => {
      const id = outputs.publicSubnetIds[0] ?? "";
      const found = declared.of(subnetType).find((it) => it.id === id);
      const tags = (found?.inputs["tagsAll"] ?? {}) as Record<string, string>;
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await ec2.deleteTags({ Resources: [id], Tags: Tags.map(({ Key }) => ({ Key })) });
      return () => ec2.createTags({ Resources: [id], Tags });
    },
  },
  {
    name: "a private subnet is given the route table of the public ones",
    says: ({ outputs }) => [
      `subnet ${outputs.privateSubnetIds[1] ?? ""}: routeTables has "rtb-`,
      "which is not declared",
    ],
    tamper: async (cloud) => {
      const { ec2, outputs, declared } = cloud;
      const type = "aws:ec2/routeTableAssociation:RouteTableAssociation";
      const { id: AssociationId, inputs } = declared
        .of(type)
        .find((it) => it.inputs["subnetId"] === outputs.privateSubnetIds[1])!;
      const RouteTableId = tableOf(cloud, "publicSubnetIds");
      const { NewAssociationId } = await ec2.replaceRouteTableAssociation({
        AssociationId,
        RouteTableId,
      });
      return () =>
        ec2.replaceRouteTableAssociation({
          AssociationId: NewAssociationId,
          RouteTableId: String(inputs["routeTableId"]),
        });
    },
  },
]);

const routes = tamperings("the route tables, and where each route leads", [
  {
    name: "the database subnets reach the internet through an interface",
    says: (cloud) => [
      `route table ${tableOf(cloud, "databaseSubnetIds")}: routes is ["0.0.0.0/0 to eni-`,
      "expected absent",
    ],
    tamper: async (cloud) => {
      const { NetworkInterfaceId, remove } = await makeInterface(cloud);
      const undo = await addRoute(
        cloud,
        tableOf(cloud, "databaseSubnetIds"),
        { NetworkInterfaceId },
        "0.0.0.0/0",
      );
      return async () => {
        await undo();
        await remove();
      };
    },
  },
  {
    name: "the database subnets reach another VPC",
    says: (cloud) => [
      `route table ${tableOf(cloud, "databaseSubnetIds")}: routes is ["198.51.100.0/24 to pcx-`,
    ],
    tamper: async (cloud) => {
      const { VpcPeeringConnectionId, remove } = await makePeering(cloud);
      const table = tableOf(cloud, "databaseSubnetIds");
      const undo = await addRoute(cloud, table, { VpcPeeringConnectionId });
      return async () => {
        await undo();
        await remove();
      };
    },
  },
  {
    name: "a private route table loses its way through NAT",
    says: (cloud) => [
      `route table ${tableOf(cloud, "privateSubnetIds")}: routes is absent, expected ["0.0.0.0/0 to nat-`,
    ],
    tamper: async (cloud) => {
      const RouteTableId = tableOf(cloud, "privateSubnetIds");
      const DestinationCidrBlock = "0.0.0.0/0";
      await cloud.ec2.deleteRoute({ RouteTableId, DestinationCidrBlock });
      const NatGatewayId = cloud.outputs.natGatewayIds?.[0];
      return () => cloud.ec2.createRoute({ RouteTableId, DestinationCidrBlock, NatGatewayId });
    },
  },
  {
    name: "the private subnets reach the internet without NAT",
    says: (cloud) => [
      `route table ${tableOf(cloud, "privateSubnetIds")}: routes has "198.51.100.0/24 to igw-`,
    ],
    tamper: (cloud) =>
      addRoute(cloud, tableOf(cloud, "privateSubnetIds"), {
        GatewayId: declaredOf(cloud, "aws:ec2/internetGateway:InternetGateway").id,
      }),
  },
  {
    name: "the public subnets have one more route",
    says: (cloud) => [
      `route table ${tableOf(cloud, "publicSubnetIds")}: routes has "198.51.100.0/24 to nat-`,
    ],
    tamper: (cloud) =>
      addRoute(cloud, tableOf(cloud, "publicSubnetIds"), {
        NatGatewayId: cloud.outputs.natGatewayIds?.[0] ?? "",
      }),
  },
  {
    name: "the main route table leads to the internet",
    says: ({ declared }) => [
      `route table ${String(declaredOf({ declared }, vpcType).outputs["defaultRouteTableId"])}: routes is ["0.0.0.0/0 to igw-`,
      "expected absent",
    ],
    tamper: (cloud) =>
      addRoute(
        cloud,
        String(declaredOf(cloud, vpcType).outputs["defaultRouteTableId"]),
        { GatewayId: declaredOf(cloud, "aws:ec2/internetGateway:InternetGateway").id },
        "0.0.0.0/0",
      ),
  },
  {
    name: "a further route table is made",
    says: ["route table rtb-", "is there with", "made by hand"],
    tamper: async ({ ec2, outputs }) => {
      const { RouteTable } = await ec2.createRouteTable({ VpcId: outputs.vpcId });
      return () => ec2.deleteRouteTable({ RouteTableId: RouteTable?.RouteTableId });
    },
  },
  {
    name: "a route table loses its tag of an owner",
    says: (cloud) => [
      `route table ${tableOf(cloud, "databaseSubnetIds")}: tagsAll.Owner is absent`,
    ],
    tamper: async (cloud) => {
      const id = tableOf(cloud, "databaseSubnetIds");
      const found = cloud.declared.of(tableType).find((it) => it.id === id);
      const tags = found?.inputs["tagsAll"] as Record<string, string>;
      const Tags = [{ Key: "Owner", Value: tags["Owner"] }];
      await cloud.ec2.deleteTags({ Resources: [id], Tags: [{ Key: "Owner" }] });
      return () => cloud.ec2.createTags({ Resources: [id], Tags });
    },
  },
]);

/** Adds an entry to the VPC's network ACL. */
function aclEntry(RuleNumber: number, RuleAction: "allow" | "deny", Egress: boolean) {
  return async ({ ec2, declared }: Cloud): Promise<Undo> => {
    const NetworkAclId = String(declaredOf({ declared }, vpcType).outputs["defaultNetworkAclId"]);
    const entry = { NetworkAclId, RuleNumber, Egress };
    await ec2.createNetworkAclEntry({
      ...entry,
      Protocol: "-1",
      RuleAction,
      CidrBlock: "10.0.0.0/8",
    });
    return () => ec2.deleteNetworkAclEntry(entry);
  };
}

const acls = tamperings("the network ACLs and their entries", [
  {
    name: "the network ACL denies a range on its way in",
    says: ["network ACL acl-", 'entries has "in 50 deny -1 10.0.0.0/8"', "which is not declared"],
    tamper: aclEntry(50, "deny", false),
  },
  {
    name: "the network ACL denies a range on its way out",
    says: ["network ACL acl-", 'entries has "out 60 deny -1 10.0.0.0/8"'],
    tamper: aclEntry(60, "deny", true),
  },
  {
    name: "a further network ACL is made",
    says: ["network ACL acl-", "is there with", "expected none"],
    tamper: async ({ ec2, outputs }) => {
      const { NetworkAcl } = await ec2.createNetworkAcl({ VpcId: outputs.vpcId });
      return () => ec2.deleteNetworkAcl({ NetworkAclId: NetworkAcl?.NetworkAclId });
    },
  },
]);

const gateways = [
  ...tamperings("the internet gateway, and no other way to the internet", [
    {
      name: "an egress-only internet gateway is made",
      says: ["egress-only internet gateway eigw-", "is there with", "expected none"],
      tamper: async ({ ec2, outputs }) => {
        const answer = await ec2.createEgressOnlyInternetGateway({ VpcId: outputs.vpcId });
        const id = answer.EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId;
        return () => ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId: id });
      },
    },
    {
      name: "the internet gateway is detached",
      says: ({ declared }) => [
        `internet gateway ${declaredOf({ declared }, "aws:ec2/internetGateway:InternetGateway").id}: is not there`,
      ],
      tamper: async ({ ec2, declared, outputs: { vpcId: VpcId } }) => {
        const type = "aws:ec2/internetGateway:InternetGateway";
        const InternetGatewayId = declaredOf({ declared }, type).id;
        await ec2.detachInternetGateway({ InternetGatewayId, VpcId });
        return () => ec2.attachInternetGateway({ InternetGatewayId, VpcId });
      },
    },
  ]),
  ...tamperings("the NAT gateways, each with its subnet and its address", [
    {
      name: "a further NAT gateway is made",
      says: ["NAT gateway nat-", "is there with", "expected none"],
      tamper: async ({ ec2, outputs }) => {
        const { AllocationId } = await ec2.allocateAddress({ Domain: "vpc" });
        const SubnetId = outputs.publicSubnetIds[0];
        const { NatGateway } = await ec2.createNatGateway({ SubnetId, AllocationId });
        return async () => {
          await ec2.deleteNatGateway({ NatGatewayId: NatGateway?.NatGatewayId });
          await ec2.releaseAddress({ AllocationId });
        };
      },
    },
  ]),
  ...tamperings("the fixed addresses, each kept for its NAT gateway", [
    {
      name: "an address loses its tag of the environment",
      says: ({ declared }) => [
        `address ${declaredOf({ declared }, "aws:ec2/eip:Eip").id}: tagsAll.Environment is absent`,
      ],
      tamper: async ({ ec2, declared, outputs }) => {
        const { id } = declaredOf({ declared }, "aws:ec2/eip:Eip");
        await ec2.deleteTags({ Resources: [id], Tags: [{ Key: "Environment" }] });
        const Tags = [{ Key: "Environment", Value: outputs.environment }];
        return () => ec2.createTags({ Resources: [id], Tags });
      },
    },
  ]),
  ...tamperings("the customer gateways, with their addresses", [
    {
      name: "the customer gateway loses its tag of an owner",
      says: ({ declared }) => [
        `customer gateway ${declaredOf({ declared }, customerType).id}: tagsAll.Owner is absent`,
      ],
      tamper: async ({ ec2, declared }) => {
        const { id, inputs } = declaredOf({ declared }, customerType);
        const tags = inputs["tagsAll"] as Record<string, string>;
        await ec2.deleteTags({ Resources: [id], Tags: [{ Key: "Owner" }] });
        const Tags = [{ Key: "Owner", Value: tags["Owner"] }];
        return () => ec2.createTags({ Resources: [id], Tags });
      },
    },
  ]),
  ...tamperings("no peering with another VPC", [
    {
      name: "the VPC is peered with another one",
      says: ["VPC peering pcx-", "is there with", "expected none"],
      tamper: async (cloud) => (await makePeering(cloud)).remove,
    },
  ]),
  ...tamperings("the flow logs of the VPC", [
    {
      name: "the VPC's traffic goes to a bucket of others too",
      says: ["flow log fl-", "arn:aws:s3:::elsewhere", "expected none"],
      tamper: async ({ ec2, s3, outputs }) => {
        await s3.createBucket({ Bucket: "elsewhere" });
        const { FlowLogIds = [] } = await ec2.createFlowLogs({
          ResourceIds: [outputs.vpcId],
          ResourceType: "VPC",
          TrafficType: "ACCEPT",
          LogDestinationType: "s3",
          LogDestination: "arn:aws:s3:::elsewhere",
        });
        return async () => {
          await ec2.deleteFlowLogs({ FlowLogIds });
          await s3.deleteBucket({ Bucket: "elsewhere" });
        };
      },
    },
  ]),
  ...tamperings("the VPN gateway, and the VPC that it is attached to", [
    {
      name: "the VPN gateway leaves the VPC",
      says: ({ outputs, declared }) => [
        `VPN gateway ${declaredOf({ declared }, "aws:ec2/vpnGateway:VpnGateway").id}: vpcId is absent`,
        `expected "${outputs.vpcId}"`,
      ],
      tamper: async ({ ec2, declared, outputs: { vpcId: VpcId } }) => {
        const VpnGatewayId = declaredOf({ declared }, "aws:ec2/vpnGateway:VpnGateway").id;
        await ec2.detachVpnGateway({ VpnGatewayId, VpcId });
        return () => ec2.attachVpnGateway({ VpnGatewayId, VpcId });
      },
    },
  ]),
  ...tamperings("the VPN connections, with the options of their tunnels and their routes", [
    {
      name: "a second VPN connection is made on the gateway",
      says: ["VPN connection vpn-", "is there with", "expected none"],
      tamper: async ({ ec2, declared }) => {
        const customer = declaredOf({ declared }, "aws:ec2/customerGateway:CustomerGateway").id;
        const gateway = declaredOf({ declared }, "aws:ec2/vpnGateway:VpnGateway").id;
        const { VpnConnection } = await ec2.createVpnConnection({
          Type: "ipsec.1",
          CustomerGatewayId: customer,
          VpnGatewayId: gateway,
        });
        return () => ec2.deleteVpnConnection({ VpnConnectionId: VpnConnection?.VpnConnectionId });
      },
    },
  ]),
];

/** Changes a VPC endpoint. */
function modifyEndpoint(
  name: RegExp,
  change: (id: string, cloud: Cloud) => Record<string, unknown>,
  back: (id: string, cloud: Cloud) => Record<string, unknown>,
) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { id: VpcEndpointId } = declaredOf(cloud, endpointType, name);
    await cloud.ec2.modifyVpcEndpoint({ VpcEndpointId, ...change(VpcEndpointId, cloud) });
    return () => cloud.ec2.modifyVpcEndpoint({ VpcEndpointId, ...back(VpcEndpointId, cloud) });
  };
}

const endpointLabel = ({ declared }: Known, name: RegExp) => {
  const { id } = declaredOf({ declared }, endpointType, name);
  return `VPC endpoint ${id}`;
};

const endpoints = tamperings(
  "the VPC endpoints, each with its policy, groups, subnets and tables",
  [
    {
      name: "another account may use an endpoint",
      says: (cloud) => [endpointLabel(cloud, /secretsmanager/), foreignAccount, "not declared"],
      tamper: modifyEndpoint(
        /secretsmanager/,
        (_, cloud) => {
          const policy = String(declaredOf(cloud, endpointType, /secretsmanager/).inputs["policy"]);
          const document = JSON.parse(policy) as { Statement: object[] };
          const Principal = { AWS: `arn:aws:iam::${foreignAccount}:root` };
          const statement = { Effect: "Allow", Principal, Action: "*", Resource: "*" };
          document.Statement.push(statement);
          return { PolicyDocument: JSON.stringify(document) };
        },
        (_, cloud) => ({
          PolicyDocument: declaredOf(cloud, endpointType, /secretsmanager/).inputs["policy"],
        }),
      ),
    },
    {
      name: "the S3 endpoint no longer serves a route table",
      says: (cloud) => [endpointLabel(cloud, /s3/), 'routeTableIds lacks "rtb-'],
      tamper: modifyEndpoint(
        /s3/,
        (_, cloud) => ({ RemoveRouteTableIds: [tableOf(cloud, "privateSubnetIds")] }),
        (_, cloud) => ({ AddRouteTableIds: [tableOf(cloud, "privateSubnetIds")] }),
      ),
    },
    {
      name: "a further endpoint is made",
      says: ["VPC endpoint vpce-", "(com.amazonaws.us-east-1.dynamodb): is there", "expected none"],
      tamper: async ({ ec2, outputs }) => {
        const { VpcEndpoint } = await ec2.createVpcEndpoint({
          VpcId: outputs.vpcId,
          ServiceName: "com.amazonaws.us-east-1.dynamodb",
          VpcEndpointType: "Gateway",
        });
        return () => ec2.deleteVpcEndpoints({ VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ""] });
      },
    },
  ],
);

/** Rules that somebody adds to a group: the group, the direction, the rule, and its text. */
const addedRules = [
  ["aurora", "in", "tcp", 3306, "sg-foreign", 'ingress has "tcp 3306 sg-'],
  ["aurora", "in", "tcp", 3306, "10.9.0.0/16", 'ingress has "tcp 3306 10.9.0.0/16, no desc'],
  ["aurora", "out", "tcp", 443, "0.0.0.0/0", "egress is"],
  ["application", "in", "-1", -1, "10.0.0.0/8", 'ingress has "every protocol 10.0.0.0/8'],
  ["application", "in", "tcp", 22, "0.0.0.0/0", 'ingress has "tcp 22 0.0.0.0/0'],
  ["application", "out", "udp", 53, "8.8.8.8/32", 'egress has "udp 53 8.8.8.8/32'],
  ["dms", "out", "tcp", 3306, "52.0.0.0/8", 'egress has "tcp 3306 52.0.0.0/8'],
  ["dms", "in", "tcp", 3306, "10.20.0.0/16", "ingress is"],
  ["edge", "in", "tcp", 8080, "0.0.0.0/0", 'ingress has "tcp 8080 0.0.0.0/0'],
  ["edge", "out", "tcp", 443, "0.0.0.0/0", 'egress has "tcp 443 0.0.0.0/0'],
  ["endpoints", "in", "tcp", 443, "203.0.113.9/32", 'ingress has "tcp 443 203.0.113.9/32'],
  ["target-rotation", "out", "tcp", 3306, "203.0.113.9/32", 'egress has "tcp 3306 203.0.113.9/32'],
] as const;

const groupNamed = (cloud: Pick<Cloud, "declared">, name: string) => {
  const pattern = new RegExp(`^migration-(${name})`);
  const found = cloud.declared
    .of(groupType)
    .find(({ inputs }) => pattern.test(String(inputs["name"])));
  if (found === undefined) throw new Error(`There is no group ${name}.`);
  return found.id;
};

const groups = tamperings("the security groups and every rule of each", [
  ...addedRules.map(([group, direction, protocol, port, peer, reads]) => ({
    name: `${direction === "in" ? peer : group} may reach ${direction === "in" ? group : peer} on ${protocol} ${port}`,
    says: (cloud: Known) => [`security group ${groupNamed(cloud, group)}`, reads],
    tamper: async (cloud: Cloud): Promise<Undo> => {
      const { ec2 } = cloud;
      const foreign = peer === "sg-foreign" ? await foreignGroup(cloud) : undefined;
      const rule = {
        GroupId: groupNamed(cloud, group),
        IpPermissions: [
          {
            IpProtocol: protocol,
            ...(port === -1 ? {} : { FromPort: port, ToPort: port }),
            ...(foreign === undefined
              ? { IpRanges: [{ CidrIp: peer }] }
              : { UserIdGroupPairs: [{ GroupId: foreign }] }),
          },
        ],
      };
      if (direction === "in") await ec2.authorizeSecurityGroupIngress(rule);
      else await ec2.authorizeSecurityGroupEgress(rule);
      return async () => {
        if (direction === "in") await ec2.revokeSecurityGroupIngress(rule);
        else await ec2.revokeSecurityGroupEgress(rule);
        if (foreign !== undefined) await ec2.deleteSecurityGroup({ GroupId: foreign });
      };
    },
  })),
  {
    name: "a further security group is made in the VPC",
    says: ["security group sg-", "(more): is there with", "made by hand"],
    tamper: async (cloud) => {
      const GroupId = await foreignGroup(cloud, "more");
      return () => cloud.ec2.deleteSecurityGroup({ GroupId });
    },
  },
  {
    name: "the default security group lets the VPC in",
    says: ({ outputs }) => [
      `security group ${outputs.defaultSecurityGroupId ?? ""} (default): ingress is ["tcp 22 10.20.0.0/16`,
      "expected absent",
    ],
    tamper: async ({ ec2, outputs }) => {
      const rule = {
        GroupId: outputs.defaultSecurityGroupId,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.20.0.0/16" }] },
        ],
      };
      await ec2.authorizeSecurityGroupIngress(rule);
      return () => ec2.revokeSecurityGroupIngress(rule);
    },
  },
]);

async function foreignGroup({ ec2, outputs }: Cloud, GroupName = "foreign"): Promise<string> {
  const group = { VpcId: outputs.vpcId, GroupName, Description: "somebody's" };
  return (await ec2.createSecurityGroup(group)).GroupId ?? "";
}

const interfaces = tamperings(
  "the groups of network interfaces, and no groups of others beside them",
  [
    {
      name: "an interface has the default group beside Aurora's",
      says: ({ outputs }) => [
        "network interface eni-",
        outputs.defaultSecurityGroupId ?? "",
        "expected none",
      ],
      tamper: async (cloud) => {
        const { auroraSecurityGroupId, vpcId } = cloud.outputs;
        const filter = [
          { Name: "vpc-id", Values: [vpcId] },
          { Name: "group-name", Values: ["default"] },
        ];
        const { SecurityGroups } = await cloud.ec2.describeSecurityGroups({ Filters: filter });
        const { GroupId } = first("default group", SecurityGroups);
        return (await makeInterface(cloud, [auroraSecurityGroupId, GroupId!])).remove;
      },
    },
  ],
);

export const declaredNetworkTamperings = [
  ...vpcs,
  ...subnets,
  ...routes,
  ...acls,
  ...gateways,
  ...endpoints,
  ...groups,
  ...interfaces,
];
