import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { frozenRotationDays, isFrozen, isPhase } from "../../lib/phases";
import { functionNetworkOf, secretOf } from "../live/secretsmanager";
import { checksOf, type Deployment, properties } from "../check";
import {
  allProblems,
  between,
  differences,
  everyOne,
  Expectation,
  ofEach,
  present,
  sameMembers,
  unless,
} from "../expectations";

const check = checksOf("Secrets");

/** AWS counts a secret that is older as not rotated (control SecretsManager.4). */
const maxRotationDays = 90;

const rotation = properties<aws.secretsmanager.SecretRotationArgs>(
  "aws:secretsmanager/secretRotation:SecretRotation",
  "secretId",
  "rotationRules",
);

/** The outputs that lead to the secrets of the users of DMS. */
export const databaseSecretOutputs = ["onPremisesDbSecretArns", "dmsTargetDbSecretArn"] as const;

/** Those of the way back, and what decides how long a password is held. */
export const phasedSecretOutputs = [
  "dmsReverseSourceDbSecretArn",
  "dmsReverseTargetDbSecretArns",
  "phase",
  "migrationPhases",
] as const;

type WithDatabaseSecrets = Deployment<
  (typeof databaseSecretOutputs)[number],
  (typeof phasedSecretOutputs)[number]
>;

const customerManaged = new Expectation(
  "a customer-managed key",
  (key) => typeof key === "string" && !key.includes("alias/aws/"),
);

export const secretChecks = [
  check({
    name: "rotates every secret of a database user at least every 90 days, or freezes it as its phase requires",
    outputs: databaseSecretOutputs,
    optionalOutputs: phasedSecretOutputs,
    verifies: [
      ...rotation,
      ...properties<aws.secretsmanager.SecretRotationArgs>(
        "aws:secretsmanager/secretRotation:SecretRotation",
        "rotationLambdaArn",
      ),
    ],
    controls: ["SecretsManager.1", "SecretsManager.4"],
    run: async (deployment) =>
      ofEach("secret of a database user", await secretsOf(deployment), ({ secret, maxDays }) => [
        ...differences(`secret ${secret.Name}`, secret, {
          RotationEnabled: true,
          RotationLambdaARN: present,
        }),
        ...intervalProblems(secret, maxDays),
      ]),
  }),
  check({
    name: "leaves the secret of the Aurora administrator to RDS, under the key of the data",
    outputs: ["auroraDbSecretArn", "dataKeyArn"],
    verifies: properties<aws.rds.ClusterArgs>(
      "aws:rds/cluster:Cluster",
      "manageMasterUserPassword",
      "masterUserSecretKmsKeyId",
    ),
    run: async ({ outputs, aws }) => {
      const secret = await secretOf(aws, outputs.auroraDbSecretArn);
      return differences(`secret ${secret.Name}`, secret, {
        OwningService: "rds",
        KmsKeyId: outputs.dataKeyArn,
      });
    },
  }),
  check({
    name: "has RDS rotate the secret of the Aurora administrator",
    outputs: ["auroraDbSecretArn"],
    verifies: properties<aws.rds.ClusterArgs>(
      "aws:rds/cluster:Cluster",
      "manageMasterUserPassword",
    ),
    controls: ["SecretsManager.1", "SecretsManager.4"],
    run: async ({ outputs, aws }) => {
      const secret = await secretOf(aws, outputs.auroraDbSecretArn);
      return [
        ...differences(`secret ${secret.Name}`, secret, { RotationEnabled: true }),
        ...intervalProblems(secret),
      ];
    },
  }),
  check({
    name: "encrypts every secret of a database user with a customer-managed key",
    outputs: databaseSecretOutputs,
    optionalOutputs: phasedSecretOutputs,
    verifies: properties<aws.secretsmanager.SecretArgs>(
      "aws:secretsmanager/secret:Secret",
      "kmsKeyId",
    ),
    run: async (deployment) =>
      ofEach("secret of a database user", await secretsOf(deployment), ({ secret }) =>
        differences(`secret ${secret.Name}`, secret, { KmsKeyId: customerManaged }),
      ),
  }),
  check({
    name: "encrypts the secrets that it makes with the key of the data",
    outputs: [...databaseSecretOutputs, "dataKeyArn"],
    optionalOutputs: phasedSecretOutputs,
    verifies: properties<aws.secretsmanager.SecretArgs>(
      "aws:secretsmanager/secret:Secret",
      "name",
      "kmsKeyId",
    ),
    run: async (deployment) =>
      (await ownSecretsOf(deployment)).flatMap(({ secret }) =>
        differences(`secret ${secret.Name}`, secret, { KmsKeyId: deployment.outputs.dataKeyArn }),
      ),
  }),
  check({
    name: "rotates the secrets that it makes from inside the private subnets",
    outputs: [...databaseSecretOutputs, "privateSubnetIds"],
    optionalOutputs: phasedSecretOutputs,
    verifies: properties<aws.serverlessrepository.CloudFormationStackArgs>(
      "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
      "parameters",
    ),
    controls: ["Lambda.3", "Lambda.5"],
    run: async (deployment) => {
      const problems = (await ownSecretsOf(deployment)).map(async ({ secret }) => {
        const network = await functionNetworkOf(deployment.aws, secret.RotationLambdaARN ?? "none");
        return differences(`rotation function of secret ${secret.Name}`, network, {
          SubnetIds: sameMembers(deployment.outputs.privateSubnetIds),
          SecurityGroupIds: everyOne(present),
        });
      });
      return allProblems(problems);
    },
  }),
  check({
    name: "gives every secret of a database user a value",
    outputs: databaseSecretOutputs,
    optionalOutputs: phasedSecretOutputs,
    verifies: properties<aws.secretsmanager.SecretVersionArgs>(
      "aws:secretsmanager/secretVersion:SecretVersion",
      "secretId",
    ),
    run: async (deployment) =>
      ofEach("secret of a database user", await secretsOf(deployment), ({ secret }) =>
        unless(
          Object.values(secret.VersionIdsToStages).flat().includes("AWSCURRENT"),
          `secret ${secret.Name}: has no current version, expected one`,
        ),
      ),
  }),
  check({
    name: "names the first source's secret among those of all sources",
    outputs: ["onPremisesDbSecretArn", "onPremisesDbSecretArns"],
    verifies: [],
    run: ({ outputs }) =>
      Promise.resolve(
        unless(
          Object.values(outputs.onPremisesDbSecretArns).includes(outputs.onPremisesDbSecretArn),
          `onPremisesDbSecretArn: is ${outputs.onPremisesDbSecretArn}, expected one of onPremisesDbSecretArns`,
        ),
      ),
  }),
];

