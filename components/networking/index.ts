import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { planSubnets } from "../../lib/cidr-plan";
import { physicalName } from "../../lib/names";
import type { CommonArgs } from "../common";
import { FlowLogs } from "./flow-logs";
import { NatGateways } from "./nat-gateways";
import { OnPremises, type OnPremisesNetwork } from "./on-premises";
import { PrivateEndpoints } from "./private-endpoints";

/** The subnet tiers of each zone, in the order in which awsx makes their route tables. */
const tiers = ["public", "private", "database"] as const;
type Tier = (typeof tiers)[number];

/** Arguments of {@link Networking}. Those that decide how many resources exist are plain values. */
export interface NetworkingArgs extends CommonArgs {
  /** The VPC's IPv4 range, /16 to /20. */
  readonly cidr: string;
  /** Names of two or three availability zones. A zone's place in the list is its slot in the CIDR plan. */
  readonly zones: string[];
  /** NAT gateways for the private subnets. `none` leaves them without a way to the internet. */
  readonly natGateways: "none" | "single" | "perAz";
  /** Days that VPC flow logs are kept. */
  readonly flowLogRetentionDays: number;
  /** The data centre to connect. Default: none. */
  readonly onPremises?: OnPremisesNetwork;
  /** Whether the public subnets reach the data centre too, as a load balancer in them has to. */
  readonly publicReachesOnPremises: boolean;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/**
 * A VPC with public, private and isolated database subnets in each zone, private ways to AWS
 * services, flow logs, and a VPN to the data centre.
 */
export class Networking extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** The VPC's IPv4 range. */
  readonly cidr: string;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Subnets without any route to the internet. */
  readonly databaseSubnetIds: pulumi.Output<string[]>;
  /** Ids of the NAT gateways: none, one, or one per zone. */
  readonly natGatewayIds: pulumi.Output<string>[];
  /** The group of the interface endpoints; clients connect to it on port 443. */
  readonly endpointSecurityGroupId: pulumi.Output<string>;
  /** The managed prefix list of S3, for egress rules. */
  readonly s3PrefixListId: pulumi.Output<string>;
  /** Name of the log group with the VPC flow logs. */
  readonly flowLogGroupName: pulumi.Output<string>;
  /** Ids of the VPN connections; empty without a VPN. */
  readonly vpnConnectionIds: pulumi.Output<string>[];
  /** Public addresses of the VPN tunnels, two for each connection; empty without a VPN. */
  readonly vpnTunnelAddresses: pulumi.Output<string>[];
  /** Id of the attachment to a transit gateway; undefined without one. */
  readonly transitGatewayAttachmentId?: pulumi.Output<string>;
  /** Id of the resolver endpoint that asks the data centre for names; undefined without one. */
  readonly dnsEndpointId?: pulumi.Output<string>;

  constructor(name: string, args: NetworkingArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "migration:network:Networking",
      name,
      {},
      {
        ...opts,
        transforms: [...(opts?.transforms ?? []), neverAssignPublicIps, tagPrivateTier],
      },
    );
    const vpc = this.createVpc(name, args);
    const routeTableIds = routeTables(vpc, args.zones, ["private", "database"]);

    this.vpcId = vpc.vpcId;
    this.cidr = args.cidr;
    this.publicSubnetIds = vpc.publicSubnetIds;
    ({ privateSubnetIds: this.privateSubnetIds, databaseSubnetIds: this.databaseSubnetIds } =
      innerSubnets(vpc));
    this.natGatewayIds = this.createNatGateways(`${name}-nat`, args, vpc);

    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      {
        vpcId: vpc.vpcId,
        ingress: [],
        egress: [],
        tags: { Name: physicalName(args.environment, "default-closed"), ...args.tags },
      },
      { parent: this },
    );
    this.flowLogGroupName = new FlowLogs(
      `${name}-flow-logs`,
      { ...args, vpcId: vpc.vpcId, retentionDays: args.flowLogRetentionDays },
      { parent: this },
    ).logGroupName;
    const endpoints = new PrivateEndpoints(
      `${name}-endpoints`,
      {
        ...args,
        vpcId: vpc.vpcId,
        subnetIds: this.privateSubnetIds,
        routeTableIds: Object.values(routeTableIds),
      },
      { parent: this },
    );
    this.endpointSecurityGroupId = endpoints.securityGroupId;
    this.s3PrefixListId = endpoints.s3PrefixListId;

    const onPremises =
      args.onPremises &&
      new OnPremises(
        name,
        {
          ...args,
          onPremises: args.onPremises,
          vpcId: vpc.vpcId,
          subnetIds: this.privateSubnetIds,
          routeTableIds: {
            ...routeTableIds,
            ...(args.publicReachesOnPremises ? routeTables(vpc, args.zones, ["public"]) : {}),
          },
        },
        { parent: this },
      );
    this.vpnConnectionIds = onPremises?.vpnConnectionIds ?? [];
    this.vpnTunnelAddresses = onPremises?.vpnTunnelAddresses ?? [];
    this.transitGatewayAttachmentId = onPremises?.transitGatewayAttachmentId;
    this.dnsEndpointId = onPremises?.dnsEndpointId;

    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      databaseSubnetIds: this.databaseSubnetIds,
      flowLogGroupName: this.flowLogGroupName,
      vpnConnectionIds: this.vpnConnectionIds,
      vpnTunnelAddresses: this.vpnTunnelAddresses,
    });
  }

  private createVpc(name: string, args: NetworkingArgs): awsx.ec2.Vpc {
    const plan = planSubnets(args.cidr, args.zones.length);
    return new awsx.ec2.Vpc(
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
      { parent: this },
    );
  }

  private createNatGateways(
    name: string,
    args: NetworkingArgs,
    vpc: awsx.ec2.Vpc,
  ): pulumi.Output<string>[] {
    const count = { none: 0, single: 1, perAz: args.zones.length }[args.natGateways];
    if (count === 0) return [];
    const subnetIds = args.zones.slice(0, count).map((_, zone) => idAt(vpc.publicSubnets, zone));
    const routeTableIds = Object.values(routeTables(vpc, args.zones, ["private"]));
    const { environment, tags } = args;
    const { internetGateway } = vpc;
    return new NatGateways(
      name,
      { environment, subnetIds, routeTableIds, internetGateway, tags },
      { parent: this },
    ).gatewayIds;
  }
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

/** awsx lists the subnets of both inner tiers together, zone by zone. */
function innerSubnets(vpc: awsx.ec2.Vpc) {
  const every = (remainder: number) =>
    vpc.isolatedSubnetIds.apply((ids) => ids.filter((_, index) => index % 2 === remainder));
  return { privateSubnetIds: every(0), databaseSubnetIds: every(1) };
}

/** The route tables of some tiers, by subnet name such as `private-1`. awsx makes one per subnet. */
function routeTables(
  vpc: awsx.ec2.Vpc,
  zones: string[],
  wanted: Tier[],
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    zones.flatMap((_, zone) =>
      wanted.map((tier) => {
        const index = zone * tiers.length + tiers.indexOf(tier);
        return [`${tier}-${zone + 1}`, idAt(vpc.routeTables, index)];
      }),
    ),
  );
}

/**
 * The id of one of the resources that awsx lists. Each of its lists depends on the VPC and every
 * subnet; the id depends on its resource alone, so that a preview tells which route table a route
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
