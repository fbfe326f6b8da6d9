import { add, all, at, each, type Mutate, type Mutations } from "../support/mutate";
import { bare, openPolicies, policy, statement } from "./documents";

const cluster = at("rds.Cluster", "database");
const writer = at("rds.ClusterInstance", "database-1");
const instance = at("dms.ReplicationInstance", "dms");
const source = at("dms.Endpoint", "dms-source-crm");
const key = at("kms.Key", "encryption-logs");
const bucket = at("s3.Bucket", "edge-logs");
const encryption = at("s3.BucketServerSideEncryptionConfiguration", "edge-logs");
const permissions = at("iam.RolePolicy", "dms-source-erp-access");
const role = at("iam.Role", "dms-source-erp-access");

const everyKey = ["*", "arn:aws:kms:*", "arn:aws:kms:*:*:key/*", "arn:*:kms:*:*:*"];

/** A statement in each form of a policy that gives a principal something. */
const granted = (parts: Record<string, unknown>): Readonly<Record<string, Mutate>> => {
  const document = policy(statement(parts));
  return {
    "a role's inline policy": role.set({ inlinePolicies: [{ name: "more", policy: document }] }),
    "a managed policy": add("iam.Policy", "added", { policy: document }),
    "a user's policy": add("iam.UserPolicy", "added", { user: "ci", policy: document }),
    "a group's policy": add("iam.GroupPolicy", "added", { group: "ci", policy: document }),
    "a statement that is no list": permissions.set({ policy: bare(statement(parts)) }),
  };
};

const encrypted = { encrypted: true, kmsKeyId: key };

export const encryptionRules: Mutations = {
  "instance-volumes-cmk": {
    ...each(
      [undefined, {}, { encrypted: false }, { encrypted: true }],
      (rootBlockDevice) => `a root volume ${JSON.stringify(rootBlockDevice)}`,
      (rootBlockDevice) => add("ec2.Instance", "added", { rootBlockDevice }),
    ),
    "AWS's own key": add("ec2.Instance", "added", {
      rootBlockDevice: { encrypted: true, kmsKeyId: "alias/aws/ebs" },
    }),
    "a further volume in plain": add("ec2.Instance", "added", {
      rootBlockDevice: encrypted,
      ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: false }],
    }),
    "a volume of its own in plain": add("ebs.Volume", "added", { size: 8 }),
  },
  "aurora-cmk": {
    "no key of the storage": cluster.remove("kmsKeyId"),
    "AWS's own key": cluster.set({ kmsKeyId: "alias/aws/rds" }),
    "no key of the administrator's secret": cluster.remove("masterUserSecretKmsKeyId"),
    "no key of the insights": writer.remove("performanceInsightsKmsKeyId"),
  },
  "aurora-encrypted": {
    "plain storage": cluster.set({ storageEncrypted: false }),
    "plain storage, as text": cluster.set({ storageEncrypted: "false" }),
    "nothing said": cluster.remove("storageEncrypted"),
    "a plain single instance": add("rds.Instance", "added", { engine: "mysql" }),
    "a plain global cluster": add("rds.GlobalCluster", "added"),
  },
  "backup-vault-cmk": {
    "a vault without a key": add("backup.Vault", "added"),
    "the vault without its key": at("backup.Vault", "database-backup").remove("kmsKeyArn"),
    "a vault with AWS's own key": add("backup.Vault", "added", { kmsKeyArn: "alias/aws/backup" }),
  },
  "dms-encrypted-cmk": {
    "an instance without a key": instance.remove("kmsKeyArn"),
    "an endpoint without a key": source.remove("kmsKeyArn"),
    "an instance with AWS's own key": instance.set({
      kmsKeyArn: "arn:aws:kms:us-east-1:444455556666:alias/aws/dms",
    }),
    "a serverless replication": add("dms.ReplicationConfig", "added", {
      computeConfig: { multiAz: true },
    }),
    "files with S3's own keys": add("dms.S3Endpoint", "added", { kmsKeyArn: key }),
  },
  "iam-no-decrypt-all-keys": {
    ...each(
      everyKey,
      (resource) => resource,
      (Resource) =>
        permissions.set({ policy: policy(statement({ Action: "kms:Decrypt", Resource })) }),
    ),
    ...each(
      ["kms:*", "KMS:DECRYPT", "kms:De*", "kms:ReEncrypt*"],
      (action) => action,
      (action) => permissions.set({ policy: policy(statement({ Action: ["a:b", action] })) }),
    ),
    ...granted({ Action: "kms:Decrypt" }),
    "every key but one": permissions.set({
      policy: policy({
        Effect: "Allow",
        Action: "kms:Decrypt",
        NotResource: "arn:aws:kms:::key/1",
      }),
    }),
  },
  "kms-deletion-window": each(
    [7, 29, "14"],
    (days) => `${JSON.stringify(days)} days`,
    (deletionWindowInDays) => key.set({ deletionWindowInDays }),
  ),
  "kms-not-public": {
    ...openPolicies("kms:Decrypt", (document) => key.set({ policy: document })),
    "a policy of its own": add("kms.KeyPolicy", "added", {
      keyId: key,
      policy: policy(statement({ Principal: { AWS: "*" } })),
    }),
  },
  "kms-policy-explicit": {
    "no policy": key.remove("policy"),
    "a new key": add("kms.Key", "added", { enableKeyRotation: true }),
  },
  "s3-encrypted": {
    "no statement": encryption.drop(),
    "no statement of an older type": all(encryption.drop(), bucket.become("s3.BucketV2")),
    "S3's own keys on other data": all(
      add("s3.Bucket", "added"),
      add("s3.BucketServerSideEncryptionConfigurationV2", "added", {
        bucket: at("s3.Bucket", "added"),
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      }),
    ),
  },
  "sqs-encrypted": {
    "a plain queue": add("sqs.Queue", "added", { sqsManagedSseEnabled: false }),
    "a plain queue, as text": add("sqs.Queue", "added", { sqsManagedSseEnabled: "false" }),
  },
};

export const permissionRules: Mutations = {
  "iam-no-admin": {
    ...granted({ Action: "*" }),
    ...each(
      [
        { Action: ["s3:Get*", "*"] },
        { Action: "*:*" },
        { Action: "**" },
        { Resource: ["*"] },
        { Resource: "arn:aws:*" },
        { Action: undefined, NotAction: "iam:*" },
        { Resource: undefined, NotResource: "arn:aws:s3:::audit" },
      ],
      (parts) => Object.values(parts).flat().join(" "),
      (parts) => permissions.set({ policy: policy(statement(parts)) }),
    ),
  },
  "iam-no-service-wildcard": {
    ...granted({ Action: "s3:*" }),
    ...each(
      ["dms:*", "iam:**", "rds:?*", "*"],
      (action) => action,
      (Action) =>
        permissions.set({ policy: policy(statement({ Action, Resource: "arn:aws:s3:::b" })) }),
    ),
  },
  "iam-no-managed-admin": {
    ...each(
      ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"],
      (name) => name,
      (name) =>
        at("iam.RolePolicyAttachment", "database-monitoring").set({
          policyArn: `arn:aws:iam::aws:policy/${name}`,
        }),
    ),
    "a policy of the role's list": role.set({
      managedPolicyArns: ["arn:aws-cn:iam::aws:policy/AdministratorAccess"],
    }),
    "an exclusive list": add("iam.RolePolicyAttachmentsExclusive", "added", {
      roleName: "app",
      policyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
    "an attachment of a user": add("iam.UserPolicyAttachment", "added", {
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
    "an attachment of many": add("iam.PolicyAttachment", "added", {
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
  },
};
