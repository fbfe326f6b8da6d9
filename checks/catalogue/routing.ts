import type * as aws from "@pulumi/aws";
import { natGatewaysOf, type Route, routeTablesOf } from "../live/ec2";
import { ec2Tags } from "../live/tags";
import { checksOf, type Deployment, properties } from "../check";
import { allProblems, differences, ofEach, oneOf, present, unless } from "../expectations";

const check = checksOf("Routing");

const routeProperties = [
  ...properties<aws.ec2.RouteArgs>("aws:ec2/route:Route", "gatewayId", "natGatewayId"),
  ...properties<aws.ec2.RouteTableAssociationArgs>(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "routeTableId",
    "subnetId",
  ),
];

const tiers = ["publicSubnetIds", "privateSubnetIds", "databaseSubnetIds"] as const;

export const routingChecks = [
  check({
    name: "shares no route table between tiers of subnets",
    outputs: ["vpcId", ...tiers],
    verifies: properties<aws.ec2.RouteTableArgs>("aws:ec2/routeTable:RouteTable", "vpcId"),
    run: async ({ outputs, aws }) => {
      const tierOf = new Map<string, string>();
      const problems = tiers.map(async (tier) => {
        const tables = await routeTablesOf(aws, outputs.vpcId, outputs[tier]);
        return ofEach(tier, tables, ({ subnetId, table }) => {
          const owner = tierOf.get(table?.RouteTableId ?? "") ?? tier;
          if (table !== undefined) tierOf.set(table.RouteTableId, owner);
          return differences(
            `route table of subnet ${subnetId}`,
            { VpcId: table?.VpcId, tier: owner },
            { VpcId: outputs.vpcId, tier },
          );
        });
      });
      return allProblems(problems);
    },
  }),
  check({
    name: "gives each NAT gateway a fixed address in a public subnet",
    outputs: ["vpcId", "natGatewayIds", "publicSubnetIds"],
    verifies: [
      ...properties<aws.ec2.NatGatewayArgs>(
        "aws:ec2/natGateway:NatGateway",
        "subnetId",
        "allocationId",
      ),
      ...properties<aws.ec2.EipArgs>("aws:ec2/eip:Eip", "tags"),
    ],
    run: async ({ outputs, environment, aws }) => {
      const gateways = await natGatewaysOf(aws, outputs.vpcId);
      const problems = outputs.natGatewayIds.map(async (id) => {
        const gateway = gateways.find(({ NatGatewayId }) => NatGatewayId === id);
        const AllocationId = gateway?.NatGatewayAddresses[0]?.AllocationId;
        const tags = AllocationId === undefined ? {} : await ec2Tags(aws, AllocationId);
        return [
          ...differences(
            `NAT gateway ${id}`,
            { SubnetId: gateway?.SubnetId, AllocationId },
            { SubnetId: oneOf(outputs.publicSubnetIds), AllocationId: present },
          ),
          ...differences(`address of NAT gateway ${id}`, tags, { Environment: environment }),
        ];
      });
      return allProblems(problems);
    },
  }),
  check({
    name: "gives the database subnets no route out of the VPC but to the data centre",
    outputs: ["vpcId", "databaseSubnetIds"],
    verifies: routeProperties,
    controls: ["RDS.46"],
    run: (deployment) =>
      forbiddenRoutes(
        deployment,
        "database",
        deployment.outputs.databaseSubnetIds,
        leadsToInternet,
      ),
  }),
  check({
    name: "lets the private subnets reach the internet through NAT at most",
    outputs: ["vpcId", "privateSubnetIds"],
    verifies: routeProperties,
    run: (deployment) =>
      forbiddenRoutes(deployment, "private", deployment.outputs.privateSubnetIds, leadsToGateway),
  }),
  check({
    name: "routes the public subnets to the internet gateway",
    outputs: ["vpcId", "publicSubnetIds"],
    verifies: [
      ...routeProperties,
      ...properties<aws.ec2.InternetGatewayArgs>(
        "aws:ec2/internetGateway:InternetGateway",
        "vpcId",
      ),
    ],
    run: async ({ outputs, aws }) =>
      ofEach(
        "public subnet",
        await routeTablesOf(aws, outputs.vpcId, outputs.publicSubnetIds),
        ({ subnetId, table }) =>
          unless(
            table?.Routes.some(
              (route) =>
                route.DestinationCidrBlock === "0.0.0.0/0" &&
                route.State === "active" &&
                leadsToGateway(route),
            ) === true,
            `public subnet ${subnetId}: has no active route from 0.0.0.0/0 to an internet gateway, expected one`,
          ),
      ),
  }),
];

function leadsToGateway({ GatewayId }: Route): boolean {
  return GatewayId?.startsWith("igw-") === true;
}

function leadsToInternet(route: Route): boolean {
  const { NatGatewayId, EgressOnlyInternetGatewayId } = route;
  return leadsToGateway(route) || (NatGatewayId ?? EgressOnlyInternetGatewayId) !== undefined;
}

/** Problems of some subnets, each of which must have a route table of its own without such routes. */
async function forbiddenRoutes(
  { outputs, aws }: Deployment<"vpcId">,
  tier: string,
  subnetIds: readonly string[],
  isForbidden: (route: Route) => boolean,
): Promise<string[]> {
  const tables = await routeTablesOf(aws, outputs.vpcId, subnetIds);
  return ofEach(`${tier} subnet`, tables, ({ subnetId, table }) =>
    table === undefined
      ? [`${tier} subnet ${subnetId}: uses the VPC's main route table, expected one of its own`]
      : table.Routes.filter(isForbidden).map(
          (route) =>
            `${tier} subnet ${subnetId}: route table ${table.RouteTableId} has a ${describe(route)}, expected none of the kind`,
        ),
  );
}

function describe(route: Route): string {
  const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? "elsewhere";
  const gateway = route.GatewayId ?? route.NatGatewayId ?? route.EgressOnlyInternetGatewayId;
  return `route from ${destination} to ${gateway ?? "nothing"}`;
}
