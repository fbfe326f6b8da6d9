import { instanceVolumesCmk } from "../../policy-pack/policies/encryption/instance-volumes-cmk";
import { auroraCmk } from "../../policy-pack/policies/encryption/aurora-cmk";
import { auroraEncrypted } from "../../policy-pack/policies/encryption/aurora-encrypted";
import { backupVaultCmk } from "../../policy-pack/policies/encryption/backup-vault-cmk";
import { dmsEncryptedCmk } from "../../policy-pack/policies/encryption/dms-encrypted-cmk";
import { iamNoDecryptAllKeys } from "../../policy-pack/policies/encryption/iam-no-decrypt-all-keys";
import { kmsDeletionWindow } from "../../policy-pack/policies/encryption/kms-deletion-window";
import { kmsNotPublic } from "../../policy-pack/policies/encryption/kms-not-public";
import { kmsPolicyExplicit } from "../../policy-pack/policies/encryption/kms-policy-explicit";
import { s3Encrypted } from "../../policy-pack/policies/encryption/s3-encrypted";
import { sqsEncrypted } from "../../policy-pack/policies/encryption/sqs-encrypted";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const cluster = (props: object) => draft("rds.Cluster", "aurora", props);

describeRule(auroraEncrypted, {
  compliant: { "an encrypted cluster": [cluster({ storageEncrypted: true })] },
  violations: {
    "a restored cluster in clear": [
      [cluster({ snapshotIdentifier: "s", storageEncrypted: false })],
      /not true/,
    ],
    "nothing said": [[cluster({})], /storageEncrypted is not true/],
    "a cluster in clear": [[cluster({ storageEncrypted: false })], /not true/],
    "an instance in clear": [[draft("rds.Instance", "db")], /not true/],
  },
  unknown: {
    "a restored cluster that is encrypted if its source is": [cluster({ snapshotIdentifier: "s" })],
    "an unknown switch": [cluster({ storageEncrypted: unknown })],
  },
});

describeRule(auroraCmk, {
  compliant: {
    "a key for everything": [
      cluster({
        kmsKeyId: unknown,
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: unknown,
      }),
      draft("rds.ClusterInstance", "one", {
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: unknown,
      }),
    ],
  },
  violations: {
    "no key for the storage": [[cluster({})], /no kmsKeyId/],
    "no key for insights": [
      [draft("rds.ClusterInstance", "one", { performanceInsightsEnabled: true })],
      /no performanceInsightsKmsKeyId/,
    ],
    "no key for the secret": [
      [cluster({ kmsKeyId: unknown, manageMasterUserPassword: true })],
      /no masterUserSecretKmsKeyId/,
    ],
  },
  unknown: {
    "unknown insights": [cluster({ kmsKeyId: unknown, performanceInsightsEnabled: unknown })],
  },
});

describeRule(dmsEncryptedCmk, {
  compliant: {
    "files with a key by the property's newer name": [
      draft("dms.S3Endpoint", "archive", {
        serverSideEncryptionKmsKeyId: unknown,
        encryptionMode: "SSE_KMS",
      }),
    ],
    "an instance's key": [draft("dms.ReplicationInstance", "dms", { kmsKeyArn: unknown })],
    "a serverless replication's key": [
      draft("dms.ReplicationConfig", "s", { computeConfig: { kmsKeyId: unknown } }),
    ],
    "encrypted files": [
      draft("dms.S3Endpoint", "files", { kmsKeyArn: unknown, encryptionMode: "SSE_KMS" }),
    ],
  },
  violations: {
    "an endpoint without": [[draft("dms.Endpoint", "source")], /no kmsKeyArn/],
    "a serverless replication without": [
      [draft("dms.ReplicationConfig", "s", { computeConfig: {} })],
      /no computeConfig.kmsKeyId/,
    ],
    "files without": [[draft("dms.S3Endpoint", "files", { kmsKeyArn: unknown })], /SSE_KMS/],
  },
  unknown: {
    "an unknown configuration": [draft("dms.ReplicationConfig", "s", { computeConfig: unknown })],
  },
});

const bucket = draft("s3.Bucket", "data", { bucket: "data-dev" });
const encryption = (sseAlgorithm: unknown) =>
  draft("s3.BucketServerSideEncryptionConfiguration", "sse", {
    bucket: ref("data"),
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
  });

describeRule(s3Encrypted, {
  compliant: {
    "a KMS key, stated on the bucket": [
      draft("s3.Bucket", "data", {
        serverSideEncryptionConfiguration: {
          rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } },
        },
      }),
    ],
    "a KMS key": [bucket, encryption("aws:kms")],
    "S3's own keys for a load balancer's logs": [
      bucket,
      encryption("AES256"),
      draft("lb.LoadBalancer", "web", { accessLogs: { bucket: "data-dev" } }),
    ],
    "S3's own keys for another bucket's accesses": [
      bucket,
      encryption("AES256"),
      draft("s3.BucketLogging", "logging", { bucket: "other", targetBucket: "data-dev" }),
    ],
  },
  violations: {
    "S3's own keys, stated on the bucket": [
      [
        draft("s3.Bucket", "data", {
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
          },
        }),
      ],
      /not encrypted with a KMS key/,
    ],
    "nothing said": [[bucket], /does not state its encryption/],
    "S3's own keys": [[bucket, encryption("AES256")], /not encrypted with a KMS key/],
  },
  unknown: { "an unknown algorithm": [bucket, encryption(unknown)] },
});

