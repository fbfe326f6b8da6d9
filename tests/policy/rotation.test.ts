import { auroraManagedPassword } from "../../policy-pack/policies/rotation/aurora-managed-password";
import { dmsEndpointUsesSecret } from "../../policy-pack/policies/rotation/dms-endpoint-uses-secret";
import { dmsSecretIsRotated } from "../../policy-pack/policies/rotation/dms-secret-is-rotated";
import { kmsRotation } from "../../policy-pack/policies/rotation/kms-rotation";
import { noStaticIamKeys } from "../../policy-pack/policies/rotation/no-static-iam-keys";
import { rotationFailureAlarm } from "../../policy-pack/policies/rotation/rotation-failure-alarm";
import { rotationLambdaHardened } from "../../policy-pack/policies/rotation/rotation-lambda-hardened";
import { rotationLambdaPermissionScoped } from "../../policy-pack/policies/rotation/rotation-lambda-permission-scoped";
import { secretCmk } from "../../policy-pack/policies/rotation/secret-cmk";
import { secretPolicyNotPublic } from "../../policy-pack/policies/rotation/secret-policy-not-public";
import { secretRecoveryWindow } from "../../policy-pack/policies/rotation/secret-recovery-window";
import { secretRotationConfigured } from "../../policy-pack/policies/rotation/secret-rotation-configured";
import { secretRotationInterval } from "../../policy-pack/policies/rotation/secret-rotation-interval";
import { secretRotationWindow } from "../../policy-pack/policies/rotation/secret-rotation-window";
import { vpnPskNotLiteral } from "../../policy-pack/policies/rotation/vpn-psk-not-literal";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const secret = (props = {}) => draft("secretsmanager.Secret", "db", props);
const version = draft("secretsmanager.SecretVersion", "value", { secretId: ref("db") });
const rotation = (rotationRules: object = { automaticallyAfterDays: 30 }, props = {}) =>
  draft("secretsmanager.SecretRotation", "rotation", {
    secretId: ref("db"),
    rotationRules,
    ...props,
  });
const alone = (rotationRules: unknown, props = {}) =>
  draft("secretsmanager.SecretRotation", "rotation", { rotationRules, ...props });

describeRule(secretRotationConfigured, {
  compliant: {
    "a rotation of the secret": [secret(), rotation()],
    "a rotation through the secret's version": [
      secret(),
      version,
      draft("secretsmanager.SecretRotation", "rotation", { secretId: ref("value") }),
    ],
  },
  violations: {
    "a secret without one": [[secret()], /no rotation refers/],
    "a rotation of another secret": [
      [secret(), draft("secretsmanager.Secret", "other"), rotation({}, { secretId: ref("other") })],
      /no rotation refers/,
    ],
  },
});

describeRule(secretRotationInterval, {
  compliant: {
    "thirty days": [alone({ automaticallyAfterDays: 30 })],
    "a rate in hours": [alone({ scheduleExpression: "rate(12 hours)" })],
    "the first Sunday of each month, within 35 days": [
      alone({ scheduleExpression: "rate(30 days)" }),
    ],
    "every Sunday night": [alone({ scheduleExpression: "cron(0 3 ? * SUN *)" })],
    "the first and fifteenth of each month": [
      alone({ scheduleExpression: "cron(0 3 1,15 * ? *)" }),
    ],
  },
  violations: {
    "ninety days": [[alone({ automaticallyAfterDays: 90 })], /90 days pass .*30 are allowed/],
    "a slow rate": [[alone({ scheduleExpression: "rate(31 days)" })], /31 days/],
    "the first of each month, which may be 31 days later": [
      [alone({ scheduleExpression: "cron(0 3 1 * ? *)" })],
      /31 days/,
    ],
    "the first Monday of each month": [
      [alone({ scheduleExpression: "cron(0 3 ? * 2#1 *)" })],
      /35 days/,
    ],
    "once a year": [[alone({ scheduleExpression: "cron(0 3 1 JAN ? *)" })], /366 days/],
    "no schedule": [[alone({})], /no schedule/],
    "an unreadable schedule": [[alone({ scheduleExpression: "monthly" })], /cannot be read/],
    "a rotation that is switched off": [
      [alone({ automaticallyAfterDays: 7 }, { rotationEnabled: false })],
      /switched off/,
    ],
    "a rotation that is off, whatever its schedule": [
      [alone(unknown, { rotationEnabled: false })],
      /switched off/,
    ],
  },
  unknown: { "an unknown schedule": [alone({ scheduleExpression: unknown })] },
});

