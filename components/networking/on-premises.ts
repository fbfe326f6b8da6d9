import * as pulumi from "@pulumi/pulumi";
import type { OnPremisesSettings } from "../../lib/settings/on-premises";
import type { CommonArgs } from "../common";
import { OnPremisesDns } from "./on-premises-dns";
import { SiteToSiteVpn } from "./site-to-site-vpn";
import { TransitGatewayAttachment } from "./transit-gateway-attachment";
import { VirtualPrivateGateway } from "./virtual-private-gateway";

/** Arguments of {@link OnPremises}. */
export interface OnPremisesArgs extends CommonArgs {
  /** The VPC at this end. */
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, one in each zone: the ends of a transit gateway and of DNS queries. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** IPv4 range of the VPC; undefined where the VPC is given. */
  readonly vpcCidr?: string | undefined;
  /** The data centre at the other end. */
  readonly onPremises: OnPremisesSettings;
  /** Route tables that lead to the data centre, by a name for each. */
  readonly routeTableIds: Record<string, pulumi.Input<string>>;
  /** KMS key of the tunnel log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** The connection between the VPC and the data centre. */
export class OnPremises extends pulumi.ComponentResource {
  /** Ids of the VPN connections, in the order of the devices; empty without a VPN. */
  readonly vpnConnectionIds: pulumi.Output<string>[];
  /** Public addresses of the VPN tunnels at AWS's end, two for each connection. */
  readonly vpnTunnelAddresses: pulumi.Output<string>[];
  /** Log groups of the VPN's tunnels, one for each connection. */
  readonly vpnLogGroupNames: pulumi.Output<string>[];
  /** Id of the attachment to a transit gateway; undefined without one. */
  readonly transitGatewayAttachmentId?: pulumi.Output<string>;
  /** Id of the resolver endpoint that asks the data centre for names; undefined without one. */
  readonly dnsEndpointId?: pulumi.Output<string>;

  constructor(name: string, args: OnPremisesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:OnPremises", name, {}, opts);
    const { cidrs, transitGatewayId, dns } = args.onPremises;
    const connections = this.createConnections(name, args);
    this.vpnConnectionIds = connections.map(({ connectionId }) => connectionId);
    this.vpnLogGroupNames = connections.map(({ logGroupName }) => logGroupName);
    this.vpnTunnelAddresses = connections.flatMap(({ tunnelAddresses }) => tunnelAddresses);
    if (transitGatewayId !== undefined) {
      this.transitGatewayAttachmentId = new TransitGatewayAttachment(
        `${name}-transit`,
        { ...args, transitGatewayId, cidrs },
        { parent: this },
      ).id;
    }
    if (dns) {
      this.dnsEndpointId = new OnPremisesDns(
        `${name}-dns`,
        { ...args, dns },
        { parent: this },
      ).endpointId;
    }
    this.registerOutputs({
      vpnConnectionIds: this.vpnConnectionIds,
      vpnTunnelAddresses: this.vpnTunnelAddresses,
      transitGatewayAttachmentId: this.transitGatewayAttachmentId,
      dnsEndpointId: this.dnsEndpointId,
    });
  }

  private createConnections(name: string, args: OnPremisesArgs): SiteToSiteVpn[] {
    const { cidrs, gateways = [] } = args.onPremises;
    if (gateways.length === 0) return [];
    const gateway = new VirtualPrivateGateway(`${name}-vpn`, args, { parent: this });
    return gateways.map((device, index) => {
      // The first connection keeps its names when a second one is added.
      const purpose = index === 0 ? "vpn" : `vpn-${index + 1}`;
      return new SiteToSiteVpn(
        `${name}-${purpose}`,
        { ...args, purpose, gateway: device, cidrs, vpnGatewayId: gateway.id },
        { parent: this },
      );
    });
  }
}
