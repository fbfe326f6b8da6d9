import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";

/** Arguments of {@link NatGateways}. */
export interface NatGatewaysArgs {
  readonly environment: string;
  /** Public subnets, each of which gets a gateway. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Route tables of the private subnets; each leads to the gateway of its place, or else the first. */
  readonly routeTableIds: readonly pulumi.Input<string>[];
  /** The internet gateway that the NAT gateways need. */
  readonly internetGateway: pulumi.Input<pulumi.Resource>;
  readonly tags?: Record<string, string>;
}

/**
 * NAT gateways in public subnets, and the private subnets' routes to them.
 *
 * awsx would make them too, but its component answers only once everything in it is made, and
 * gateways take minutes: what only needs the subnets, so the databases, would wait for them.
 */
export class NatGateways extends pulumi.ComponentResource {
  /** Ids of the gateways, in the order of their subnets. */
  readonly gatewayIds: pulumi.Output<string>[];

  constructor(name: string, args: NatGatewaysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:NatGateways", name, {}, opts);
    this.gatewayIds = args.subnetIds.map((subnetId, index) =>
      this.createGateway(`${name}-${index + 1}`, `nat-${index + 1}`, subnetId, args),
    );
    args.routeTableIds.forEach((routeTableId, index) => {
      new ec2.Route(
        `${name}-${index + 1}`,
        {
          routeTableId,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: this.gatewayIds[index] ?? this.gatewayIds[0],
        },
        { parent: this },
      );
    });
    this.registerOutputs({ gatewayIds: this.gatewayIds });
  }

  private createGateway(
    name: string,
    purpose: string,
    subnetId: pulumi.Input<string>,
    args: NatGatewaysArgs,
  ): pulumi.Output<string> {
    const tags = { Name: physicalName(args.environment, purpose), ...args.tags };
    const address = new ec2.Eip(name, { tags }, { parent: this });
    return new ec2.NatGateway(
      name,
      { subnetId, allocationId: address.allocationId, tags },
      { parent: this, dependsOn: args.internetGateway },
    ).id;
  }
}
