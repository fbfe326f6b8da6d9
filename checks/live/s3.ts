import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { jsonText, policyDocument } from "./documents";

/** The encryption algorithms that a bucket applies by default. */
export async function encryptionOf(aws: AwsCli, bucket: string): Promise<string[]> {
  const schema = z.object({
    ServerSideEncryptionConfiguration: z.object({
      Rules: z.array(
        z.object({ ApplyServerSideEncryptionByDefault: z.object({ SSEAlgorithm: z.string() }) }),
      ),
    }),
  });
  const answer = await aws.read(schema, "s3api", "get-bucket-encryption", "--bucket", bucket);
  return answer.ServerSideEncryptionConfiguration.Rules.map(
    (rule) => rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm,
  );
}

/** The settings of a bucket that block public access. */
export async function publicAccessBlockOf(aws: AwsCli, bucket: string) {
  const schema = z.object({
    PublicAccessBlockConfiguration: z.object({
      BlockPublicAcls: z.boolean(),
      IgnorePublicAcls: z.boolean(),
      BlockPublicPolicy: z.boolean(),
      RestrictPublicBuckets: z.boolean(),
    }),
  });
  const answer = await aws.read(schema, "s3api", "get-public-access-block", "--bucket", bucket);
  return answer.PublicAccessBlockConfiguration;
}

/** The owner of objects that others write into a bucket. */
export async function objectOwnershipOf(aws: AwsCli, bucket: string): Promise<string[]> {
  const schema = z.object({
    OwnershipControls: z.object({ Rules: z.array(z.object({ ObjectOwnership: z.string() })) }),
  });
  const answer = await aws.read(
    schema,
    "s3api",
    "get-bucket-ownership-controls",
    "--bucket",
    bucket,
  );
  return answer.OwnershipControls.Rules.map(({ ObjectOwnership }) => ObjectOwnership);
}

/** Whether a bucket keeps versions: `Enabled`, `Suspended`, or absent when it never did. */
export async function versioningOf(aws: AwsCli, bucket: string) {
  const schema = z.union([
    z.object({ Status: z.string().optional() }),
    z.literal("").transform(() => ({ Status: undefined })),
  ]);
  return aws.read(schema, "s3api", "get-bucket-versioning", "--bucket", bucket);
}

/** The lifecycle rules of a bucket. */
export async function lifecycleRulesOf(aws: AwsCli, bucket: string) {
  const schema = z.object({
    Rules: z.array(
      z.object({
        ID: z.string(),
        Status: z.string(),
        Expiration: z.object({ Days: z.number().optional() }).optional(),
        NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
        AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.number() }).optional(),
      }),
    ),
  });
  const answer = await aws.read(
    schema,
    "s3api",
    "get-bucket-lifecycle-configuration",
    "--bucket",
    bucket,
  );
  return answer.Rules;
}

/** The statements of a bucket's policy. */
export async function bucketPolicyOf(aws: AwsCli, bucket: string) {
  const schema = z.object({ Policy: jsonText(policyDocument) });
  const answer = await aws.read(schema, "s3api", "get-bucket-policy", "--bucket", bucket);
  return answer.Policy.Statement;
}

/** The destination of a bucket's access logs; undefined if it has none. */
export async function accessLogsOf(aws: AwsCli, bucket: string) {
  const schema = z.union([
    z.object({
      LoggingEnabled: z.object({ TargetBucket: z.string(), TargetPrefix: z.string() }).optional(),
    }),
    z.literal("").transform(() => ({ LoggingEnabled: undefined })),
  ]);
  const answer = await aws.read(schema, "s3api", "get-bucket-logging", "--bucket", bucket);
  return answer.LoggingEnabled;
}
