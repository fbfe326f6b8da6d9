import { type ModifyDBClusterCommandInput } from "@aws-sdk/client-rds";
import { physicalName } from "../../../lib/names";
import { type Cloud, openPolicy, type Tampering } from "./cloud";

const keyIdOf = (arn: string) => arn.split("/")[1]!;

/** The Aurora cluster, its parameter groups and its subnet group have one name. */
const auroraName = ({ outputs }: Cloud) => physicalName(outputs.environment, "aurora");

/** Sets properties of the Aurora cluster, and later sets them to something else. */
async function modifyCluster(
  cloud: Cloud,
  changed: Omit<ModifyDBClusterCommandInput, "DBClusterIdentifier">,
  original: typeof changed,
) {
  const cluster = { DBClusterIdentifier: auroraName(cloud), ApplyImmediately: true };
  await cloud.rds.modifyDBCluster({ ...cluster, ...changed });
  return () => cloud.rds.modifyDBCluster({ ...cluster, ...original });
}

/** Keys, the database and its secrets lose what protects them. */
export const dataTamperings: readonly Tampering[] = [
  {
    name: "a key is no longer rotated",
    check: "rotates its keys",
    says: ({ dataKeyArn }) => [`KMS key ${dataKeyArn}: KeyRotationEnabled is false`, "true"],
    tamper: async ({ kms, outputs }) => {
      const KeyId = keyIdOf(outputs.dataKeyArn);
      await kms.disableKeyRotation({ KeyId });
      return () => kms.enableKeyRotation({ KeyId });
    },
  },
  {
    name: "a key is everybody's",
    check: "lets nobody outside the account use its keys",
    says: ({ dataKeyArn }) => [`KMS key ${dataKeyArn}`, "everybody", "expected named principals"],
    tamper: async ({ kms, outputs }) => {
      const key = { KeyId: keyIdOf(outputs.dataKeyArn), PolicyName: "default" };
      const { Policy } = await kms.getKeyPolicy(key);
      await kms.putKeyPolicy({ ...key, Policy: openPolicy });
      return () => kms.putKeyPolicy({ ...key, Policy });
    },
  },
  {
    name: "a key is disabled",
    check: "has keys of its own for data and for logs, which are in use",
    says: ({ logsKeyArn }) => [`KMS key ${logsKeyArn}: KeyState`, 'expected "Enabled"'],
    tamper: async ({ kms, outputs }) => {
      const KeyId = keyIdOf(outputs.logsKeyArn);
      await kms.disableKey({ KeyId });
      return () => kms.enableKey({ KeyId });
    },
  },
  {
    name: "a key loses its name",
    check: "names its keys by aliases that end with the environment",
    says: ({ dataKeyArn, environment }) => [dataKeyArn, `alias/migration-data-${environment}`],
    tamper: async ({ kms, outputs }) => {
      const AliasName = `alias/${physicalName(outputs.environment, "data")}`;
      await kms.deleteAlias({ AliasName });
      return () => kms.createAlias({ AliasName, TargetKeyId: keyIdOf(outputs.dataKeyArn) });
    },
  },
  {
    name: "snapshots lose their tags",
    check: "copies its tags to snapshots",
    says: ({ environment }) => [
      `Aurora cluster migration-aurora-${environment}: CopyTagsToSnapshot is false`,
      "expected true",
    ],
    tamper: (cloud) =>
      modifyCluster(cloud, { CopyTagsToSnapshot: false }, { CopyTagsToSnapshot: true }),
  },
  {
    name: "Aurora is backed up while the replication instance is maintained",
    check: "is backed up and maintained at other times than replication is",
    says: () => ["Aurora's backup window (06:00-07:00)", "expected different times"],
    tamper: (cloud) =>
      modifyCluster(
        cloud,
        { PreferredBackupWindow: "06:00-07:00" },
        { PreferredBackupWindow: "03:00-04:00" },
      ),
  },
  {
    name: "only the database is guarded against deletion",
    check: "guards the load balancer against deletion where it guards the database",
    says: ({ loadBalancerArn }) => [loadBalancerArn, "deletion_protection.enabled", '"true"'],
    tamper: (cloud) =>
      modifyCluster(cloud, { DeletionProtection: true }, { DeletionProtection: false }),
  },
  {
    name: "an Aurora instance gets a public address",
    check: "are available, private, and named by the environment",
    says: ({ environment }) => [
      `Aurora instance migration-aurora-1-${environment}: PubliclyAccessible is true`,
      "expected false",
    ],
    tamper: async ({ rds, outputs }) => {
      const DBInstanceIdentifier = physicalName(outputs.environment, "aurora-1");
      const set = (PubliclyAccessible: boolean) =>
        rds.modifyDBInstance({ DBInstanceIdentifier, PubliclyAccessible, ApplyImmediately: true });
      await set(true);
      return () => set(false);
    },
  },
  {
    name: "Aurora takes connections without TLS",
    check: "require TLS, write a row-based binary log and the audit log, by cluster parameters",
    says: ({ environment }) => [
      `migration-aurora-${environment}`,
      "require_secure_transport",
      "expected",
    ],
    tamper: async (cloud) => {
      const set = (ParameterValue: string) =>
        cloud.rds.modifyDBClusterParameterGroup({
          DBClusterParameterGroupName: auroraName(cloud),
          Parameters: [
            {
              ParameterName: "require_secure_transport",
              ParameterValue,
              ApplyMethod: "immediate",
            },
          ],
        });
      await set("OFF");
      return () => set("ON");
    },
  },
  {
    name: "a secret is no longer rotated",
    check:
      "rotates every secret of a database user at least every 90 days, or freezes it as its phase requires",
    says: ({ environment }) => [
      `secret migration-target-${environment}: RotationEnabled is false`,
      "expected true",
    ],
    tamper: async ({ secrets, outputs }) => {
      const SecretId = outputs.dmsTargetDbSecretArn;
      const { RotationLambdaARN, RotationRules } = await secrets.describeSecret({ SecretId });
      await secrets.cancelRotateSecret({ SecretId });
      const rotation = { RotationLambdaARN, RotationRules, RotateImmediately: false };
      return () => secrets.rotateSecret({ SecretId, ...rotation });
    },
  },
  {
    name: "a secret is encrypted with AWS's own key",
    check: "encrypts every secret of a database user with a customer-managed key",
    says: ({ environment }) => [
      `secret migration-target-${environment}: KmsKeyId`,
      "expected a customer-managed key",
    ],
    tamper: async ({ secrets, outputs }) => {
      const set = (KmsKeyId: string) =>
        secrets.updateSecret({ SecretId: outputs.dmsTargetDbSecretArn, KmsKeyId });
      await set("alias/aws/secretsmanager");
      return () => set(outputs.dataKeyArn);
    },
  },
];
