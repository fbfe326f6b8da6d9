import { add, all, at, each, type Mutations } from "../support/mutate";
import { openPolicies } from "./documents";

const cluster = at("rds.Cluster", "database");
const source = at("dms.Endpoint", "dms-source-erp");
const target = at("dms.Endpoint", "dms-target");
const secret = at("secretsmanager.Secret", "dms-target");
const rotation = at("secretsmanager.SecretRotation", "dms-target");
const application = at("serverlessrepository.CloudFormationStack", "dms-target");
const key = at("kms.Key", "encryption-data");
const vpn = at("ec2.VpnConnection", "network-vpn");
const failures = at("cloudwatch.EventRule", "observability-rotation-failed");
const hook = at("cloudwatch.EventTarget", "observability-rotation-failed");
/** The alarms on the functions' errors, each of which would do in place of the event rule. */
const noFunctionAlarms = all(
  ...["source-erp", "source-crm", "target"].map((purpose) =>
    at("cloudwatch.MetricAlarm", `observability-${purpose}-rotation-failed-warning`).drop(),
  ),
);
/** Of this rule a first preview does not know whether it hears failures. */
const unclear = at("cloudwatch.EventRule", "observability-secret-rotated").drop();
const unheard = all(noFunctionAlarms, unclear);
const fresh = at("secretsmanager.Secret", "added");

const rules = (rotationRules: object) => rotation.set({ rotationRules });
const password = "not-a-real-password";

/** A rotation function of the stack's own, instead of the published one. */
const ownFunction = (properties: object) =>
  all(
    add("lambda.Function", "added", {
      runtime: "python3.14",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
      deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:444455556666:failed" },
      reservedConcurrentExecutions: 1,
      ...properties,
    }),
    rotation.set({ rotationLambdaArn: at("lambda.Function", "added") }),
  );

const permission = (properties: object) =>
  add("lambda.Permission", "added", {
    action: "lambda:InvokeFunction",
    function: "rotate",
    ...properties,
  });