const night = { scheduleExpression: "cron(0 1 ? * SAT *)", duration: "2h" };
describeRule(secretRotationWindow, {
  options: { frozenWindows: ["mon:00:00-mon:06:00"] },
  compliant: {
    "a window of its own": [
      alone(night),
      draft("rds.Cluster", "aurora", { preferredBackupWindow: "03:00-04:00" }),
      draft("dms.ReplicationInstance", "dms", {
        preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      }),
    ],
  },
  violations: {
    "no duration": [[alone({ ...night, duration: undefined })], /no duration/],
    "a rate, which may start at any time": [
      [alone({ scheduleExpression: "rate(7 days)", duration: "2h" })],
      /at any time/,
    ],
    "the backup window": [
      [alone(night), draft("rds.Cluster", "aurora", { preferredBackupWindow: "02:30-03:30" })],
      /overlaps preferredBackupWindow of aurora/,
    ],
    "a maintenance window over the week's end": [
      [
        alone({ scheduleExpression: "cron(30 23 ? * SAT *)", duration: "1h" }),
        draft("dms.ReplicationInstance", "dms", {
          preferredMaintenanceWindow: "sun:00:00-sun:00:30",
        }),
      ],
      /overlaps preferredMaintenanceWindow of dms/,
    ],
    "a frozen window": [
      [alone({ scheduleExpression: "cron(0 5 ? * MON *)", duration: "1h" })],
      /frozen window/,
    ],
  },
  unknown: { "unknown rules": [alone(unknown)] },
});

const cluster = (props: object) =>
  draft("rds.Cluster", "aurora", { engine: "aurora-mysql", ...props });
describeRule(auroraManagedPassword, {
  compliant: {
    "a managed administrator": [cluster({ manageMasterUserPassword: true })],
    "a restored snapshot": [cluster({ snapshotIdentifier: "before" })],
    "a rotated secret's value": [
      secret(),
      version,
      rotation(),
      cluster({ masterPassword: ref("value") }),
    ],
  },
  violations: {
    "a literal password": [[cluster({ masterPassword: "marker" })], /masterPassword is given/],
    "a write-only password": [
      [cluster({ masterPasswordWo: "marker" })],
      /masterPasswordWo is given/,
    ],
    "a secret without rotation": [
      [secret(), version, cluster({ masterPassword: ref("value") })],
      /no secret with a rotation/,
    ],
    "no password at all": [[cluster({})], /neither/],
  },
  unknown: { "whether it is managed": [cluster({ manageMasterUserPassword: unknown })] },
});

describeRule(secretCmk, {
  compliant: {
    "a key": [secret({ kmsKeyId: "alias/db" })],
    "an unknown key": [secret({ kmsKeyId: unknown })],
  },
  violations: {
    "no key": [[secret()], /no kmsKeyId/],
    "a key of null": [[secret({ kmsKeyId: null })], /no kmsKeyId/],
  },
});

describeRule(secretRecoveryWindow, {
  compliant: { "AWS's default": [secret()], "a week": [secret({ recoveryWindowInDays: 7 })] },
  violations: { "none at all": [[secret({ recoveryWindowInDays: 0 })], /gone after 0 days/] },
  unknown: { "an unknown window": [secret({ recoveryWindowInDays: unknown })] },
});

const secretPolicy = (policy: unknown) =>
  draft("secretsmanager.SecretPolicy", "policy", { policy });
const statement = (more: object) =>
  JSON.stringify({
    Statement: {
      Effect: "Allow",
      Principal: "*",
      Action: "secretsmanager:GetSecretValue",
      ...more,
    },
  });
