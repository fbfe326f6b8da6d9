import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import {
  type Facts,
  unsuitableResources,
  placesOf,
  missingResources,
  type Tier,
} from "../../lib/existing-vpc";
import { mapValues } from "../../lib/map-values";
import type { ExistingVpc } from "../../lib/settings/existing-vpc";
import type { Vpc } from "./vpc";

/**
 * Takes a VPC that exists. Nothing of it is changed here, and nothing is given out before AWS has
 * been asked whether it fits.
 *
 * @param onPremisesCidrs Ranges of the data centre, which the VPC must not overlap.
 * @throws pulumi.RunError, once AWS has answered, that lists all problems.
 */
export function takeVpc(
  given: ExistingVpc,
  onPremisesCidrs: readonly string[],
  parent: pulumi.Resource,
): Vpc {
  const present = inventoryOf(given, parent).apply((found) => {
    assertNone(given, missingResources(given, found));
    return given;
  });
  const fitting = factsOf(given, present, parent).apply((facts) => {
    assertNone(given, unsuitableResources(given, facts, onPremisesCidrs));
    return given;
  });
  const places = placesOf(given);
  const subnetIds = (wanted: Tier) =>
    fitting.apply(() => places.flatMap(({ tier, subnetId }) => (tier === wanted ? subnetId : [])));
  const routeTableIds = (wanted: Tier) =>
    mapValues(tablesOf(given, wanted), (id) => fitting.apply(() => id));
  return {
    id: fitting.id,
    subnetIds: {
      public: subnetIds("public"),
      private: subnetIds("private"),
      database: subnetIds("database"),
    },
    routeTableIds: {
      public: routeTableIds("public"),
      private: routeTableIds("private"),
      database: routeTableIds("database"),
    },
    natGatewayIds: [],
    ...(given.endpoints && { endpoints: given.endpoints }),
  };
}

/** The route tables of a tier by the name of the first subnet that uses each: some may share one. */
function tablesOf(given: ExistingVpc, wanted: Tier): Record<string, string> {
  const named = placesOf(given)
    .filter(({ tier }) => tier === wanted)
    .map(({ tier, index, routeTableId }) => [`${tier}-${index + 1}`, routeTableId] as const);
  const ids = named.map(([, id]) => id);
  return Object.fromEntries(named.filter(([, id], index) => ids.indexOf(id) === index));
}

/** Lists ids first, to report missing resources: a look-up by id would only fail. */
function inventoryOf({ id }: ExistingVpc, parent: pulumi.Resource) {
  const filters = [{ name: "vpc-id", values: [id] }];
  const look = { parent };
  return pulumi.output({
    vpcIds: ec2.getVpcsOutput({ filters }, look).ids,
    subnetIds: ec2.getSubnetsOutput({ filters }, look).ids,
    routeTableIds: ec2.getRouteTablesOutput({ filters }, look).ids,
    securityGroupIds: ec2.getSecurityGroupsOutput({ filters }, look).ids,
  });
}

function factsOf(
  given: ExistingVpc,
  present: pulumi.Output<ExistingVpc>,
  parent: pulumi.Resource,
): pulumi.Output<Facts> {
  const look = { parent };
  const once = (id: string) => present.apply(() => id);
  const byId = <T>(ids: string[], lookUp: (id: pulumi.Output<string>) => pulumi.Output<T>) =>
    pulumi.output(Object.fromEntries([...new Set(ids)].map((id) => [id, lookUp(once(id))])));
  const places = placesOf(given);
  return pulumi.output({
    vpc: ec2.getVpcOutput({ id: present.id }, look).apply((vpc) => ({
      ...vpc,
      cidrs: vpc.cidrBlockAssociations.map(({ cidrBlock }) => cidrBlock),
    })),
    subnets: byId(
      places.map(({ subnetId }) => subnetId),
      (id) => ec2.getSubnetOutput({ id }, look),
    ),
    routeTables: byId(
      places.map(({ routeTableId }) => routeTableId),
      (routeTableId) =>
        ec2.getRouteTableOutput({ routeTableId }, look).apply(({ associations, routes }) => ({
          subnetIds: associations.map(({ subnetId }) => subnetId),
          routes,
        })),
    ),
  });
}

function assertNone({ id }: ExistingVpc, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const message = [`The VPC ${id} cannot hold the stack:`, ...problems].join("\n  ");
  // The SDK puts the name of every property that waits for it in front: a hundred of them.
  throw Object.defineProperty(new pulumi.RunError(message), "message", {
    get: () => message,
    set: () => undefined,
  });
}
