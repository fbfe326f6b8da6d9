import * as ec2 from "@pulumi/aws/ec2";
import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { CommonArgs } from "../common";

/** Arguments of {@link TransitGatewayAttachment}. */
export interface TransitGatewayAttachmentArgs extends CommonArgs {
  /** The transit gateway, of this account or shared with it. */
  readonly transitGatewayId: string;
  /** The VPC to attach. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets that traffic enters by, one in each zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Route tables that lead to the gateway, by a name for each. */
  readonly routeTableIds: Record<string, pulumi.Input<string>>;
  /** IPv4 ranges behind the gateway. */
  readonly cidrs: readonly string[];
}

/**
 * The VPC at a transit gateway that exists, and the ways there. What the gateway knows of the VPC, and
 * whether it accepts the attachment, is its owner's decision: none of that is made here.
 */
export class TransitGatewayAttachment extends pulumi.ComponentResource {
  /** The attachment's id. */
  readonly id: pulumi.Output<string>;

  constructor(
    name: string,
    args: TransitGatewayAttachmentArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("migration:network:TransitGatewayAttachment", name, {}, opts);
    const attachment = new ec2transitgateway.VpcAttachment(
      name,
      {
        transitGatewayId: args.transitGatewayId,
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        dnsSupport: "enable",
        securityGroupReferencingSupport: "disable",
        tags: { Name: physicalName(args.environment, "transit-gateway"), ...args.tags },
      },
      // The provider would revert decisions of the gateway's owner in the same account.
      {
        parent: this,
        ignoreChanges: [
          "transitGatewayDefaultRouteTableAssociation",
          "transitGatewayDefaultRouteTablePropagation",
        ],
      },
    );
    for (const [table, routeTableId] of Object.entries(args.routeTableIds)) {
      for (const cidr of args.cidrs) {
        new ec2.Route(
          `${name}-${table}-${cidr}`,
          {
            routeTableId,
            destinationCidrBlock: cidr,
            transitGatewayId: args.transitGatewayId,
          },
          // AWS refuses a route to a gateway that the VPC is not attached to.
          { parent: this, dependsOn: attachment },
        );
      }
    }
    this.id = attachment.id;
    this.registerOutputs({ id: this.id });
  }
}