describeRule(secretPolicyNotPublic, {
  compliant: {
    "a secret without a policy": [secret()],
    "one principal": [
      secretPolicy(statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
    ],
    "a denial to everybody": [secretPolicy(statement({ Effect: "Deny" }))],
    "everybody of one organization": [
      secretPolicy(statement({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
    ],
  },
  violations: {
    everybody: [[secretPolicy(statement({}))], /to everybody/],
    "every AWS account": [[secretPolicy(statement({ Principal: { AWS: ["*"] } }))], /to everybody/],
    "everybody but one": [
      [secretPolicy(statement({ Principal: undefined, NotPrincipal: { AWS: "1" } }))],
      /to everybody/,
    ],
    "a condition that narrows nothing": [
      [secretPolicy(statement({ Condition: { StringLike: { "aws:PrincipalArn": "*" } } }))],
      /to everybody/,
    ],
    "a policy on the secret itself": [[secret({ policy: statement({}) })], /to everybody/],
    "text that is no policy": [[secretPolicy("[]")], /no IAM policy document/],
  },
  unknown: {
    "an unknown policy": [secretPolicy(unknown)],
    "a policy with an unknown part": [
      secretPolicy(`{"Statement":{"Effect":"Allow","Principal":{"AWS":"${unknown}"}}}`),
    ],
  },
});

const hardened = {
  vpcConfig: { subnetIds: [unknown, unknown], securityGroupIds: [unknown] },
  deadLetterConfig: { targetArn: unknown },
  reservedConcurrentExecutions: 1,
  runtime: "python3.13",
  environment: { variables: { SECRETS_MANAGER_ENDPOINT: unknown } },
};
const rotator = (props = {}) => draft("lambda.Function", "rotate", { ...hardened, ...props });
const rotatedBy = rotation({}, { secretId: unknown, rotationLambdaArn: ref("rotate") });
describeRule(rotationLambdaHardened, {
  compliant: {
    "a hardened function": [rotator(), rotatedBy],
    "a failure destination instead of a queue": [
      rotator({ deadLetterConfig: undefined }),
      rotatedBy,
      draft("lambda.FunctionEventInvokeConfig", "failures", {
        functionName: ref("rotate"),
        destinationConfig: { onFailure: { destination: unknown } },
      }),
    ],
    "a function that rotates nothing": [draft("lambda.Function", "other")],
  },
  violations: {
    "one subnet": [[rotator({ vpcConfig: { subnetIds: [unknown] } }), rotatedBy], /two subnets/],
    "no VPC": [[rotator({ vpcConfig: null }), rotatedBy], /two subnets/],
    "no dead letter queue": [
      [rotator({ deadLetterConfig: undefined }), rotatedBy],
      /failed rotations/,
    ],
    "no concurrency": [[rotator({ reservedConcurrentExecutions: -1 }), rotatedBy], /concurrency/],
    "a secret in the environment": [
      [rotator({ environment: { variables: { DB_PASSWORD: "marker" } } }), rotatedBy],
      /environment variable/,
    ],
    "an old runtime": [[rotator({ runtime: "python3.8" }), rotatedBy], /runtime is not one of/],
  },
  unknown: { "an unknown runtime": [rotator({ runtime: unknown }), rotatedBy] },
});

const permission = (props: object) => draft("lambda.Permission", "invoke", props);
describeRule(rotationLambdaPermissionScoped, {
  compliant: {
    "Secrets Manager for one account": [
      permission({ principal: "secretsmanager.amazonaws.com", sourceAccount: unknown }),
    ],
    "one account": [permission({ principal: "123456789012" })],
  },
  violations: {
    "a service for any account": [
      [permission({ principal: "secretsmanager.amazonaws.com" })],
      /behalf of any account/,
    ],
    everybody: [[permission({ principal: "*" })], /everybody may invoke/],
  },
  unknown: { "an unknown principal": [permission({ principal: unknown })] },
});

const failed = { source: ["aws.secretsmanager"], detail: { eventName: ["RotationFailed"] } };
const eventRule = (eventPattern: unknown) =>
  draft("cloudwatch.EventRule", "failures", { eventPattern });
const target = draft("cloudwatch.EventTarget", "notify", { rule: ref("failures") });
describeRule(rotationFailureAlarm, {
  compliant: {
    "a stack without rotations": [secret()],
    "an event rule with a target": [alone({}), eventRule(JSON.stringify(failed)), target],
    "an alarm on the function's errors": [
      alone({}),
      draft("cloudwatch.MetricAlarm", "errors", { namespace: "AWS/Lambda", metricName: "Errors" }),
    ],
  },
  violations: {
    neither: [[alone({})], /no event rule matches/],
    "an event rule without a target": [
      [alone({}), eventRule(JSON.stringify(failed))],
      /no event rule matches/,
    ],
  },
  unknown: { "an unknown pattern": [alone({}), eventRule(unknown), target] },
});

const endpoint = (props: object) =>
  draft("dms.Endpoint", "source", { engineName: "mysql", ...props });
const fromSecret = { secretsManagerArn: unknown, secretsManagerAccessRoleArn: unknown };
describeRule(dmsEndpointUsesSecret, {
  compliant: {
    "a secret": [endpoint(fromSecret)],
    "an engine without a password": [draft("dms.Endpoint", "archive", { engineName: "s3" })],
  },
  violations: {
    "a password": [[endpoint({ ...fromSecret, password: "marker" })], /password is given/],
    "a password for an unknown engine": [
      [endpoint({ engineName: unknown, password: unknown })],
      /password/,
    ],
    "a user name": [[endpoint({ ...fromSecret, username: "dms" })], /username is given/],
    "no secret": [[endpoint({})], /secretsManagerArn and secretsManagerAccessRoleArn not given/],
    "no role": [
      [endpoint({ secretsManagerArn: unknown })],
      /^[^]*secretsManagerAccessRoleArn not given/,
    ],
  },
  unknown: { "an unknown engine without a secret": [endpoint({ engineName: unknown })] },
});

describeRule(dmsSecretIsRotated, {
  compliant: {
    "a rotated secret": [secret(), rotation(), endpoint({ secretsManagerArn: ref("db") })],
    "a rotated secret through its version": [
      secret(),
      version,
      rotation(),
      endpoint({ secretsManagerArn: ref("value") }),
    ],
    "an endpoint without a secret": [endpoint({})],
  },
  violations: {
    "a secret without rotation": [
      [secret(), endpoint({ secretsManagerArn: ref("db") })],
      /secret db has no rotation/,
    ],
  },
  unknown: { "a secret of another stack": [endpoint({ secretsManagerArn: "arn:aws:other" })] },
});

const key = (props: object) => draft("kms.Key", "key", props);
describeRule(kmsRotation, {
  compliant: {
    "a rotated key": [key({ enableKeyRotation: true })],
    "an asymmetric key": [key({ customerMasterKeySpec: "RSA_4096" })],
    "a signing key": [key({ keyUsage: "GENERATE_VERIFY_MAC" })],
  },
  violations: {
    "a key that is not": [[key({})], /enableKeyRotation is not true/],
    "a slow rotation": [
      [key({ enableKeyRotation: true, rotationPeriodInDays: 730 })],
      /every 730 days; 365 are allowed/,
    ],
  },
  unknown: { "whether it rotates": [key({ enableKeyRotation: unknown })] },
});

const vpn = (props: object) => draft("ec2.VpnConnection", "vpn", props);
describeRule(vpnPskNotLiteral, {
  compliant: {
    "keys made by AWS": [vpn({})],
    "keys in Secrets Manager": [
      vpn({ tunnel1PresharedKey: "marker", presharedKeyStorage: "SecretsManager" }),
    ],
  },
  violations: {
    "a literal key": [[vpn({ tunnel1PresharedKey: "marker" })], /tunnel1PresharedKey given/],
    "a generated key that passes through the state": [
      [vpn({ tunnel2PresharedKey: unknown })],
      /tunnel2PresharedKey given/,
    ],
  },
  unknown: {
    "where it is kept": [vpn({ tunnel1PresharedKey: unknown, presharedKeyStorage: unknown })],
  },
});

describeRule(noStaticIamKeys, {
  compliant: { "a role": [draft("iam.Role", "role")] },
  violations: {
    "an access key": [[draft("iam.AccessKey", "key")], /access key/],
    "a user": [[draft("iam.User", "dms")], /IAM user/],
  },
});
