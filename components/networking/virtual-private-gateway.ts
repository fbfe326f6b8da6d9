import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { CommonArgs } from "../common";

/** Arguments of {@link VirtualPrivateGateway}. */
export interface VirtualPrivateGatewayArgs extends CommonArgs {
  /** The VPC that the gateway belongs to. */
  readonly vpcId: pulumi.Input<string>;
  /** Route tables that learn the routes to the data centre, by a name for each. */
  readonly routeTableIds: Record<string, pulumi.Input<string>>;
}

/** The VPC's own end of VPN connections, and the routes that it teaches the VPC. */
export class VirtualPrivateGateway extends pulumi.ComponentResource {
  /** The gateway's id. */
  readonly id: pulumi.Output<string>;

  constructor(
    name: string,
    args: VirtualPrivateGatewayArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("migration:network:VirtualPrivateGateway", name, {}, opts);
    const parent = { parent: this };
    const gateway = new ec2.VpnGateway(
      name,
      {
        vpcId: args.vpcId,
        tags: { Name: physicalName(args.environment, "vpn"), ...args.tags },
      },
      parent,
    );
    for (const [table, routeTableId] of Object.entries(args.routeTableIds)) {
      new ec2.VpnGatewayRoutePropagation(
        `${name}-${table}`,
        { vpnGatewayId: gateway.id, routeTableId },
        parent,
      );
    }
    this.id = gateway.id;
    this.registerOutputs({ id: this.id });
  }
}
