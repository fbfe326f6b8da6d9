import type { LifecycleRule } from "@aws-sdk/client-s3";
import type * as aws from "@pulumi/aws";
import { documentText } from "../policy-document";
import { resource, type Inputs, type ResourceTable } from "../resource";

// Each setting of a bucket is a resource of its own, whose id is the bucket's name.

const policy = resource<aws.s3.BucketPolicyArgs, aws.s3.BucketPolicyState>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, inputs, { s3 }) =>
    s3.putBucketPolicy({
      Bucket,
      Policy: documentText(inputs.policy),
    }),
  async read({ id }, { s3 }) {
    const { Policy } = await s3.getBucketPolicy({ Bucket: id });
    return { bucket: id, policy: Policy };
  },
  delete: ({ id }, { s3 }) => s3.deleteBucketPolicy({ Bucket: id }),
  replaceOn: ["bucket"],
});

const publicAccessBlock = resource<
  aws.s3.BucketPublicAccessBlockArgs,
  aws.s3.BucketPublicAccessBlockState
>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, inputs, { s3 }) =>
    s3.putPublicAccessBlock({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: inputs.blockPublicAcls ?? false,
        BlockPublicPolicy: inputs.blockPublicPolicy ?? false,
        IgnorePublicAcls: inputs.ignorePublicAcls ?? false,
        RestrictPublicBuckets: inputs.restrictPublicBuckets ?? false,
      },
    }),
  async read({ id }, { s3 }) {
    const { PublicAccessBlockConfiguration: found } = await s3.getPublicAccessBlock({ Bucket: id });
    return {
      bucket: id,
      blockPublicAcls: found?.BlockPublicAcls,
      blockPublicPolicy: found?.BlockPublicPolicy,
      ignorePublicAcls: found?.IgnorePublicAcls,
      restrictPublicBuckets: found?.RestrictPublicBuckets,
    };
  },
  delete: ({ id }, { s3 }) => s3.deletePublicAccessBlock({ Bucket: id }),
  replaceOn: ["bucket"],
});

const ownershipControls = resource<
  aws.s3.BucketOwnershipControlsArgs,
  aws.s3.BucketOwnershipControlsState
>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, { rule }, { s3 }) =>
    s3.putBucketOwnershipControls({
      Bucket,
      OwnershipControls: {
        Rules: [{ ObjectOwnership: rule.objectOwnership as "BucketOwnerEnforced" }],
      },
    }),
  async read({ id }, { s3 }) {
    const { OwnershipControls } = await s3.getBucketOwnershipControls({ Bucket: id });
    const objectOwnership = OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    return objectOwnership && { bucket: id, rule: { objectOwnership } };
  },
  delete: ({ id }, { s3 }) => s3.deleteBucketOwnershipControls({ Bucket: id }),
  replaceOn: ["bucket"],
});

const versioning = resource<aws.s3.BucketVersioningArgs, aws.s3.BucketVersioningState>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, inputs, { s3 }) =>
    s3.putBucketVersioning({
      Bucket,
      VersioningConfiguration: { Status: inputs.versioningConfiguration.status as "Enabled" },
    }),
  async read({ id }, { s3 }) {
    const { Status } = await s3.getBucketVersioning({ Bucket: id });
    return { bucket: id, versioningConfiguration: { status: Status ?? "Disabled" } };
  },
  // Versioning, once enabled, can only be suspended.
  delete: ({ id }, { s3 }) =>
    s3.putBucketVersioning({ Bucket: id, VersioningConfiguration: { Status: "Suspended" } }),
  replaceOn: ["bucket"],
});

const encryption = resource<
  aws.s3.BucketServerSideEncryptionConfigurationArgs,
  aws.s3.BucketServerSideEncryptionConfigurationState
