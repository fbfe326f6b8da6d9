import { type Cloud, openPolicy } from "../cloud";
import { type Undo } from "../changes";
import {
  alwaysStatement,
  declaredOf,
  foreignAccount,
  foreignStatement,
  tamperings,
  withStatement,
} from "./row";

const roleType = "aws:iam/role:Role";
const keyType = "aws:kms/key:Key";
const secretType = "aws:secretsmanager/secret:Secret";
const rotationType = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";

type Known = Pick<Cloud, "declared" | "outputs">;

const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const roleId = (cloud: Known, name: RegExp) => declaredOf(cloud, roleType, name).id;

function attach(name: RegExp, PolicyArn = admin) {
  return async (cloud: Cloud): Promise<Undo> => {
    const policy = { RoleName: roleId(cloud, name), PolicyArn };
    await cloud.iam.attachRolePolicy(policy);
    return () => cloud.iam.detachRolePolicy(policy);
  };
}

function inline(name: RegExp, PolicyName = "more") {
  return async (cloud: Cloud): Promise<Undo> => {
    const policy = { RoleName: roleId(cloud, name), PolicyName };
    await cloud.iam.putRolePolicy({ ...policy, PolicyDocument: openPolicy });
    return () => cloud.iam.deleteRolePolicy(policy);
  };
}

function trust(name: RegExp, change: (policy: string) => string) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { id: RoleName, inputs } = declaredOf(cloud, roleType, name);
    const own = String(inputs["assumeRolePolicy"]);
    const set = (PolicyDocument: string) =>
      cloud.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument });
    await set(change(own));
    return () => set(own);
  };
}

const everybody = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };

/** The roles of the stack by their names in the program. */
const someRoles = [
  /source-.*-access/,
  /target-access/,
  /assessments/,
  /flow-logs|network/,
  /monitoring/,
];

const roles = tamperings("the roles, with the trust, the policies and the boundary of each", [
  ...someRoles.map((name) => ({
    name: `the role ${name.source} is made an administrator`,
    says: (cloud: Known) => [`IAM role ${roleId(cloud, name)}: attachedPolicies`, admin],
    tamper: attach(name),
  })),
  ...someRoles.map((name) => ({
    name: `the role ${name.source} may do everything by a policy of its own`,
    says: (cloud: Known) => [`IAM role ${roleId(cloud, name)}: inlinePolicies`, "expected"],
    tamper: inline(name),
  })),
  ...someRoles.map((name) => ({
    name: `everybody may take on the role ${name.source}`,
    says: (cloud: Known) => [
      `IAM role ${roleId(cloud, name)}: assumeRolePolicy.Statement has`,
      '"AWS":["*"]',
    ],
    tamper: trust(name, (policy) => withStatement(policy, everybody)),
  })),
  {
    name: "dms-vpc-role trusts everybody",
    says: ["IAM role dms-vpc-role: assumeRolePolicy.Statement has", '"AWS":["*"]'],
    tamper: trust(/dms-vpc-role/, (policy) => withStatement(policy, everybody)),
  },
  {
    name: "dms-vpc-role may do more",
    says: ["IAM role dms-vpc-role: attachedPolicies has", admin],
    tamper: attach(/dms-vpc-role/),
  },
  {
    name: "the trust of the target's role is for another account",
    says: (cloud) => [
      `IAM role ${roleId(cloud, /target-access/)}: assumeRolePolicy`,
      foreignAccount,
    ],
    tamper: trust(/target-access/, (policy) => policy.replace(/"\d{12}"/, `"${foreignAccount}"`)),
  },
  {
    name: "a condition on the trust of a source's role is gone",
    says: (cloud) => [
      `IAM role ${roleId(cloud, /source-.*-access/)}: assumeRolePolicy.Statement[].Condition is absent`,
    ],
    tamper: trust(/source-.*-access/, (policy) => {
      const document = JSON.parse(policy) as { Statement: { Condition?: object }[] };
      for (const statement of document.Statement) delete statement.Condition;
      return JSON.stringify(document);
    }),
  },
  {
    name: "the flow logs' role loses its permission",
    says: (cloud) => [
      `IAM role ${String(declaredOf(cloud, "aws:iam/rolePolicy:RolePolicy", /flow|network/).inputs["role"])}: inlinePolicies is absent`,
      "expected",
    ],
    tamper: async ({ iam, declared }) => {
      const { inputs } = declaredOf({ declared }, "aws:iam/rolePolicy:RolePolicy", /flow|network/);
      const policy = { RoleName: String(inputs["role"]), PolicyName: String(inputs["name"]) };
      await iam.deleteRolePolicy(policy);
      return () => iam.putRolePolicy({ ...policy, PolicyDocument: String(inputs["policy"]) });
    },
  },
  {
    name: "a role's session may last twelve hours",
    says: (cloud) => [
      `IAM role ${roleId(cloud, /monitoring/)}: maxSessionDuration is "43200"`,
      'expected "3600"',
    ],
    tamper: async (cloud) => {
      const { id: RoleName, inputs } = declaredOf(cloud, roleType, /monitoring/);
      const Description = String(inputs["description"]);
      const set = (MaxSessionDuration: number) =>
        cloud.iam.updateRole({ RoleName, Description, MaxSessionDuration });
      await set(43_200);
      return () => set(3_600);
    },
  },
  {
    name: "a role has a permissions boundary",
    says: (cloud) => [`IAM role ${roleId(cloud, /monitoring/)}: permissionsBoundary is`, admin],
    tamper: async (cloud) => {
      const RoleName = roleId(cloud, /monitoring/);
      await cloud.iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: admin });
      return () => cloud.iam.deleteRolePermissionsBoundary({ RoleName });
    },
  },
  {
    name: "a role with a name of the environment is made by hand",
    says: ({ outputs }) => [
      `IAM role migration-helper-${outputs.environment}: is there with`,
      "made by hand",
    ],
    tamper: async ({ iam, outputs }) => {
      const RoleName = `migration-helper-${outputs.environment}`;
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [everybody],
      });
      await iam.createRole({ RoleName, AssumeRolePolicyDocument });
      return () => iam.deleteRole({ RoleName });
    },
  },
]);

