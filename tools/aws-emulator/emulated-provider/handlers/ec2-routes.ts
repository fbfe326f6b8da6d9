import { crc32 } from "node:zlib";
import type { Route } from "@aws-sdk/client-ec2";
import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagMap } from "../tags";
import { ec2Tagging, tagSpecifications } from "./ec2-tags";

const routeTable = resource<aws.ec2.RouteTableArgs, aws.ec2.RouteTableState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createRouteTable({
      VpcId: inputs.vpcId,
      TagSpecifications: tagSpecifications("route-table", inputs.tagsAll),
    });
    return required(made.RouteTable?.RouteTableId, "a route table id");
  },
  async read({ id }, { ec2, arn }) {
    const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [id] });
    const found = RouteTables?.[0];
    return (
      found && {
        arn: arn("ec2", `route-table/${id}`),
        vpcId: found.VpcId,
        ownerId: found.OwnerId,
        routes: (found.Routes ?? []).filter(isOwn).map(({ DestinationCidrBlock, ...target }) => ({
          cidrBlock: DestinationCidrBlock,
          gatewayId: target.GatewayId,
          natGatewayId: target.NatGatewayId,
        })),
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.deleteRouteTable({ RouteTableId: id }),
  replaceOn: ["vpcId"],
  tagging: ec2Tagging,
});

/** Whether somebody made the route, rather than the VPC or a gateway endpoint. */
function isOwn(route: Route): boolean {
  return route.GatewayId !== "local" && route.DestinationCidrBlock !== undefined;
}

const routeTableAssociation = resource<
  aws.ec2.RouteTableAssociationArgs,
  aws.ec2.RouteTableAssociationState
>({
  async create(inputs, { ec2 }) {
    const made = await ec2.associateRouteTable({
      RouteTableId: inputs.routeTableId,
      SubnetId: inputs.subnetId,
    });
    return required(made.AssociationId, "an association id");
  },
  async read({ id }, { ec2 }) {
    const { RouteTables } = await ec2.describeRouteTables({
      Filters: [{ Name: "association.route-table-association-id", Values: [id] }],
    });
    const found = RouteTables?.flatMap((table) => table.Associations ?? []).find(
      (association) => association.RouteTableAssociationId === id,
    );
    return found && { routeTableId: found.RouteTableId, subnetId: found.SubnetId };
  },
  delete: ({ id }, { ec2 }) => ec2.disassociateRouteTable({ AssociationId: id }),
  replaceOn: "all",
  deleteBeforeReplace: true,
});

const route = resource<aws.ec2.RouteArgs, aws.ec2.RouteState>({
  async create(inputs, { ec2 }) {
    await ec2.createRoute({ ...routeKey(inputs), ...routeTarget(inputs) });
    return `r-${inputs.routeTableId}${crc32(inputs.destinationCidrBlock ?? "")}`;
  },
  async read({ state }, { ec2 }) {
    const found = await findRoute(state, ec2);
    return (
      found && {
        destinationCidrBlock: found.DestinationCidrBlock,
        gatewayId: found.GatewayId,
        natGatewayId: found.NatGatewayId,
        origin: found.Origin,
        state: found.State,
      }
    );
  },
  update: (_, news, { ec2 }) => ec2.replaceRoute({ ...routeKey(news), ...routeTarget(news) }),
  delete: ({ state }, { ec2 }) => ec2.deleteRoute(routeKey(state)),
  replaceOn: ["routeTableId", "destinationCidrBlock"],
});

type RouteArgs = Partial<Inputs<aws.ec2.RouteArgs>>;

function routeKey(route: RouteArgs) {
  return {
    RouteTableId: route.routeTableId,
    DestinationCidrBlock: route.destinationCidrBlock,
  };
}

function routeTarget(route: RouteArgs) {
  return {
    GatewayId: route.gatewayId,
    NatGatewayId: route.natGatewayId,
    TransitGatewayId: route.transitGatewayId,
    VpcPeeringConnectionId: route.vpcPeeringConnectionId,
    NetworkInterfaceId: route.networkInterfaceId,
  };
}

async function findRoute(route: RouteArgs, ec2: Aws["ec2"]): Promise<Route | undefined> {
  const { RouteTables } = await ec2.describeRouteTables({
    RouteTableIds: [required(route.routeTableId, "a route table id")],
  });
  return RouteTables?.[0]?.Routes?.find(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === route.destinationCidrBlock,
  );
}

/** Route tables and their routes. */
export const ec2Routes: ResourceTable = {
  "aws:ec2/routeTable:RouteTable": routeTable,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": routeTableAssociation,
  "aws:ec2/route:Route": route,
};