const key = (props: object) => draft("kms.Key", "key", props);
const allow = (more: object) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", ...more }],
  });

describeRule(kmsNotPublic, {
  compliant: {
    "no policy": [key({})],
    "one account": [
      key({ policy: allow({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }) }),
    ],
    "everybody of one account": [
      key({
        policy: allow({ Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } }),
      }),
    ],
  },
  violations: {
    "everybody in another region": [
      [draft("kms.ReplicaKey", "copy", { policy: allow({}) })],
      /to everybody/,
    ],
    everybody: [[key({ policy: allow({}) })], /to everybody/],
    "everybody in a separate policy": [
      [draft("kms.KeyPolicy", "policy", { policy: allow({ Principal: "*" }) })],
      /to everybody/,
    ],
    "everybody outside of one account": [
      [key({ policy: allow({ Condition: { StringNotEquals: { "kms:CallerAccount": "1" } } }) })],
      /to everybody/,
    ],
    "text that is no policy": [[key({ policy: "{}" })], /not an IAM policy document/],
  },
  unknown: { "an unknown policy": [key({ policy: unknown })] },
});

describeRule(kmsDeletionWindow, {
  compliant: { "AWS's default": [key({})] },
  violations: {
    "a week for a copy": [
      [draft("kms.ReplicaKey", "copy", { deletionWindowInDays: 7 })],
      /after 7 days/,
    ],
    "a week": [[key({ deletionWindowInDays: 7 })], /after 7 days; 30 are required/],
  },
  unknown: { "an unknown window": [key({ deletionWindowInDays: unknown })] },
});

describeRule(kmsPolicyExplicit, {
  compliant: {
    "a policy": [key({ policy: unknown })],
    "a separate policy": [key({}), draft("kms.KeyPolicy", "policy", { keyId: ref("key") })],
  },
  violations: {
    "none on a copy": [[draft("kms.ReplicaKey", "copy")], /default policy/],
    none: [[key({})], /default policy/],
  },
});

const rolePolicy = (statement: object) =>
  draft("iam.RolePolicy", "policy", {
    policy: JSON.stringify({
      Statement: { Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...statement },
    }),
  });

describeRule(iamNoDecryptAllKeys, {
  compliant: {
    "one key": [rolePolicy({ Resource: "arn:aws:kms:us-east-1:123456789012:key/1" })],
    "keys of one service": [
      rolePolicy({
        Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      }),
    ],
    "a denial": [rolePolicy({ Effect: "Deny" })],
  },
  violations: {
    "every key": [[rolePolicy({})], /every key/],
    "every key of a region": [
      [rolePolicy({ Action: ["kms:*"], Resource: "arn:aws:kms:us-east-1:123456789012:key/*" })],
      /every key/,
    ],
    "a role's inline policy": [
      [
        draft("iam.Role", "role", {
          inlinePolicies: [
            { policy: unknown },
            {
              policy: JSON.stringify({
                Statement: [{ Effect: "Allow", Action: "*", Resource: ["*"] }],
              }),
            },
          ],
        }),
      ],
      /every key/,
    ],
  },
  unknown: { "an unknown policy": [draft("iam.Policy", "policy", { policy: unknown })] },
});

describeRule(backupVaultCmk, {
  compliant: { "a key": [draft("backup.Vault", "vault", { kmsKeyArn: unknown })] },
  violations: { none: [[draft("backup.Vault", "vault")], /no kmsKeyArn/] },
});

const queue = (props: object) => draft("sqs.Queue", "failures", props);

describeRule(sqsEncrypted, {
  compliant: {
    "a key": [queue({ kmsMasterKeyId: unknown, sqsManagedSseEnabled: false })],
    "SQS's own encryption": [queue({})],
  },
  violations: {
    "a queue in clear": [[queue({ sqsManagedSseEnabled: false })], /no kmsMasterKeyId/],
  },
  unknown: { "an unknown switch": [queue({ sqsManagedSseEnabled: unknown })] },
});

const root = (rootBlockDevice: unknown, more = {}) =>
  draft("ec2.Instance", "host", { rootBlockDevice, ...more });
const ofOurs = { encrypted: true, kmsKeyId: unknown };

describeRule(instanceVolumesCmk, {
  compliant: {
    "a root volume with a key": [root(ofOurs)],
    "further volumes with a key": [root(ofOurs, { ebsBlockDevices: [ofOurs] })],
    "a volume of its own": [draft("ebs.Volume", "data", ofOurs)],
  },
  violations: {
    "a plain root volume": [[root({ encrypted: false })], /rootBlockDevice is not encrypted/],
    "a root volume that is not stated": [[root(undefined)], /rootBlockDevice is not encrypted/],
    "no key": [[root({ encrypted: true })], /rootBlockDevice has no kmsKeyId/],
    "AWS's own key": [
      [root({ encrypted: true, kmsKeyId: "alias/aws/ebs" })],
      /rootBlockDevice has no kmsKeyId/,
    ],
    "a further volume in plain": [
      [root(ofOurs, { ebsBlockDevices: [ofOurs, {}] })],
      /ebsBlockDevices\[1\] is not encrypted/,
    ],
    "a volume of its own in plain": [[draft("ebs.Volume", "data")], /the volume is not encrypted/],
  },
  unknown: { "an unknown switch": [root({ encrypted: unknown })] },
});
