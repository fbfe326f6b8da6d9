import { type AwsCli } from "./aws-cli";
import { differences, ofEnvironment, present, unless } from "./expectations";
import { encryptionOf, lifecycleRulesOf, publicAccessBlockOf, versioningOf } from "./live/s3";
import { openStatements, refusesPlainText, type Statement } from "./live/documents";

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

type LifecycleRule = Awaited<ReturnType<typeof lifecycleRulesOf>>[number];

/** What a bucket's lifecycle may end: its objects, or their earlier versions. */
const lifetimes = {
  days: (rule?: LifecycleRule) => rule?.Expiration?.Days,
  earlierVersionDays: (rule?: LifecycleRule) => rule?.NoncurrentVersionExpiration?.NoncurrentDays,
};

/**
 * Says in what a bucket is not private, versioned, of the environment and under a KMS key.
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
