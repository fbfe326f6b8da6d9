import type * as pulumi from "@pulumi/pulumi";
import type { ServiceWays } from "../aws-services";

/** The parts of a network that DMS runs in. */
export interface DmsNetwork extends ServiceWays {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, one per availability zone. */
  readonly privateSubnetIds: pulumi.Input<string[]>;
}
