import * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "../common";
import { type CustomerGateway, SiteToSiteVpn } from "./site-to-site-vpn";
import { VirtualPrivateGateway } from "./virtual-private-gateway";

/** The data centre, and the ways to it. */
export interface OnPremisesNetwork {
  /** IPv4 ranges of the data centre. */
  readonly cidrs: string[];
  /** Customer gateway devices, one or two. A device's place in the list is part of names. */
  readonly gateways: readonly CustomerGateway[];
}

/** Arguments of {@link OnPremises}. */
export interface OnPremisesArgs extends CommonArgs {
  /** The VPC at this end. */
  readonly vpcId: pulumi.Input<string>;
  /** The data centre at the other end. */
  readonly onPremises: OnPremisesNetwork;
  /** Route tables that lead to the data centre, by a name for each. */
  readonly routeTableIds: Record<string, pulumi.Input<string>>;
  /** KMS key of the tunnel log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** The connection between the VPC and the data centre. */
export class OnPremises extends pulumi.ComponentResource {
  /** Ids of the VPN connections, in the order of the devices. */
  readonly vpnConnectionIds: pulumi.Output<string>[];
  /** Public addresses of the VPN tunnels at AWS's end, two for each connection. */
  readonly vpnTunnelAddresses: pulumi.Output<string>[];

  constructor(name: string, args: OnPremisesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:OnPremises", name, {}, opts);
    const gateway = new VirtualPrivateGateway(`${name}-vpn`, args, { parent: this });
    const { cidrs, gateways } = args.onPremises;
    const connections = gateways.map((device, index) => {
      // The first connection keeps its names when a second one is added.
      const purpose = index === 0 ? "vpn" : `vpn-${index + 1}`;
      return new SiteToSiteVpn(
        `${name}-${purpose}`,
        { ...args, purpose, gateway: device, cidrs, vpnGatewayId: gateway.id },
        { parent: this },
      );
    });

    this.vpnConnectionIds = connections.map(({ connectionId }) => connectionId);
    this.vpnTunnelAddresses = connections.flatMap(({ tunnelAddresses }) => tunnelAddresses);
    this.registerOutputs({
      vpnConnectionIds: this.vpnConnectionIds,
      vpnTunnelAddresses: this.vpnTunnelAddresses,
    });
  }
}