>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, { rules }, { s3 }) =>
    s3.putBucketEncryption({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: rules.map(({ applyServerSideEncryptionByDefault: byDefault, ...rule }) => ({
          ApplyServerSideEncryptionByDefault: byDefault && {
            SSEAlgorithm: byDefault.sseAlgorithm as "AES256",
            KMSMasterKeyID: byDefault.kmsMasterKeyId,
          },
          BucketKeyEnabled: rule.bucketKeyEnabled,
        })),
      },
    }),
  async read({ id }, { s3 }) {
    const { ServerSideEncryptionConfiguration } = await s3.getBucketEncryption({ Bucket: id });
    return {
      bucket: id,
      rules: ServerSideEncryptionConfiguration?.Rules?.map((rule) => {
        const byDefault = rule.ApplyServerSideEncryptionByDefault;
        return {
          applyServerSideEncryptionByDefault: byDefault && {
            sseAlgorithm: byDefault.SSEAlgorithm ?? "",
            kmsMasterKeyId: byDefault.KMSMasterKeyID,
          },
          bucketKeyEnabled: rule.BucketKeyEnabled,
        };
      }),
    };
  },
  delete: ({ id }, { s3 }) => s3.deleteBucketEncryption({ Bucket: id }),
  replaceOn: ["bucket"],
});

type RuleInputs = NonNullable<Inputs<aws.s3.BucketLifecycleConfigurationArgs>["rules"]>[number];

function lifecycleRule(rule: RuleInputs): LifecycleRule {
  return {
    ID: rule.id,
    Status: rule.status as "Enabled",
    Filter: { Prefix: rule.filter?.prefix ?? "" },
    Expiration: rule.expiration && { Days: rule.expiration.days },
    NoncurrentVersionExpiration: rule.noncurrentVersionExpiration && {
      NoncurrentDays: rule.noncurrentVersionExpiration.noncurrentDays,
    },
    AbortIncompleteMultipartUpload: rule.abortIncompleteMultipartUpload && {
      DaysAfterInitiation: rule.abortIncompleteMultipartUpload.daysAfterInitiation,
    },
  };
}

function lifecycleState(rule: LifecycleRule): RuleInputs {
  return {
    id: rule.ID ?? "",
    status: rule.Status ?? "",
    expiration: rule.Expiration && { days: rule.Expiration.Days },
    noncurrentVersionExpiration: rule.NoncurrentVersionExpiration && {
      noncurrentDays: rule.NoncurrentVersionExpiration.NoncurrentDays ?? 0,
    },
    abortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload && {
      daysAfterInitiation: rule.AbortIncompleteMultipartUpload.DaysAfterInitiation,
    },
  };
}

const lifecycle = resource<
  aws.s3.BucketLifecycleConfigurationArgs,
  aws.s3.BucketLifecycleConfigurationState
>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, { rules = [] }, { s3 }) =>
    s3.putBucketLifecycleConfiguration({
      Bucket,
      LifecycleConfiguration: { Rules: rules.map(lifecycleRule) },
    }),
  async read({ id }, { s3 }) {
    const { Rules } = await s3.getBucketLifecycleConfiguration({ Bucket: id });
    return { bucket: id, rules: Rules?.map(lifecycleState) };
  },
  delete: ({ id }, { s3 }) => s3.deleteBucketLifecycle({ Bucket: id }),
  replaceOn: ["bucket"],
});

const logging = resource<aws.s3.BucketLoggingArgs, aws.s3.BucketLoggingState>({
  create: ({ bucket }) => Promise.resolve(bucket),
  configure: (Bucket, { targetBucket, targetPrefix }, { s3 }) =>
    s3.putBucketLogging({
      Bucket,
      BucketLoggingStatus: {
        LoggingEnabled: { TargetBucket: targetBucket, TargetPrefix: targetPrefix },
      },
    }),
  async read({ id }, { s3 }) {
    const { LoggingEnabled } = await s3.getBucketLogging({ Bucket: id });
    return (
      LoggingEnabled && {
        bucket: id,
        targetBucket: LoggingEnabled.TargetBucket,
        targetPrefix: LoggingEnabled.TargetPrefix,
      }
    );
  },
  delete: ({ id }, { s3 }) => s3.putBucketLogging({ Bucket: id, BucketLoggingStatus: {} }),
  replaceOn: ["bucket"],
});

/** Settings of buckets: policy, lifecycle, encryption and logging. */
export const s3Settings: ResourceTable = {
  "aws:s3/bucketPolicy:BucketPolicy": policy,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": publicAccessBlock,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ownershipControls,
  "aws:s3/bucketVersioning:BucketVersioning": versioning,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    encryption,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
  "aws:s3/bucketLogging:BucketLogging": logging,
};
