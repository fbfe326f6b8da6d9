import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { strongProposals } from "../../lib/vpn-proposals";
import type { CommonArgs } from "../common";
import { createLogGroup } from "../log-group";

/** The data centre at the other end of the VPN. */
export interface OnPremisesNetwork {
  /** IPv4 ranges of the data centre. */
  readonly cidrs: string[];
  /** The customer gateway device. */
  readonly gateway: {
    /** Its public IPv4 address. */
    readonly ipAddress: string;
    /** Its BGP autonomous system number. */
    readonly bgpAsn: number;
    /** `static`: routes to `cidrs`; `bgp`: what the device announces. */
    readonly routing: "static" | "bgp";
    /** Days that tunnel logs are kept. */
    readonly logRetentionDays: number;
  };
}

/** Arguments of {@link SiteToSiteVpn}. */
export interface SiteToSiteVpnArgs extends CommonArgs {
  /** The VPC at this end. */
  readonly vpcId: pulumi.Input<string>;
  /** The data centre at the other end. */
  readonly onPremises: OnPremisesNetwork;
  /** Route tables that learn the routes to the data centre, by a name for each. */
  readonly routeTableIds: Record<string, pulumi.Input<string>>;
  /** KMS key of the tunnel log group. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** An IPsec VPN with two tunnels between the VPC and the data centre. */
export class SiteToSiteVpn extends pulumi.ComponentResource {
  /** The VPN connection's id. */
  readonly connectionId: pulumi.Output<string>;
  /** Public addresses of the two tunnels, at AWS's end. */
  readonly tunnelAddresses: [pulumi.Output<string>, pulumi.Output<string>];

  constructor(name: string, args: SiteToSiteVpnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:SiteToSiteVpn", name, {}, opts);
    const parent = { parent: this };
    const tags = { Name: physicalName(args.environment, "vpn"), ...args.tags };
    const { gateway } = args.onPremises;

    const customerGateway = new aws.ec2.CustomerGateway(
      name,
      { type: "ipsec.1", ipAddress: gateway.ipAddress, bgpAsn: String(gateway.bgpAsn), tags },
      parent,
    );
    const vpnGateway = new aws.ec2.VpnGateway(name, { vpcId: args.vpcId, tags }, parent);
    const connection = this.createConnection(name, args, customerGateway.id, vpnGateway.id, tags);
    if (gateway.routing === "static") {
      for (const cidr of args.onPremises.cidrs) {
        new aws.ec2.VpnConnectionRoute(
          `${name}-${cidr}`,
          { vpnConnectionId: connection.id, destinationCidrBlock: cidr },
          parent,
        );
      }
    }
    for (const [table, routeTableId] of Object.entries(args.routeTableIds)) {
      new aws.ec2.VpnGatewayRoutePropagation(
        `${name}-${table}`,
        { vpnGatewayId: vpnGateway.id, routeTableId },
        parent,
      );
    }

    this.connectionId = connection.id;
    this.tunnelAddresses = [connection.tunnel1Address, connection.tunnel2Address];
    this.registerOutputs({
      connectionId: this.connectionId,
      tunnelAddresses: this.tunnelAddresses,
    });
  }

  private createConnection(
    name: string,
    args: SiteToSiteVpnArgs,
    customerGatewayId: pulumi.Output<string>,
    vpnGatewayId: pulumi.Output<string>,
    tags: Record<string, string>,
  ): aws.ec2.VpnConnection {
    const { gateway } = args.onPremises;
    const logGroup = createLogGroup(
      name,
      // AWS keeps the delivery permission itself for groups below /aws/vendedlogs/.
      `/aws/vendedlogs/${physicalName(args.environment, "vpn-tunnels")}`,
      { ...args, logRetentionDays: gateway.logRetentionDays },
      { parent: this },
    );
    const options: TunnelOptions = {
      ...strongProposals,
      dpdTimeoutAction: "restart",
      startupAction: "start",
      enableTunnelLifecycleControl: true,
      logOptions: {
        cloudwatchLogOptions: {
          logEnabled: true,
          logGroupArn: logGroup.arn,
          logOutputFormat: "json",
        },
      },
    };
    return new aws.ec2.VpnConnection(
      name,
      {
        type: "ipsec.1",
        customerGatewayId,
        vpnGatewayId,
        staticRoutesOnly: gateway.routing === "static",
        // The generated keys go to Secrets Manager, so neither state nor the API shows them.
        presharedKeyStorage: "SecretsManager",
        ...tunnel(1, options),
        ...tunnel(2, options),
        tags,
      },
      { parent: this },
    );
  }
}

type TunnelArgs<N extends 1 | 2> = {
  [
    K in keyof aws.ec2.VpnConnectionArgs as K extends `tunnel${N}${infer Rest}`
      ? Uncapitalize<Rest>
      : never
  ]: aws.ec2.VpnConnectionArgs[K];
};
/** A tunnel's options without the `tunnel1` or `tunnel2` before each name. */
type TunnelOptions = TunnelArgs<1> & TunnelArgs<2>;

/** The options of one of the two tunnels, under the names that the VPN connection knows them by. */
function tunnel(number: 1 | 2, options: TunnelOptions): Partial<aws.ec2.VpnConnectionArgs> {
  return Object.fromEntries(
    Object.entries(options).map(([option, value]) => [
      `tunnel${number}${option.charAt(0).toUpperCase()}${option.slice(1)}`,
      value,
    ]),
  );
}
