import type { BucketLifecycleConfigurationArgs, BucketLoggingArgs } from "@pulumi/aws/s3";
import { type AwsCli } from "./aws-cli";
import { properties } from "./check";
import { differences, ofEnvironment, present, unless } from "./expectations";
import {
  accessLogsOf,
  bucketPolicyOf,
  encryptionOf,
  lifecycleRulesOf,
  publicAccessBlockOf,
  versioningOf,
} from "./live/s3";
import { openStatements, refusesPlainText, type Statement } from "./live/documents";

/** The logging of accesses to a bucket. */
export const accessLogProperties = properties<BucketLoggingArgs>(
  "aws:s3/bucketLogging:BucketLogging",
  "targetBucket",
  "targetPrefix",
);

/** The lifecycle of the objects of a bucket. */
export const lifecycleProperties = properties<BucketLifecycleConfigurationArgs>(
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "rules",
);

/** The public access block of a bucket that can never be public. */
export const neverPublic = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** Says when a bucket's policy lets requests without TLS or of everybody through. */
export const policyProblems = (bucket: string, statements: readonly Statement[]) =>
  unless(
    refusesPlainText(statements) && openStatements(statements).length === 0,
    `bucket ${bucket}: its policy lets requests without TLS or of everybody through, expected neither`,
  );

/** Says when a bucket's policy, as it is there, lets requests without TLS or of everybody through. */
export async function livePolicyProblems(aws: AwsCli, bucket: string): Promise<string[]> {
  return policyProblems(bucket, await bucketPolicyOf(aws, bucket));
}

/** Says when the accesses to a bucket are not logged in the bucket of the access logs. */
export async function accessLogProblems(
  aws: AwsCli,
  bucket: string,
  accessLogsBucket: string,
): Promise<string[]> {
  return differences(
    `bucket ${bucket}`,
    { ...(await accessLogsOf(aws, bucket)) },
    { TargetBucket: accessLogsBucket, TargetPrefix: present },
  );
}

type LifecycleRule = Awaited<ReturnType<typeof lifecycleRulesOf>>[number];

/** Objects that a lifecycle rule may expire: current objects, or their earlier versions. */
const lifetimes = {
  days: (rule?: LifecycleRule) => rule?.Expiration?.Days,
  earlierVersionDays: (rule?: LifecycleRule) => rule?.NoncurrentVersionExpiration?.NoncurrentDays,
};

/**
 * Reports whether a bucket is not private, versioned, of the environment or encrypted under a KMS
 * key.
 *
 * @param lifetime The one that has to be limited.
 */
export async function privateBucketProblems(
  aws: AwsCli,
  environment: string,
  bucket: string,
  lifetime: keyof typeof lifetimes,
): Promise<string[]> {
  const [rule] = await lifecycleRulesOf(aws, bucket);
  return differences(
    `bucket ${bucket}`,
    {
      name: bucket,
      encryption: await encryptionOf(aws, bucket),
      ...(await publicAccessBlockOf(aws, bucket)),
      ...(await versioningOf(aws, bucket)),
      [lifetime]: lifetimes[lifetime](rule),
    },
    {
      name: ofEnvironment(environment),
      encryption: ["aws:kms"],
      ...neverPublic,
      Status: "Enabled",
      [lifetime]: present,
    },
  );
}
