import { overlapCidr, parseCidr } from "cidr-tools";
import type { ExistingVpc } from "./settings/existing-vpc";

/** The tiers of subnets that each zone has. */
export const tiers = ["public", "private", "database"] as const;
export type Tier = (typeof tiers)[number];

/** The ids of what there is. */
export interface Inventory {
  /** The VPC itself, when it exists. */
  readonly vpcIds: readonly string[];
  /** The rest is what belongs to the VPC. */
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** Facts from AWS about the VPC and the parts of it that are used; by id. */
export interface Facts {
  readonly vpc: {
    readonly cidrs: readonly string[];
    readonly enableDnsSupport: boolean;
    readonly enableDnsHostnames: boolean;
  };
  readonly subnets: Readonly<Record<string, SubnetFacts>>;
  readonly routeTables: Readonly<Record<string, RouteTableFacts>>;
}

interface SubnetFacts {
  readonly availabilityZone: string;
  readonly cidrBlock: string;
  readonly mapPublicIpOnLaunch: boolean;
}

interface RouteTableFacts {
  /** The subnets that are associated with it. */
  readonly subnetIds: readonly string[];
  readonly routes: readonly RouteFacts[];
}

interface RouteFacts {
  readonly cidrBlock: string;
  readonly gatewayId: string;
  readonly natGatewayId: string;
  readonly egressOnlyGatewayId: string;
}

/** The longest prefix that AWS takes for the subnets of a load balancer. */
const longestPublicPrefix = 27;

const path = "network.existingVpc";

/** Every subnet that is given, with its place. */
export function placesOf({ zones }: ExistingVpc) {
  return Object.entries(zones).flatMap(([zone, subnets], index) =>
    tiers.map((tier) => ({
      zone,
      tier,
      index,
      at: `${path}.zones.${zone}.${tier}`,
      ...subnets[tier],
    })),
  );
}

type Place = ReturnType<typeof placesOf>[number];

/** Problems with given resources that do not exist or are not in the VPC, a line for each. */
export function missingResources(given: ExistingVpc, found: Inventory): string[] {
  if (!found.vpcIds.includes(given.id)) {
    return [
      `${path}.id: "${given.id}" is not a VPC of this account and region; expected one that is`,
    ];
  }
  const missing = (at: string, id: string, kind: string, ids: readonly string[]) =>
    ids.includes(id)
      ? []
      : [`${at}: "${id}" is not a ${kind} of ${given.id}; expected one of that VPC`];
  return [
    ...placesOf(given).flatMap(({ at, subnetId, routeTableId }) => [
      ...missing(`${at}.subnetId`, subnetId, "subnet", found.subnetIds),
      ...missing(`${at}.routeTableId`, routeTableId, "route table", found.routeTableIds),
    ]),
    ...(given.endpoints
      ? missing(
          `${path}.endpoints.securityGroupId`,
          given.endpoints.securityGroupId,
          "security group",
          found.securityGroupIds,
        )
      : []),
  ];
}

/**
 * Problems with existing resources that cannot hold the landing zone, a line for each.
 *
 * @param onPremisesCidrs Ranges of the data centre.
 */
export function unsuitableResources(
  given: ExistingVpc,
  facts: Facts,
  onPremisesCidrs: readonly string[],
): string[] {
  return [
    ...vpcProblems(given, facts, onPremisesCidrs),
    ...placesOf(given).flatMap((place) => [
      ...subnetProblems(place, facts),
      ...routeProblems(place, facts),
    ]),
  ];
}

function vpcProblems({ id }: ExistingVpc, { vpc }: Facts, onPremisesCidrs: readonly string[]) {
  const overlapping = vpc.cidrs.flatMap((cidr) =>
    onPremisesCidrs
      .filter((range) => overlapCidr(cidr, range))
      .map(
        (range) => `its ${cidr} overlaps network.onPremises.cidrs ${range}; no address in common`,
      ),
  );
  return [
    ...(vpc.enableDnsSupport ? [] : ["it has enableDnsSupport off; on, for private endpoints"]),
    ...(vpc.enableDnsHostnames ? [] : ["it has enableDnsHostnames off; on, for private endpoints"]),
    ...overlapping,
  ].map((problem) => `${path}.id: "${id}" does not fit: ${problem}`);
}

function subnetProblems({ at, tier, zone, subnetId }: Place, { subnets }: Facts): string[] {
  const { availabilityZone, cidrBlock, mapPublicIpOnLaunch } = factOf(subnets, subnetId);
  const isNarrow = tier === "public" && Number(parseCidr(cidrBlock).prefix) > longestPublicPrefix;
  return [
    ...(availabilityZone === zone ? [] : [`is in ${availabilityZone}; one in ${zone}`]),
    ...(mapPublicIpOnLaunch
      ? ["gives everything in it a public address; one with mapPublicIpOnLaunch off"]
      : []),
    ...(isNarrow
      ? [`is ${cidrBlock}, too small for a load balancer; /${longestPublicPrefix} or larger`]
      : []),
  ].map((problem) => `${at}.subnetId: "${subnetId}" ${problem}`);
}

function routeProblems({ at, tier, subnetId, routeTableId }: Place, facts: Facts): string[] {
  const { subnetIds, routes } = factOf(facts.routeTables, routeTableId);
  const toInternet = routes.filter(({ gatewayId }) => gatewayId.startsWith("igw-"));
  const translated = routes.filter((route) => route.natGatewayId || route.egressOnlyGatewayId);
  const problems = {
    public: toInternet.some(({ cidrBlock }) => cidrBlock === "0.0.0.0/0")
      ? []
      : ["has no route from 0.0.0.0/0 to an internet gateway; one that has"],
    private: toInternet.length === 0 ? [] : ["leads to an internet gateway; NAT at most"],
    database:
      toInternet.length + translated.length === 0
        ? []
        : ["leads out to the internet; one without any way there"],
  };
  return [
    ...(subnetIds.includes(subnetId)
      ? []
      : [`is not associated with ${subnetId}; the subnet's own, not the main one by default`]),
    ...problems[tier],
  ].map((problem) => `${at}.routeTableId: "${routeTableId}" ${problem}`);
}

function factOf<Fact>(facts: Readonly<Record<string, Fact>>, id: string): Fact {
  const fact = facts[id];
  if (fact === undefined) throw new RangeError(`Unknown resource ${id}`);
  return fact;
}