const functionName = (cloud: Known) =>
  (declaredOf(cloud, rotationType).inputs["parameters"] as Record<string, string>)[
    "functionName"
  ] ?? "";

const functions = tamperings("the rotation functions: where each runs, and who may call it", [
  {
    name: "everybody may call a rotation function",
    says: (cloud) => [
      `rotation function ${functionName(cloud)}: foreignCallers is`,
      "lambda:InvokeFunction",
      "expected absent",
    ],
    tamper: async (cloud) => {
      const FunctionName = functionName(cloud);
      const StatementId = "everybody";
      await cloud.lambda.addPermission({
        FunctionName,
        StatementId,
        Action: "lambda:InvokeFunction",
        Principal: "*",
      });
      return () => cloud.lambda.removePermission({ FunctionName, StatementId });
    },
  },
]);

function keyPolicy(name: RegExp, change: (policy: string) => string) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { id: KeyId, inputs } = declaredOf(cloud, keyType, name);
    const own = String(inputs["policy"]);
    const set = (Policy: string) =>
      cloud.kms.putKeyPolicy({ KeyId, PolicyName: "default", Policy });
    await set(change(own));
    return () => set(own);
  };
}

const keyLabel = (cloud: Known, name: RegExp) => `KMS key ${declaredOf(cloud, keyType, name).id}`;

const keys = tamperings(
  "the keys, with the policy, the grants and the aliases of each",
  [/data/, /logs/].flatMap((name) => [
    {
      name: `another account may use the key of ${name.source}`,
      says: (cloud: Known) => [keyLabel(cloud, name), "policy.Statement", foreignAccount],
      tamper: keyPolicy(name, (policy) => withStatement(policy, foreignStatement)),
    },
    {
      name: `everybody may use the key of ${name.source}, under a condition that always holds`,
      says: (cloud: Known) => [keyLabel(cloud, name), "policy.Statement", "aws:PrincipalArn"],
      tamper: keyPolicy(name, (policy) => withStatement(policy, alwaysStatement)),
    },
    {
      name: `the account may no longer administer the key of ${name.source}`,
      says: (cloud: Known) => [keyLabel(cloud, name), "policy.Statement"],
      tamper: keyPolicy(name, (policy) => policy.replaceAll(/:root"/g, ':user/one"')),
    },
    {
      name: `the key of ${name.source} is granted to a user`,
      says: (cloud: Known) => [keyLabel(cloud, name), "grants is", ":user/mallory"],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const KeyId = declaredOf(cloud, keyType, name).id;
        const { GrantId } = await cloud.kms.createGrant({
          KeyId,
          GranteePrincipal: "arn:aws:iam::123456789012:user/mallory",
          Operations: ["Decrypt"],
        });
        return () => cloud.kms.revokeGrant({ KeyId, GrantId });
      },
    },
    {
      name: `the key of ${name.source} is no longer rotated`,
      says: (cloud: Known) => [keyLabel(cloud, name), 'enableKeyRotation is "false"', '"true"'],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const KeyId = declaredOf(cloud, keyType, name).id;
        await cloud.kms.disableKeyRotation({ KeyId });
        return () => cloud.kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 365 });
      },
    },
    {
      name: `the key of ${name.source} is disabled`,
      says: (cloud: Known) => [keyLabel(cloud, name), 'state is "Disabled"', 'expected "Enabled"'],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const KeyId = declaredOf(cloud, keyType, name).id;
        await cloud.kms.disableKey({ KeyId });
        return () => cloud.kms.enableKey({ KeyId });
      },
    },
    {
      name: `the key of ${name.source} is about to be deleted`,
      says: (cloud: Known) => [keyLabel(cloud, name), 'state is "PendingDeletion"'],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const KeyId = declaredOf(cloud, keyType, name).id;
        await cloud.kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
        return async () => {
          await cloud.kms.cancelKeyDeletion({ KeyId });
          await cloud.kms.enableKey({ KeyId });
        };
      },
    },
    {
      name: `the key of ${name.source} has one more alias`,
      says: (cloud: Known) => [keyLabel(cloud, name), 'aliases has "alias/more-'],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const TargetKeyId = declaredOf(cloud, keyType, name).id;
        const AliasName = `alias/more-${name.source}`;
        await cloud.kms.createAlias({ AliasName, TargetKeyId });
        return () => cloud.kms.deleteAlias({ AliasName });
      },
    },
    {
      name: `the key of ${name.source} is described otherwise`,
      says: (cloud: Known) => [keyLabel(cloud, name), 'description is "x"'],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const { id: KeyId, inputs } = declaredOf(cloud, keyType, name);
        await cloud.kms.updateKeyDescription({ KeyId, Description: "x" });
        const Description = String(inputs["description"]);
        return () => cloud.kms.updateKeyDescription({ KeyId, Description });
      },
    },
  ]),
);