/** The secrets of the DMS users, by the database that they open, such as `source-orders`. */
async function secretsOf({ outputs, aws }: WithDatabaseSecrets) {
  const maxDays = longestHold(outputs);
  const { dmsReverseSourceDbSecretArn: back, dmsReverseTargetDbSecretArns = {} } = outputs;
  const secrets = [
    ...named("source", outputs.onPremisesDbSecretArns, maxDays),
    { purpose: "target", arn: outputs.dmsTargetDbSecretArn, maxDays },
    ...(back === undefined ? [] : [{ purpose: "back", arn: back, maxDays: frozenRotationDays }]),
    ...named("back", dmsReverseTargetDbSecretArns, frozenRotationDays),
  ];
  return Promise.all(
    secrets.map(async ({ arn, ...about }) => ({ ...about, secret: await secretOf(aws, arn) })),
  );
}

function named(prefix: string, arns: Readonly<Record<string, string>>, maxDays: number) {
  return Object.entries(arns).map(([name, arn]) => ({
    purpose: `${prefix}-${name}`,
    arn,
    maxDays,
  }));
}

/** Days that the password of a source or of Aurora may be held: all are, while any migration holds one. */
function longestHold({ phase, migrationPhases }: WithDatabaseSecrets["outputs"]): number {
  const found = Object.values(migrationPhases ?? {});
  const sharing = (found.length > 0 ? found : [phase]).filter(isPhase);
  return isFrozen(sharing) ? frozenRotationDays : maxRotationDays;
}

/** Those secrets that the stack made: the others were there, under names of their own. */
export async function ownSecretsOf(deployment: WithDatabaseSecrets) {
  return (await secretsOf(deployment)).filter(
    ({ purpose, secret }) => secret.Name === physicalName(deployment.environment, purpose),
  );
}

/** A schedule is as good as a number of days, when it is not longer; it may be hours. */
function intervalProblems(
  { Name, RotationRules }: Awaited<ReturnType<typeof secretOf>>,
  maxDays = maxRotationDays,
): string[] {
  const { ScheduleExpression, AutomaticallyAfterDays } = RotationRules ?? {};
  if (ScheduleExpression !== undefined) {
    const days = longestGapDays(ScheduleExpression);
    return unless(
      days <= maxDays,
      `rotation of secret ${Name}: ScheduleExpression is "${ScheduleExpression}", expected a rate() or cron() of at most ${maxDays} days`,
    );
  }
  return differences(
    `rotation of secret ${Name}`,
    { AutomaticallyAfterDays },
    { AutomaticallyAfterDays: between(1, maxDays) },
  );
}

/** The most days between two runs of a schedule. A cron() of every month runs within 31 days. */
function longestGapDays(expression: string): number {
  const [, amount, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(expression) ?? [];
  if (amount !== undefined) return unit === "day" ? Number(amount) : Number(amount) / 24;
  return /^cron\(\S+ \S+ \S+ \* \S+ \*\)$/.test(expression) ? 31 : Infinity;
}
