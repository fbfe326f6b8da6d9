import * as pulumi from "@pulumi/pulumi";
import type { NetworkSettings } from "../../lib/settings/network";
import type { CommonArgs } from "../common";
import { takeVpc } from "./existing-vpc";
import { FlowLogs } from "./flow-logs";
import { makeVpc, vpcTransforms } from "./made-vpc";
import { OnPremises } from "./on-premises";
import { PrivateEndpoints } from "./private-endpoints";
import type { Vpc } from "./vpc";

export { networkSettings } from "../../lib/settings/network";

/** Arguments of {@link Networking}. Those that decide how many resources exist are plain values. */
export interface NetworkingArgs extends CommonArgs, Omit<NetworkSettings, "availabilityZones"> {
  /** Names of two or three availability zones. A zone's place in the list is its slot in the CIDR plan. */
  readonly zones: string[];
  /** Whether the public subnets reach the data centre too, as a load balancer in them has to. */
  readonly publicReachesOnPremises: boolean;
  /** Whether instances in the private subnets serve sessions of Session Manager. Default: no. */
  readonly servesSessions?: boolean | undefined;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/**
 * A VPC with public, private and isolated database subnets in each zone, made or given; private ways
 * to AWS services, flow logs, and a VPN to the data centre.
 */
export class Networking extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Owner of the VPC: `stack` if it is created here, `owner` if it is given. */
  readonly vpcManagedBy: "stack" | "owner";
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Subnets without any route to the internet. */
  readonly databaseSubnetIds: pulumi.Output<string[]>;
  /** Ids of the NAT gateways that are made: none, one, or one per zone. */
  readonly natGatewayIds: pulumi.Output<string>[];
  /** The emptied default security group; undefined for a VPC that is given. */
  readonly defaultSecurityGroupId?: pulumi.Output<string>;
  /** Ids of the private endpoints by service; undefined when the VPC has them already. */
  readonly endpointIds?: Record<string, pulumi.Output<string>>;
  /** The group of the interface endpoints; clients connect to it on port 443. */
  readonly endpointSecurityGroupId: pulumi.Output<string>;
  /** The managed prefix list of S3, for egress rules. */
  readonly s3PrefixListId: pulumi.Output<string>;
  /** Name of the log group with the VPC flow logs. */
  readonly flowLogGroupName: pulumi.Output<string>;
  /** Ids of the VPN connections; empty without a VPN. */
  readonly vpnConnectionIds: OnPremises["vpnConnectionIds"];
  /** Public addresses of the VPN tunnels, two for each connection; empty without a VPN. */
  readonly vpnTunnelAddresses: OnPremises["vpnTunnelAddresses"];
  /** Log groups of the VPN's tunnels, one for each connection; empty without a VPN. */
  readonly vpnLogGroupNames: OnPremises["vpnLogGroupNames"];
  /** Id of the attachment to a transit gateway; undefined without one. */
  readonly transitGatewayAttachmentId?: pulumi.Output<string>;
  /** Id of the resolver endpoint that asks the data centre for names; undefined without one. */
  readonly dnsEndpointId?: pulumi.Output<string>;

  constructor(name: string, args: NetworkingArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "migration:network:Networking",
      name,
      {},
      { ...opts, transforms: [...(opts?.transforms ?? []), ...vpcTransforms] },
    );
    const vpc = this.vpcOf(name, args);
    this.vpcId = vpc.id;
    this.vpcManagedBy = args.existingVpc ? "owner" : "stack";
    this.publicSubnetIds = vpc.subnetIds.public;
    this.privateSubnetIds = vpc.subnetIds.private;
    this.databaseSubnetIds = vpc.subnetIds.database;
    this.natGatewayIds = vpc.natGatewayIds;
    this.defaultSecurityGroupId = vpc.defaultSecurityGroupId;
    this.flowLogGroupName = new FlowLogs(
      `${name}-flow-logs`,
      { ...args, vpcId: vpc.id, retentionDays: args.flowLogRetentionDays },
      { parent: this },
    ).logGroupName;
    const endpoints = this.endpointsOf(`${name}-endpoints`, args, vpc);
    this.endpointIds = endpoints.ids;
    this.endpointSecurityGroupId = pulumi.output(endpoints.securityGroupId);
    this.s3PrefixListId = pulumi.output(endpoints.s3PrefixListId);

    const onPremises = this.connect(name, args, vpc);
    this.vpnConnectionIds = onPremises?.vpnConnectionIds ?? [];
    this.vpnTunnelAddresses = onPremises?.vpnTunnelAddresses ?? [];
    this.vpnLogGroupNames = onPremises?.vpnLogGroupNames ?? [];
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

  /** @throws Error unless exactly one of the two ways is given. */
  private vpcOf(name: string, args: NetworkingArgs): Vpc {
    const { cidr, existingVpc, onPremises } = args;
    if (existingVpc && cidr === undefined) {
      return takeVpc(existingVpc, onPremises?.cidrs ?? [], this);
    }
    if (!existingVpc && cidr !== undefined) return makeVpc(name, { ...args, cidr }, this);
    throw new Error("Give the Networking component either cidr, or existingVpc");
  }

  private endpointsOf(name: string, args: NetworkingArgs, vpc: Vpc) {
    if (vpc.endpoints) return { ...vpc.endpoints, ids: undefined };
    const { private: inner, database } = vpc.routeTableIds;
    return new PrivateEndpoints(
      name,
      {
        ...args,
        vpcId: vpc.id,
        subnetIds: vpc.subnetIds.private,
        routeTableIds: Object.values({ ...inner, ...database }),
      },
      { parent: this },
    );
  }

  private connect(name: string, args: NetworkingArgs, vpc: Vpc): OnPremises | undefined {
    const { onPremises, publicReachesOnPremises } = args;
    const { public: outer, ...inner } = vpc.routeTableIds;
    return (
      onPremises &&
      new OnPremises(
        name,
        {
          ...args,
          vpcCidr: args.cidr,
          onPremises,
          vpcId: vpc.id,
          subnetIds: vpc.subnetIds.private,
          routeTableIds: {
            ...inner.private,
            ...inner.database,
            ...(publicReachesOnPremises ? outer : {}),
          },
        },
        { parent: this },
      )
    );
  }
}
