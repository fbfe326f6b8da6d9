import type * as pulumi from "@pulumi/pulumi";
import { allowEgressToPrefixList, connect } from "./security-group";

/** The private ways from a VPC to AWS services. */
export interface ServiceWays {
  /** The group of the VPC's interface endpoints. */
  readonly endpointSecurityGroupId: pulumi.Input<string>;
  /** The managed prefix list of S3. */
  readonly s3PrefixListId: pulumi.Input<string>;
}

/** Lets members of `from` call AWS services over HTTPS, without leaving AWS. */
export function allowAwsServices(
  name: string,
  from: pulumi.Input<string>,
  ways: ServiceWays,
  /** Why the rules exist, for the interface endpoints and for S3; shown in the AWS console. */
  descriptions: { readonly endpoints: string; readonly s3: string },
  opts: pulumi.CustomResourceOptions,
): void {
  const port = 443;
  connect(
    `${name}-to-endpoints`,
    { from, to: ways.endpointSecurityGroupId, port, description: descriptions.endpoints },
    opts,
  );
  allowEgressToPrefixList(
    `${name}-to-s3`,
    { from, prefixListId: ways.s3PrefixListId, port, description: descriptions.s3 },
    opts,
  );
}