const secretLabel = (cloud: Known) => `secret ${String(secret(cloud).inputs["name"])}`;
const secret = (cloud: Pick<Cloud, "declared">) => declaredOf(cloud, secretType, /target/);

const secrets = tamperings(
  "the secrets: key, rotation, resource policy, and that none is about to be deleted",
  [
    {
      name: "everybody may read a secret",
      says: (cloud) => [`${secretLabel(cloud)}: policy is`, '"AWS":["*"]', "expected absent"],
      tamper: async (cloud) => {
        const SecretId = secret(cloud).id;
        await cloud.secrets.putResourcePolicy({ SecretId, ResourcePolicy: openPolicy });
        return () => cloud.secrets.deleteResourcePolicy({ SecretId });
      },
    },
    {
      name: "a secret is about to be deleted",
      says: (cloud) => [`${secretLabel(cloud)}: deletedSince is`, "expected absent"],
      tamper: async (cloud) => {
        const SecretId = secret(cloud).id;
        await cloud.secrets.deleteSecret({ SecretId, RecoveryWindowInDays: 7 });
        return () => cloud.secrets.restoreSecret({ SecretId });
      },
    },
    {
      name: "a secret is no longer rotated",
      says: (cloud) => [`${secretLabel(cloud)}: rotationEnabled is "false"`, 'expected "true"'],
      tamper: async (cloud) => {
        const { id: SecretId } = secret(cloud);
        const type = "aws:secretsmanager/secretRotation:SecretRotation";
        const rotation = cloud.declared.of(type).find(({ id }) => id === SecretId)!;
        await cloud.secrets.cancelRotateSecret({ SecretId });
        return () =>
          cloud.secrets.rotateSecret({
            SecretId,
            RotateImmediately: false,
            RotationLambdaARN: String(rotation.inputs["rotationLambdaArn"]),
            RotationRules: { AutomaticallyAfterDays: 30 },
          });
      },
    },
    {
      name: "a secret is rotated once a year only",
      says: (cloud) => [
        `${secretLabel(cloud)}: rotationRules.automaticallyAfterDays is "365"`,
        'expected "30"',
      ],
      tamper: async (cloud) => {
        const { id: SecretId } = secret(cloud);
        const type = "aws:secretsmanager/secretRotation:SecretRotation";
        const rotation = cloud.declared.of(type).find(({ id }) => id === SecretId)!;
        const set = (AutomaticallyAfterDays: number) =>
          cloud.secrets.rotateSecret({
            SecretId,
            RotateImmediately: false,
            RotationLambdaARN: String(rotation.inputs["rotationLambdaArn"]),
            RotationRules: { AutomaticallyAfterDays },
          });
        await set(365);
        return () => set(30);
      },
    },
    {
      name: "a secret has another description",
      says: (cloud) => [`${secretLabel(cloud)}: description is "x"`],
      tamper: async (cloud) => {
        const { id: SecretId, inputs } = secret(cloud);
        await cloud.secrets.updateSecret({ SecretId, Description: "x" });
        const Description = String(inputs["description"]);
        return () => cloud.secrets.updateSecret({ SecretId, Description });
      },
    },
    {
      name: "a secret loses its tags",
      says: (cloud) => [`${secretLabel(cloud)}: tagsAll.Owner is absent`],
      tamper: async (cloud) => {
        const { id: SecretId, inputs } = secret(cloud);
        const tags = inputs["tagsAll"] as Record<string, string>;
        await cloud.secrets.untagResource({ SecretId, TagKeys: ["Owner"] });
        const Tags = [{ Key: "Owner", Value: tags["Owner"] }];
        return () => cloud.secrets.tagResource({ SecretId, Tags });
      },
    },
  ],
);

const administrator = tamperings(
  "the secret of the Aurora administrator, without a policy and not about to be deleted",
  [
    {
      name: "everybody may read the administrator's secret",
      says: ["secret ", "policy is", '"AWS":["*"]', "expected absent"],
      tamper: async ({ secrets: manager, outputs }) => {
        const SecretId = outputs.auroraDbSecretArn;
        await manager.putResourcePolicy({ SecretId, ResourcePolicy: openPolicy });
        return () => manager.deleteResourcePolicy({ SecretId });
      },
    },
  ],
);

export const declaredIdentityTamperings = [
  ...roles,
  ...functions,
  ...keys,
  ...secrets,
  ...administrator,
];
