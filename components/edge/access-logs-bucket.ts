import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/partition";
import type { CommonArgs } from "../common";

/** What a load balancer logs, and the prefix of its objects in the bucket. */
export const logPrefixes = {
  accessLogs: "access",
  connectionLogs: "connection",
  healthCheckLogs: "health-check",
} as const;

/** Days after which overwritten or deleted objects, and uploads never completed, are gone. */
const leftoverDays = 7;

/** Arguments of {@link AccessLogsBucket}. */
export interface AccessLogsBucketArgs extends CommonArgs {
  /** Days that logs are kept. */
  readonly retentionDays: number;
}

/**
 * The private, versioned bucket that a load balancer's logs are delivered to. Depend on this
 * component: Elastic Load Balancing tries to write when logging is turned on, so all of the bucket's
 * settings must be there.
 */
export class AccessLogsBucket extends pulumi.ComponentResource {
  /** Name of the bucket: unique in all of AWS, so it carries account and region. */
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: AccessLogsBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:AccessLogsBucket", name, {}, opts);
    // A bucket that is retained keeps its settings, so that the logs in it stay as private as before.
    const options = { parent: this, ...args.protection.resourceOptions };
    const physical = pulumi
      .output(args.accountId)
      .apply((account) => physicalName(args.environment, `alb-logs-${account}-${args.region}`));
    const bucket = new aws.s3.Bucket(
      name,
      {
        bucket: physical,
        forceDestroy: args.protection.forceDestroy,
        tags: { Name: physical, ...args.tags },
      },
      options,
    );
    this.bucketName = bucket.bucket;
    const publicAccess = this.closeToThePublic(name, options);
    this.keepForDays(name, args.retentionDays, options);
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: this.bucketName,
        // The only encryption that ELB's log delivery supports.
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      options,
    );
    new aws.s3.BucketPolicy(
      name,
      { bucket: this.bucketName, policy: bucketPolicy(physical, args) },
      // S3 refuses two changes of a bucket's access at the same time.
      { ...options, dependsOn: [publicAccess] },
    );
    this.registerOutputs({ bucketName: this.bucketName });
  }

  private closeToThePublic(
    name: string,
    options: pulumi.CustomResourceOptions,
  ): aws.s3.BucketPublicAccessBlock {
    new aws.s3.BucketOwnershipControls(
      name,
      { bucket: this.bucketName, rule: { objectOwnership: "BucketOwnerEnforced" } },
      options,
    );
    return new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: this.bucketName,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      options,
    );
  }

  private keepForDays(name: string, days: number, options: pulumi.CustomResourceOptions): void {
    const versioning = new aws.s3.BucketVersioning(
      name,
      { bucket: this.bucketName, versioningConfiguration: { status: "Enabled" } },
      options,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: this.bucketName,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: {},
            expiration: { days },
            noncurrentVersionExpiration: { noncurrentDays: leftoverDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: leftoverDays },
          },
        ],
      },
      { ...options, dependsOn: [versioning] },
    );
  }
}

/**
 * Refuses connections without TLS, and lets log delivery write this account's logs and nothing else.
 *
 * ELB puts the account of the load balancer into the object's key, so the exact paths keep out the
 * load balancers of other accounts. There is no `aws:SourceArn` or `aws:SourceAccount` condition on
 * purpose: AWS's own policy has none, and with one ELB has been seen to be denied.
 */
function bucketPolicy(bucketName: pulumi.Output<string>, args: CommonArgs): pulumi.Output<string> {
  const bucketArn = pulumi.interpolate`arn:${partitionOf(args.region)}:s3:::${bucketName}`;
  const statements: aws.iam.PolicyStatement[] = [
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "LoadBalancerLogDelivery",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: Object.values(logPrefixes).map(
        (prefix) => pulumi.interpolate`${bucketArn}/${prefix}/AWSLogs/${args.accountId}/*`,
      ),
    },
  ];
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
