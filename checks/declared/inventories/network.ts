import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { type DeclaredResources } from "../resources";
import { type Answer, at, listAt, pick, textAt, textsAt } from "../values";

const vpcType = "aws:ec2/vpc:Vpc";
const routeTableType = "aws:ec2/routeTable:RouteTable";
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const propagationType = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation";
const routeType = "aws:ec2/route:Route";

/** The VPC that the stack declares; resources in a given VPC are its owner's. */
export function vpcIdOf(declared: DeclaredResources): string {
  return declared.ids(vpcType)[0] ?? "";
}

/** A filter of EC2 by the VPC. */
export function inVpc(ask: Ask, name = "vpc-id"): readonly [string, string] {
  return ["--filters", `Name=${name},Values=${vpcIdOf(ask.declared)}`];
}

/** Something of EC2 as it is there. */
export function ec2Thing(
  kind: string,
  id: string,
  answer: Answer,
  values: Readonly<Record<string, unknown>>,
): Thing {
  const tags = tagsAt(answer);
  return { id, label: `${kind} ${id}`, tags, values: { ...values, tagsAll: declarable(tags) } };
}

const vpcs: Inventory = {
  name: "the VPC, its ranges and its DNS",
  types: [vpcType],
  defaults: { instanceTenancy: "default" },
  expected: (declared) =>
    declared
      .of(vpcType)
      .map((vpc) => declaredThing("VPC", vpc, { cidrBlocks: [vpc.inputs["cidrBlock"]] })),
  live: async (ask) => {
    const id = vpcIdOf(ask.declared);
    const attribute = (name: string) =>
      ask.one("ec2", "describe-vpc-attribute", "--vpc-id", id, "--attribute", name);
    const [found, support, hostnames] = await Promise.all([
      ask.list("Vpcs", "ec2", "describe-vpcs", ...inVpc(ask)),
      attribute("enableDnsSupport"),
      attribute("enableDnsHostnames"),
    ]);
    return found.map((vpc) =>
      ec2Thing("VPC", textAt(vpc, "VpcId"), vpc, {
        ...pick(vpc, { cidrBlock: "CidrBlock", instanceTenancy: "InstanceTenancy" }),
        cidrBlocks: listAt(vpc, "CidrBlockAssociationSet")
          .filter((it) => textAt(it, "CidrBlockState.State") !== "disassociated")
          .map((it) => at(it, "CidrBlock")),
        ipv6CidrBlocks: at(vpc, "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock"),
        enableDnsSupport: at(support, "EnableDnsSupport.Value"),
        enableDnsHostnames: at(hostnames, "EnableDnsHostnames.Value"),
      }),
    );
  },
};

const subnets: Inventory = {
  name: "the subnets, with the route table and the network ACL of each",
  types: ["aws:ec2/subnet:Subnet", associationType],
  defaults: { assignIpv6AddressOnCreation: false, mapPublicIpOnLaunch: false },
  expected: (declared) => {
    const acl = declared.of(vpcType)[0]?.outputs["defaultNetworkAclId"];
    return declared.of("aws:ec2/subnet:Subnet").map((subnet) =>
      declaredThing("subnet", subnet, {
        routeTables: declared
          .of(associationType)
          .filter(({ inputs }) => inputs["subnetId"] === subnet.id)
          .map(({ inputs }) => inputs["routeTableId"]),
        networkAcls: [acl],
      }),
    );
  },
  live: async (ask) => {
    const [found, tables, acls] = await Promise.all([
      ask.list("Subnets", "ec2", "describe-subnets", ...inVpc(ask)),
      ask.list("RouteTables", "ec2", "describe-route-tables", ...inVpc(ask)),
      ask.list("NetworkAcls", "ec2", "describe-network-acls", ...inVpc(ask)),
    ]);
    return found.map((subnet) => {
      const id = textAt(subnet, "SubnetId");
      const associated = (all: readonly Answer[], key: string) =>
        all
          .filter((it) => textsAt(it, "Associations[].SubnetId").includes(id))
          .map((it) => at(it, key));
      return ec2Thing("subnet", id, subnet, {
        ...pick(subnet, {
          vpcId: "VpcId",
          availabilityZone: "AvailabilityZone",
          cidrBlock: "CidrBlock",
          ipv6CidrBlock: "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock",
          mapPublicIpOnLaunch: "MapPublicIpOnLaunch",
          assignIpv6AddressOnCreation: "AssignIpv6AddressOnCreation",
        }),
        routeTables: associated(tables, "RouteTableId"),
        networkAcls: associated(acls, "NetworkAclId"),
      });
    });
  },
};

