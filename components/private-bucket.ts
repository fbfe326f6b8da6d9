import type * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import type * as types from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names";
import { partitionOf } from "../lib/regions";
import type { CommonArgs } from "./common";

/** Days after which uploads that were never completed are gone. */
const unfinishedUploadDays = 7;

/** Arguments of a private bucket. */
export interface PrivateBucketArgs {
  /** The bucket's name: unique in all of AWS. */
  readonly bucket: pulumi.Input<string>;
  /** The region that the bucket is in. */
  readonly region: string;
  /** Whether the bucket is deleted together with the objects in it. */
  readonly forceDestroy: boolean;
  /** KMS key of the objects. Default: a key that S3 owns, the only one that log delivery can use. */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** Days that objects are kept. Default: for ever. */
  readonly objectDays?: number;
  /** Days that overwritten and deleted objects can be brought back. */
  readonly earlierVersionDays: number;
  /** Bucket and prefix for access logs. Default: nowhere. */
  readonly accessLogs?: {
    readonly targetBucket: pulumi.Input<string>;
    readonly targetPrefix: string;
  };
  /** Further statements of the bucket policy, by the bucket's ARN. Default: nothing. */
  readonly statements?: (bucketArn: pulumi.Output<string>) => iam.PolicyStatement[];
  /** Tags beside its name. Default: none. */
  readonly tags?: Record<string, string>;
}

/** Permission of S3 to deliver access logs to a bucket. */
interface AccessLogDelivery {
  /** Names the statement among others. */
  readonly sid: string;
  /** Begins the keys of the logs. */
  readonly prefix: string;
  readonly accountId: pulumi.Input<string>;
  /** ARN of the buckets that are logged, or a pattern. */
  readonly loggedArn: pulumi.Input<string>;
}

/**
 * The name of a bucket of an environment: unique in all of AWS, so it carries account and region.
 *
 * @param purpose Short, so that the name fits S3's 63 characters in the longest environment.
 */
export function accountBucketName(
  { environment, accountId, region }: CommonArgs,
  purpose: string,
): pulumi.Output<string> {
  return pulumi
    .output(accountId)
    .apply((account) => physicalName(environment, `${purpose}-${account}-${region}`));
}

/**
 * Creates a bucket that is closed to the public, encrypted, versioned, without access lists, and
 * refuses connections without TLS.
 *
 * @param options Of each resource: a bucket that is retained keeps its settings, so that what is in it
 *   stays as private as before.
 * @returns The bucket's name, known once others may do in it what its policy says.
 */
export function createPrivateBucket(
  name: string,
  args: PrivateBucketArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { forceDestroy } = args;
  const tags = { Name: args.bucket, ...args.tags };
  const created = new s3.Bucket(name, { bucket: args.bucket, forceDestroy, tags }, options);
  const { bucket } = created;
  const publicAccess = closeToThePublic(name, bucket, options);
  expire(name, bucket, args, options);
  new s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket, rules: [encryption(args.kmsKeyArn)] },
    options,
  );
  if (args.accessLogs) {
    new s3.BucketLogging(name, { bucket, ...args.accessLogs }, options);
  }
  const policy = new s3.BucketPolicy(
    name,
    { bucket, policy: bucketPolicy(args) },
    // S3 refuses two changes of a bucket's access at the same time.
    { ...options, dependsOn: [publicAccess] },
  );
  return pulumi.all([bucket, policy.bucket]).apply(([bucketName]) => bucketName);
}

/** Creates a private bucket of an environment, with the region, tags and protection of `common`. */
export function createEnvironmentBucket(
  name: string,
  common: CommonArgs,
  settings: Omit<PrivateBucketArgs, "region" | "forceDestroy" | "tags">,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { region, tags, protection } = common;
  return createPrivateBucket(
    name,
    { ...settings, region, forceDestroy: protection.forceDestroy, tags },
    { parent, ...protection.resourceOptions },
  );
}

/** Lets S3 write down in a bucket, below a prefix, who did what in some buckets of the account. */
export function accessLogDelivery(
  logsArn: pulumi.Output<string>,
  { sid, prefix, accountId, loggedArn }: AccessLogDelivery,
): iam.PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${logsArn}/${prefix}*`,
    Condition: {
      ArnLike: { "aws:SourceArn": loggedArn },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  };
}

function closeToThePublic(
  name: string,
  bucket: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): s3.BucketPublicAccessBlock {
  new s3.BucketOwnershipControls(
    name,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  return new s3.BucketPublicAccessBlock(
    name,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
}

function expire(
  name: string,
  bucket: pulumi.Output<string>,
  { objectDays, earlierVersionDays }: PrivateBucketArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const versioning = new s3.BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new s3.BucketLifecycleConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: {},
          ...(objectDays !== undefined && { expiration: { days: objectDays } }),
          noncurrentVersionExpiration: { noncurrentDays: earlierVersionDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: unfinishedUploadDays },
        },
      ],
    },
    { ...options, dependsOn: [versioning] },
  );
}

function encryption(
  kmsMasterKeyId?: pulumi.Input<string>,
): types.input.s3.BucketServerSideEncryptionConfigurationRule {
  return kmsMasterKeyId === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
        bucketKeyEnabled: true,
      };
}

function bucketPolicy({ bucket, region, statements }: PrivateBucketArgs): pulumi.Output<string> {
  const bucketArn = pulumi.interpolate`arn:${partitionOf(region)}:s3:::${bucket}`;
  const tlsOnly: iam.PolicyStatement = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [...(statements?.(bucketArn) ?? []), tlsOnly],
  });
}
