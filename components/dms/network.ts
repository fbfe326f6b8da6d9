import type * as pulumi from "@pulumi/pulumi";

/** The parts of a network that DMS runs in. */
export interface DmsNetwork {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, one per availability zone. */
  readonly privateSubnetIds: pulumi.Input<string[]>;
  /** Security group of the VPC's interface endpoints. */
  readonly endpointSecurityGroupId: pulumi.Input<string>;
  /** Prefix list of S3 in the region. */
  readonly s3PrefixListId: pulumi.Input<string>;
}