export const rotationRules: Mutations = {
  "aurora-managed-password": {
    "a password that is not managed": cluster.set({ manageMasterUserPassword: false }),
    "nothing said": cluster.remove("manageMasterUserPassword"),
    "a literal password": cluster.set({
      manageMasterUserPassword: undefined,
      masterPassword: password,
    }),
    "a write-only password": cluster.set({
      manageMasterUserPassword: false,
      masterPasswordWo: password,
    }),
  },
  "dms-endpoint-uses-secret": {
    "a password": source.set({ password }),
    "a user name": source.set({ username: "dms" }),
    "no secret": source.remove("secretsManagerArn"),
    "no role for the secret": target.remove("secretsManagerAccessRoleArn"),
  },
  "dms-secret-is-rotated": {
    "a secret without a rotation": rotation.drop(),
    "another secret, which has none": all(
      add("secretsmanager.Secret", "added", { kmsKeyId: key }),
      source.set({ secretsManagerArn: fresh }),
    ),
    "a rotation of another secret": rotation.set({
      secretId: at("secretsmanager.Secret", "dms-source-erp"),
    }),
  },
  "kms-rotation": {
    "no rotation": key.set({ enableKeyRotation: false }),
    "nothing said of rotation": key.remove("enableKeyRotation"),
    "a rotation as text": key.set({ enableKeyRotation: "false" }),
    "seven years": key.set({ rotationPeriodInDays: 2560 }),
    "a day too many, as text": key.set({ rotationPeriodInDays: "366" }),
  },
  "no-static-iam-keys": {
    "a user": add("iam.User", "added"),
    "an access key": add("iam.AccessKey", "added", { user: "ci" }),
  },
  "rotation-failure-alarm": {
    "no event rule": all(unheard, failures.drop()),
    "no target": all(unheard, hook.drop()),
    "a pattern that misses failures": all(
      unheard,
      failures.set({ eventPattern: '{"detail":{"eventName":["RotationSucceeded"]}}' }),
    ),
    "a rule that is disabled": all(unheard, failures.set({ state: "DISABLED" })),
    "a rule that is not enabled": all(unheard, failures.set({ isEnabled: false })),
  },
  "rotation-lambda-hardened": {
    ...each(
      ["vpcSubnetIds", "vpcSecurityGroupIds"],
      (parameter) => `a published function without ${parameter}`,
      (parameter) =>
        application.edit<object>("parameters", (given) => ({ ...given, [parameter]: null })),
    ),
    "a function outside of the VPC": ownFunction({ vpcConfig: undefined }),
    "a function in one subnet": ownFunction({ vpcConfig: { subnetIds: ["subnet-1"] } }),
    "a function that forgets failures": ownFunction({ deadLetterConfig: undefined }),
    "a function without concurrency": ownFunction({ reservedConcurrentExecutions: 0 }),
    "a function with unbounded concurrency": ownFunction({ reservedConcurrentExecutions: -1 }),
    "a secret in the environment": ownFunction({
      environment: { variables: { DB_PASSWORD: password } },
    }),
    "an old runtime": ownFunction({ runtime: "python3.8" }),
  },
  "rotation-lambda-permission-scoped": {
    everybody: permission({ principal: "*" }),
    "a service on behalf of any account": permission({ principal: "secretsmanager.amazonaws.com" }),
    "no principal": permission({}),
  },
  "secret-cmk": {
    "no key": secret.remove("kmsKeyId"),
    "AWS's own key": secret.set({ kmsKeyId: "alias/aws/secretsmanager" }),
    "AWS's own key by ARN": secret.set({
      kmsKeyId: "arn:aws:kms:us-east-1:444455556666:alias/aws/secretsmanager",
    }),
    "a new secret without a key": add("secretsmanager.Secret", "added"),
  },
  "secret-policy-not-public": {
    ...openPolicies("secretsmanager:GetSecretValue", (policy) => secret.set({ policy })),
    "a policy of its own": add("secretsmanager.SecretPolicy", "added", {
      secretArn: secret,
      policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    }),
    "a text that is no policy": secret.set({ policy: "{" }),
  },
  "secret-recovery-window": each(
    [0, 7, 29, "7"],
    (days) => `${JSON.stringify(days)} days`,
    (recoveryWindowInDays) => secret.set({ recoveryWindowInDays }),
  ),
  "secret-rotation-configured": {
    "no rotation": rotation.drop(),
    "a new secret": add("secretsmanager.Secret", "added", { kmsKeyId: key }),
    "a rotation of another secret": rotation.set({
      secretId: at("secretsmanager.Secret", "dms-source-erp"),
    }),
  },
  "secret-rotation-interval": {
    ...each(
      [
        { automaticallyAfterDays: 31 },
        { automaticallyAfterDays: "365" },
        { scheduleExpression: "rate(60 days)" },
        { scheduleExpression: "cron(0 3 1 */3 ? *)" },
        { scheduleExpression: "whenever" },
        { duration: "2h" },
      ],
      (given) => JSON.stringify(given),
      rules,
    ),
    "no rules": rotation.remove("rotationRules"),
    "a rotation that is switched off": rotation.set({ rotationEnabled: false }),
  },
  "secret-rotation-window": {
    "the maintenance window": rules({ scheduleExpression: "cron(0 5 ? * SUN *)", duration: "1h" }),
    "the backup window": rules({ scheduleExpression: "cron(30 1 ? * * *)", duration: "2h" }),
  },
  "vpn-psk-not-literal": each(
    [1, 2],
    (tunnel) => `a literal key of tunnel ${tunnel}`,
    (tunnel) =>
      vpn.set({ [`tunnel${tunnel}PresharedKey`]: password, presharedKeyStorage: "Standard" }),
  ),
};
