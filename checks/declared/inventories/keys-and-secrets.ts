import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { at, listAt, pick, textAt, textsAt } from "../values";

const keyType = "aws:kms/key:Key";
const aliasType = "aws:kms/alias:Alias";
const secretType = "aws:secretsmanager/secret:Secret";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";
const secretPolicyType = "aws:secretsmanager/secretPolicy:SecretPolicy";
const clusterType = "aws:rds/cluster:Cluster";

const keys: Inventory = {
  name: "the keys, with the policy, the grants and the aliases of each",
  types: [keyType, aliasType],
  defaults: {
    state: "Enabled",
    isEnabled: true,
    multiRegion: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    keyUsage: "ENCRYPT_DECRYPT",
    origin: "AWS_KMS",
  },
  hidden: {
    deletionWindowInDays: "it matters when the key is deleted only",
    bypassPolicyLockoutSafetyCheck: "it matters when the policy is changed only",
  },
  emulatorHides: { rotationPeriodInDays: "the emulator does not return a key's rotation period" },
  expected: (declared) =>
    declared.of(keyType).map((key) => {
      const aliases = declared
        .of(aliasType)
        .filter(({ inputs }) => inputs["targetKeyId"] === key.id)
        .map(({ inputs }) => inputs["name"]);
      return { ...declaredThing("KMS key", key, { aliases }) };
    }),
  live: async (ask) =>
    (await Promise.all(ask.declared.ids(keyType).map((id) => keyOf(ask, id)))).flat(),
};

async function keyOf(ask: Ask, id: string): Promise<readonly Thing[]> {
  const which = ["--key-id", id] as const;
  const [described, policy, rotation, grants, aliases, tagged] = await Promise.all([
    ask.one("kms", "describe-key", ...which),
    ask.one("kms", "get-key-policy", ...which, "--policy-name", "default"),
    ask.one("kms", "get-key-rotation-status", ...which),
    ask.one("kms", "list-grants", ...which),
    ask.one("kms", "list-aliases", ...which),
    ask.one("kms", "list-resource-tags", ...which),
  ]);
  if (described === undefined) return [];
  const tags = tagsAt(tagged, "Tags", "TagKey", "TagValue");
  const values = {
    ...pick(described, {
      state: "KeyMetadata.KeyState",
      isEnabled: "KeyMetadata.Enabled",
      description: "KeyMetadata.Description",
      multiRegion: "KeyMetadata.MultiRegion",
      customerMasterKeySpec: "KeyMetadata.KeySpec",
      keyUsage: "KeyMetadata.KeyUsage",
      origin: "KeyMetadata.Origin",
    }),
    policy: at(policy, "Policy"),
    enableKeyRotation: at(rotation, "KeyRotationEnabled"),
    rotationPeriodInDays: at(rotation, "RotationPeriodInDays"),
    // Services of AWS grant themselves the use of a key for as long as they need it.
    grants: listAt(grants, "Grants")
      .filter((grant) => !isOfService(textAt(grant, "GranteePrincipal")))
      .map((grant) => ({
        to: textAt(grant, "GranteePrincipal"),
        for: textsAt(grant, "Operations"),
      })),
    aliases: at(aliases, "Aliases[].AliasName"),
    tagsAll: declarable(tags),
  };
  return [
    { id, label: `KMS key ${id} (${textAt(described, "KeyMetadata.Description")})`, tags, values },
  ];
}

/** A service of AWS, or a role that only a service can take on. */
function isOfService(principal: string): boolean {
  return /\.amazonaws\.com(\.cn)?$|:role\/aws-service-role\/|^AWS Internal/.test(principal);
}

const secrets: Inventory = {
  name: "the secrets: key, rotation, resource policy, and that none is about to be deleted",
  types: [secretType, rotationType],
  defaults: { rotationEnabled: false },
  hidden: {
    recoveryWindowInDays: "it matters when the secret is deleted only",
    rotateImmediately: "it matters when the rotation is declared only",
    forceOverwriteReplicaSecret: "it matters when the secret is changed only",
    secretId: "it is the secret",
  },
  expected: (declared) =>
    declared.of(secretType).map((secret) => {
      const [rotation] = declared.of(rotationType).filter(({ id }) => id === secret.id);
      const [policy] = declared
        .of(secretPolicyType)
        .filter(({ inputs }) => inputs["secretArn"] === secret.id);
      return declaredThing("secret", secret, {
        ...rotation?.inputs,
        policy: policy?.inputs["policy"] ?? secret.inputs["policy"],
        rotationEnabled: rotation !== undefined,
      });
    }),
  live: async (ask) =>
    (await Promise.all(ask.declared.ids(secretType).map((id) => secretOf(ask, id)))).flat(),
};

async function secretOf(ask: Ask, arn: string): Promise<readonly Thing[]> {
  const which = ["--secret-id", arn] as const;
  const [described, policy] = await Promise.all([
    ask.one("secretsmanager", "describe-secret", ...which),
    ask.one("secretsmanager", "get-resource-policy", ...which),
  ]);
  if (described === undefined) return [];
  const tags = tagsAt(described);
  const isRotated = at(described, "RotationEnabled") === true;
  const values = {
    ...pick(described, {
      name: "Name",
      description: "Description",
      kmsKeyId: "KmsKeyId",
      deletedSince: "DeletedDate",
      replicas: "ReplicationStatus[].Region",
    }),
    rotationEnabled: isRotated,
    rotationLambdaArn: isRotated ? at(described, "RotationLambdaARN") : undefined,
    rotationRules: isRotated
      ? pick(described, {
          automaticallyAfterDays: "RotationRules.AutomaticallyAfterDays",
          duration: "RotationRules.Duration",
          scheduleExpression: "RotationRules.ScheduleExpression",
        })
      : undefined,
    policy: at(policy, "ResourcePolicy"),
    tagsAll: declarable(tags),
  };
  return [{ id: arn, label: `secret ${textAt(described, "Name")}`, tags, values }];
}

/** The administrator's secret, which RDS makes and nobody declares. */
const administratorSecret: Inventory = {
  name: "the secret of the Aurora administrator, without a policy and not about to be deleted",
  types: [clusterType],
  expected: (declared) =>
    declared.of(clusterType).flatMap(({ inputs, outputs }) =>
      textsAt(outputs, "masterUserSecrets[].secretArn").map((arn) => ({
        id: arn,
        label: `secret ${arn}`,
        values: { kmsKeyId: inputs["masterUserSecretKmsKeyId"] },
      })),
    ),
  live: async (ask) => {
    const arns = ask.declared
      .of(clusterType)
      .flatMap(({ outputs }) => textsAt(outputs, "masterUserSecrets[].secretArn"));
    const found = (await Promise.all(arns.map((arn) => secretOf(ask, arn)))).flat();
    return found.map((thing) => {
      const { kmsKeyId, policy, deletedSince, replicas } = thing.values;
      return { ...thing, values: { kmsKeyId, policy, deletedSince, replicas } };
    });
  },
};

export const keyAndSecretInventories = [keys, secrets, administratorSecret];
