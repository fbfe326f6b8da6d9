import type * as pulumi from "@pulumi/pulumi";
import type { Tier } from "../../lib/existing-vpc";
import type { ExistingVpc } from "../../lib/settings/existing-vpc";

/** A VPC with its tiers of subnets, whoever made it. */
export interface Vpc {
  readonly id: pulumi.Output<string>;
  /** The subnets of each tier, one per zone, in the order of the zones. */
  readonly subnetIds: Readonly<Record<Tier, pulumi.Output<string[]>>>;
  /** The route tables of each tier, by a name for each such as `private-1`. */
  readonly routeTableIds: Readonly<Record<Tier, Record<string, pulumi.Output<string>>>>;
  /** NAT gateways that the stack made: none, one, or one per zone. */
  readonly natGatewayIds: pulumi.Output<string>[];
  /** The default security group, when the stack has emptied it. */
  readonly defaultSecurityGroupId?: pulumi.Output<string>;
  /** Private endpoints that are there already; undefined when they have to be made. */
  readonly endpoints?: ExistingVpc["endpoints"];
}