/** Possible targets of a route: the name in AWS and the name in a program. */
const targets = [
  ["GatewayId", "gatewayId"],
  ["NatGatewayId", "natGatewayId"],
  ["TransitGatewayId", "transitGatewayId"],
  ["VpcPeeringConnectionId", "vpcPeeringConnectionId"],
  ["InstanceId", "instanceId"],
  ["NetworkInterfaceId", "networkInterfaceId"],
  ["EgressOnlyInternetGatewayId", "egressOnlyGatewayId"],
  ["LocalGatewayId", "localGatewayId"],
  ["CarrierGatewayId", "carrierGatewayId"],
  ["CoreNetworkArn", "coreNetworkArn"],
] as const;

function liveRoute(route: Answer): string {
  const destination =
    textAt(route, "DestinationCidrBlock") ||
    textAt(route, "DestinationIpv6CidrBlock") ||
    textAt(route, "DestinationPrefixListId");
  const [target] = targets.flatMap(([name]) => textAt(route, name) || []);
  const state = textAt(route, "State");
  return `${destination} to ${target ?? "nothing"}${state === "active" ? "" : ` (${state})`}`;
}

/** Routes that AWS makes itself: of the VPC, of gateway endpoints, and those that are propagated. */
function isOwnRoute(route: Answer): boolean {
  return (
    textAt(route, "GatewayId") !== "local" &&
    !textAt(route, "GatewayId").startsWith("vpce-") &&
    textAt(route, "Origin") !== "EnableVgwRoutePropagation"
  );
}

const routeTables: Inventory = {
  name: "the route tables, and where each route leads",
  types: [routeTableType, routeType, propagationType],
  emulatorHides: { propagatingGateways: "the emulator has no propagation of routes" },
  expected: (declared) => [
    ...declared.of(vpcType).map(({ outputs, id }) => {
      const main = String(outputs["defaultRouteTableId"]);
      return { id: main, label: `route table ${main}`, values: { vpcId: id, routes: [] } };
    }),
    ...declared.of(routeTableType).map((table) =>
      declaredThing("route table", table, {
        routes: declared
          .of(routeType)
          .filter(({ inputs }) => inputs["routeTableId"] === table.id)
          .map(({ inputs }) => {
            const destination =
              inputs["destinationCidrBlock"] ?? inputs["destinationIpv6CidrBlock"];
            const [target] = targets.flatMap(([, name]) => textAt(inputs, name) || []);
            return `${String(destination)} to ${target ?? "nothing"}`;
          }),
        propagatingGateways: declared
          .of(propagationType)
          .filter(({ inputs }) => inputs["routeTableId"] === table.id)
          .map(({ inputs }) => inputs["vpnGatewayId"]),
      }),
    ),
  ],
  live: async (ask) =>
    (await ask.list("RouteTables", "ec2", "describe-route-tables", ...inVpc(ask))).map((table) =>
      ec2Thing("route table", textAt(table, "RouteTableId"), table, {
        vpcId: at(table, "VpcId"),
        routes: listAt(table, "Routes").filter(isOwnRoute).map(liveRoute),
        propagatingGateways: at(table, "PropagatingVgws[].GatewayId"),
      }),
    ),
};

/** The entries of a network ACL that nobody has changed. */
const openAcl = ["in 100 allow -1 0.0.0.0/0", "out 100 allow -1 0.0.0.0/0"];

/** The number of the last entry of every network ACL, which denies the rest. */
const lastEntry = "32767";

function aclEntry(entry: Answer): string {
  const direction = at(entry, "Egress") === true ? "out" : "in";
  const range = textAt(entry, "CidrBlock") || textAt(entry, "Ipv6CidrBlock");
  const from = textAt(entry, "PortRange.From");
  const ports = from === "" ? "" : ` ports ${from}-${textAt(entry, "PortRange.To")}`;
  return `${direction} ${textAt(entry, "RuleNumber")} ${textAt(entry, "RuleAction")} ${textAt(entry, "Protocol")} ${range}${ports}`;
}

const networkAcls: Inventory = {
  name: "the network ACLs and their entries",
  types: [vpcType],
  expected: (declared) =>
    declared.of(vpcType).map(({ outputs, id }) => {
      const acl = String(outputs["defaultNetworkAclId"]);
      return {
        id: acl,
        label: `network ACL ${acl}`,
        values: { vpcId: id, isDefault: true, entries: openAcl },
      };
    }),
  live: async (ask) =>
    (await ask.list("NetworkAcls", "ec2", "describe-network-acls", ...inVpc(ask))).map((acl) => ({
      id: textAt(acl, "NetworkAclId"),
      label: `network ACL ${textAt(acl, "NetworkAclId")}`,
      tags: tagsAt(acl),
      values: {
        vpcId: at(acl, "VpcId"),
        isDefault: at(acl, "IsDefault"),
        entries: listAt(acl, "Entries")
          .filter((entry) => textAt(entry, "RuleNumber") !== lastEntry)
          .map(aclEntry)
          .filter(
            (entry) => !(at(acl, "IsDefault") === true && entry.includes("101 allow -1 ::/0")),
          ),
      },
    })),
};

export const networkInventories = [vpcs, subnets, routeTables, networkAcls];
