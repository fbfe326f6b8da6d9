import type { Filter, RouteTable } from "@aws-sdk/client-ec2";
import { type Aws, required } from "../aws";
import type { Lookup, Properties, Resource } from "../resource";
import { tagMap } from "../tags";
import { ec2Vpc } from "./ec2-vpc";

/** Looks up one thing as reading a resource of the type would. */
function asResource(type: string): Lookup {
  const described = ec2Vpc[type] as Resource;
  return async ({ id }, aws) => {
    const found = await described.read({ id: String(id), state: {} }, aws);
    return { id, region: aws.region, tags: {}, ...required(found, `${type} ${String(id)}`) };
  };
}

/** Looks up the ids of all things that the filters choose. */
function ids(
  list: (filters: Filter[], aws: Aws) => Promise<(string | undefined)[] | undefined>,
): Lookup {
  return async ({ filters = [], vpcId }, aws) => {
    const chosen = (filters as { name: string; values: string[] }[]).map((filter) => ({
      Name: filter.name,
      Values: filter.values,
    }));
    const inVpc = vpcId === undefined ? [] : [{ Name: "vpc-id", Values: [vpcId as string] }];
    const found = (await list([...chosen, ...inVpc], aws)) ?? [];
    return { id: aws.region, region: aws.region, ids: found };
  };
}

const vpc: Lookup = async (args, aws) => {
  const { Vpcs } = await aws.ec2.describeVpcs({ VpcIds: [String(args["id"])] });
  const ranges = Vpcs?.[0]?.CidrBlockAssociationSet ?? [];
  return {
    ...(await asResource("aws:ec2/vpc:Vpc")(args, aws)),
    cidrBlockAssociations: ranges.map((range) => ({
      associationId: range.AssociationId,
      cidrBlock: range.CidrBlock,
      state: range.CidrBlockState?.State,
    })),
  };
};

const routeTable: Lookup = async ({ routeTableId }, { ec2, region }) => {
  const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [String(routeTableId)] });
  const table = required(RouteTables?.[0], `route table ${String(routeTableId)}`);
  return {
    id: table.RouteTableId,
    routeTableId: table.RouteTableId,
    region,
    vpcId: table.VpcId,
    ownerId: table.OwnerId,
    tags: tagMap(table.Tags),
    associations: associationsOf(table),
    routes: routesOf(table),
  };
};

function associationsOf({ Associations = [] }: RouteTable): Properties[] {
  return Associations.map((association) => ({
    routeTableAssociationId: association.RouteTableAssociationId,
    routeTableId: association.RouteTableId,
    subnetId: association.SubnetId ?? "",
    main: association.Main ?? false,
  }));
}

/** Pulumi's AWS provider leaves out the VPC's own route, and has "" for a missing target. */
function routesOf({ Routes = [] }: RouteTable): Properties[] {
  return Routes.filter(({ GatewayId }) => GatewayId !== "local").map((route) => ({
    cidrBlock: route.DestinationCidrBlock ?? "",
    ipv6CidrBlock: route.DestinationIpv6CidrBlock ?? "",
    gatewayId: route.GatewayId ?? "",
    natGatewayId: route.NatGatewayId ?? "",
    egressOnlyGatewayId: route.EgressOnlyInternetGatewayId ?? "",
    transitGatewayId: route.TransitGatewayId ?? "",
  }));
}

/** Look-ups of existing network resources. */
export const ec2Lookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getVpcs:getVpcs": ids(async (Filters, { ec2 }) =>
    (await ec2.describeVpcs({ Filters })).Vpcs?.map(({ VpcId }) => VpcId),
  ),
  "aws:ec2/getVpc:getVpc": vpc,
  "aws:ec2/getSubnets:getSubnets": ids(async (Filters, { ec2 }) =>
    (await ec2.describeSubnets({ Filters })).Subnets?.map(({ SubnetId }) => SubnetId),
  ),
  "aws:ec2/getSubnet:getSubnet": asResource("aws:ec2/subnet:Subnet"),
  "aws:ec2/getRouteTables:getRouteTables": ids(async (Filters, { ec2 }) =>
    (await ec2.describeRouteTables({ Filters })).RouteTables?.map((table) => table.RouteTableId),
  ),
  "aws:ec2/getRouteTable:getRouteTable": routeTable,
  "aws:ec2/getSecurityGroups:getSecurityGroups": ids(async (Filters, { ec2 }) =>
    (await ec2.describeSecurityGroups({ Filters })).SecurityGroups?.map(({ GroupId }) => GroupId),
  ),
};
