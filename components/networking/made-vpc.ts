import * as ec2 from "@pulumi/aws/ec2";
import * as awsx from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { planSubnets } from "../../lib/cidr-plan";
import { type Tier, tiers } from "../../lib/existing-vpc";
import { physicalName } from "../../lib/names";
import { NatGateways } from "./nat-gateways";
import type { NetworkSettings } from "../../lib/settings/network";
import type { Vpc } from "./vpc";

/** Arguments of {@link makeVpc}. */
export interface MadeVpcArgs extends Pick<NetworkSettings, "natGateways"> {
  readonly environment: string;
  /** The VPC's IPv4 range. */
  readonly cidr: string;
  /** Names of two or three availability zones. A zone's place in the list is its slot in the CIDR plan. */
  readonly zones: string[];
  readonly tags?: Record<string, string>;
}

/** Makes a VPC with its subnets and their ways out, and empties its default security group. */
export function makeVpc(name: string, args: MadeVpcArgs, parent: pulumi.Resource): Vpc {
  const plan = planSubnets(args.cidr, args.zones.length);
  const vpc = new awsx.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: args.cidr,
      availabilityZoneNames: args.zones,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetSpecs: [
        { type: "Public", name: "public", cidrBlocks: plan.public },
        // awsx gives every Private subnet a route to a NAT gateway of its own.
        { type: "Isolated", name: "private", cidrBlocks: plan.private },
        { type: "Isolated", name: "database", cidrBlocks: plan.database },
      ],
      tags: args.tags,
    },
    { parent },
  );
  const defaultSecurityGroupId = emptyDefaultGroup(`${name}-default`, args, vpc, parent);
  return {
    id: vpc.vpcId,
    subnetIds: { public: vpc.publicSubnetIds, ...innerSubnets(vpc) },
    routeTableIds: {
      public: routeTables(vpc, args.zones, "public"),
      private: routeTables(vpc, args.zones, "private"),
      database: routeTables(vpc, args.zones, "database"),
    },
    natGatewayIds: createNatGateways(`${name}-nat`, args, vpc, parent),
    defaultSecurityGroupId,
  };
}

/** AWS puts what names no security group into the default one: nothing connects through that. */
function emptyDefaultGroup(
  name: string,
  { environment, tags }: MadeVpcArgs,
  { vpcId }: awsx.Vpc,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return new ec2.DefaultSecurityGroup(
    name,
    {
      vpcId,
      ingress: [],
      egress: [],
      tags: { Name: physicalName(environment, "default-closed"), ...tags },
    },
    { parent },
  ).id;
}

function createNatGateways(
  name: string,
  args: MadeVpcArgs,
  vpc: awsx.Vpc,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  const count = { none: 0, single: 1, perAz: args.zones.length }[args.natGateways];
  if (count === 0) return [];
  const subnetIds = args.zones.slice(0, count).map((_, zone) => idAt(vpc.publicSubnets, zone));
  const routeTableIds = Object.values(routeTables(vpc, args.zones, "private"));
  const { environment, tags } = args;
  const { internetGateway } = vpc;
  return new NatGateways(
    name,
    { environment, subnetIds, routeTableIds, internetGateway, tags },
    { parent },
  ).gatewayIds;
}

/** awsx lets public subnets assign public addresses; load balancers and NAT gateways need none. */
const neverAssignPublicIps: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:ec2/subnet:Subnet"
    ? { props: { ...props, mapPublicIpOnLaunch: false }, opts }
    : undefined;

/** To awsx the private tier is Isolated, but it may have a way out by NAT. */
const tagPrivateTier: pulumi.ResourceTransform = ({ type, name, props, opts }) =>
  /^aws:ec2\/(?:subnet|routeTable):/.test(type) && /-private-\d+$/.test(name)
    ? { props: { ...props, tags: { ...(props["tags"] as object), SubnetType: "Private" } }, opts }
    : undefined;

/** Changes that the parent of {@link makeVpc} makes to awsx's resources. */
export const vpcTransforms = [neverAssignPublicIps, tagPrivateTier];

/** awsx lists the subnets of both inner tiers together, zone by zone. */
function innerSubnets(vpc: awsx.Vpc) {
  const every = (remainder: number) =>
    vpc.isolatedSubnetIds.apply((ids) => ids.filter((_, index) => index % 2 === remainder));
  return { private: every(0), database: every(1) };
}

/** The route tables of a tier, by subnet name such as `private-1`. awsx makes one per subnet. */
function routeTables(
  vpc: awsx.Vpc,
  zones: string[],
  tier: Tier,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    zones.map((_, zone) => {
      const index = zone * tiers.length + tiers.indexOf(tier);
      return [`${tier}-${zone + 1}`, idAt(vpc.routeTables, index)];
    }),
  );
}

/**
 * The id of one of the resources that awsx lists. Each of its lists depends on the VPC and every
 * subnet; the id depends on its resource alone, so that a preview shows which route table a route
 * belongs to.
 */
function idAt(
  resources: pulumi.Output<pulumi.CustomResource[]>,
  index: number,
): pulumi.Output<string> {
  const id = new Promise<pulumi.Input<string>>((resolve, reject) => {
    resources.apply((all) => {
      const resource = all[index];
      if (resource) resolve(resource.id);
      else reject(new Error(`The VPC has ${all.length} of them, number ${index + 1} is missing`));
    });
  });
  return pulumi.output(id);
}
