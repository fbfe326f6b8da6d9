import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { GatewaySettings } from "../../lib/settings/on-premises";
import type { CommonArgs } from "../common";
import { createLogGroup } from "../log-group";
import { tunnelArgs } from "./vpn-tunnels";

/** Arguments of {@link SiteToSiteVpn}. */
export interface SiteToSiteVpnArgs extends CommonArgs {
  /** Name of the connection in physical names, such as `vpn`. */
  readonly purpose: string;
  /** The device at the other end. */
  readonly gateway: GatewaySettings;
  /** IPv4 ranges of the data centre. */
  readonly cidrs: readonly string[];
  /** IPv4 range of the VPC; undefined where the VPC is given. */
  readonly vpcCidr?: string | undefined;
  /** The gateway at AWS's end. */
  readonly vpnGatewayId: pulumi.Input<string>;
  /** KMS key of the tunnel log group. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** An IPsec connection with two tunnels to one customer gateway device. */
export class SiteToSiteVpn extends pulumi.ComponentResource {
  /** The VPN connection's id. */
  readonly connectionId: pulumi.Output<string>;
  /** Public addresses of the two tunnels, at AWS's end. */
  readonly tunnelAddresses: [pulumi.Output<string>, pulumi.Output<string>];
  /** Log group of both tunnels. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: SiteToSiteVpnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:SiteToSiteVpn", name, {}, opts);
    const parent = { parent: this };
    const { gateway } = args;
    const physical = physicalName(args.environment, args.purpose);
    const tags = { Name: physical, ...args.tags };

    const logGroup = createLogGroup(
      name,
      // AWS keeps the delivery permission itself for groups below /aws/vendedlogs/.
      `/aws/vendedlogs/${physicalName(args.environment, `${args.purpose}-tunnels`)}`,
      { ...args, logRetentionDays: gateway.logRetentionDays },
      parent,
    );
    const connection = new ec2.VpnConnection(
      name,
      {
        type: "ipsec.1",
        customerGatewayId: this.createCustomerGateway(name, physical, gateway, tags),
        vpnGatewayId: args.vpnGatewayId,
        staticRoutesOnly: gateway.routing === "static",
        ...trafficSelectors(args),
        // The generated keys go to Secrets Manager, so neither state nor the API shows them.
        presharedKeyStorage: "SecretsManager",
        ...tunnelArgs(gateway.tunnels, logGroup.arn),
        tags,
      },
      parent,
    );
    if (gateway.routing === "static") this.stateRoutes(name, args.cidrs, connection.id);

    this.connectionId = connection.id;
    this.logGroupName = logGroup.name;
    this.tunnelAddresses = [connection.tunnel1Address, connection.tunnel2Address];
    this.registerOutputs({
      connectionId: this.connectionId,
      tunnelAddresses: this.tunnelAddresses,
    });
  }

  private createCustomerGateway(
    name: string,
    deviceName: string,
    { ipAddress, bgpAsn }: GatewaySettings,
    tags: Record<string, string>,
  ): pulumi.Output<string> {
    return new ec2.CustomerGateway(
      name,
      // Without a name AWS would give another environment with the same device this very gateway.
      { type: "ipsec.1", ipAddress, ...asnOf(bgpAsn), deviceName, tags },
      { parent: this },
    ).id;
  }

  private stateRoutes(
    name: string,
    cidrs: readonly string[],
    vpnConnectionId: pulumi.Output<string>,
  ): void {
    for (const cidr of cidrs) {
      new ec2.VpnConnectionRoute(
        `${name}-${cidr}`,
        { vpnConnectionId, destinationCidrBlock: cidr },
        { parent: this },
      );
    }
  }
}

/** Both ends as AWS names them: "local" is the device's, "remote" its own. */
function trafficSelectors({ gateway: { policyBased }, vpcCidr }: SiteToSiteVpnArgs) {
  return (
    policyBased && {
      localIpv4NetworkCidr: policyBased.onPremisesCidr,
      remoteIpv4NetworkCidr: policyBased.awsCidr ?? vpcCidr,
    }
  );
}

/** EC2 has a field of its own for numbers that need the fourth byte. */
function asnOf(asn: number): Pick<ec2.CustomerGatewayArgs, "bgpAsn" | "bgpAsnExtended"> {
  return asn > 2_147_483_647 ? { bgpAsnExtended: String(asn) } : { bgpAsn: String(asn) };
}
