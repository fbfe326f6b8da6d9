import { kmsRotation } from "../../policy-pack/policies/rotation/kms-rotation";
import { rotationFailureAlarm } from "../../policy-pack/policies/rotation/rotation-failure-alarm";
import { rotationLambdaHardened } from "../../policy-pack/policies/rotation/rotation-lambda-hardened";
import { rotationLambdaPermissionScoped } from "../../policy-pack/policies/rotation/rotation-lambda-permission-scoped";
import { secretRotationConfigured } from "../../policy-pack/policies/rotation/secret-rotation-configured";
import { secretRotationInterval } from "../../policy-pack/policies/rotation/secret-rotation-interval";
import { secretRotationWindow } from "../../policy-pack/policies/rotation/secret-rotation-window";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";
import { rotation, secret, version } from "./support/secrets";

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

/** A secret that a task in a phase logs in with, rotated once in some days. */
const held = (tags: object | undefined, automaticallyAfterDays: number) => [
  secret(),
  rotation({ automaticallyAfterDays }),
  draft("dms.Endpoint", "source", { secretsManagerArn: ref("db") }),
  draft("dms.ReplicationTask", "orders", { sourceEndpointArn: ref("source"), tags }),
];

describeRule(secretRotationInterval, {
  compliant: {
    ...Object.fromEntries(
      ["load", "replicate", "cutover", "live", "returned"].map((phase) => [
        `a year while a task in the phase ${phase} logs in with it`,
        held({ Phase: phase }, 365),
      ]),
    ),
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
    "a year with a task that has no phase": [held(undefined, 365), /365 days/],
    "a year with a task that is done": [held({ Phase: "closed" }, 365), /365 days/],
    "a year with a task that waits": [held({ Phase: "prepare" }, 365), /365 days/],
    "a year with a task in a phase that there is not": [held({ Phase: "frozen" }, 365), /365 days/],
    "more than a year, whatever the phase": [held({ Phase: "load" }, 401), /401 days/],
    "no days at all": [[alone({ automaticallyAfterDays: 0 })], /no schedule/],
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
  options: { frozenWindows: ["mon:02:00-mon:06:00"] },
  compliant: {
    "a rate of days, which begins at midnight": [
      alone({ scheduleExpression: "rate(30 days)", duration: "2h" }),
      draft("rds.Cluster", "aurora", { preferredBackupWindow: "02:00-03:00" }),
    ],
    "a window of its own": [
      alone(night),
      draft("rds.Cluster", "aurora", { preferredBackupWindow: "03:00-04:00" }),
      draft("dms.ReplicationInstance", "dms", {
        preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      }),
    ],
  },
  violations: {
    "a rate of days over the backup window": [
      [
        alone({ scheduleExpression: "rate(30 days)", duration: "3h" }),
        draft("rds.Cluster", "aurora", { preferredBackupWindow: "02:00-03:00" }),
      ],
      /overlaps preferredBackupWindow of aurora/,
    ],
    "no duration": [[alone({ ...night, duration: undefined })], /no duration/],
    "a rate of hours, which may start at any time": [
      [alone({ scheduleExpression: "rate(12 hours)", duration: "2h" })],
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
      permission({ principal: "secretsmanager.amazonaws.com", sourceAccount: "123456789012" }),
    ],
    "one account": [permission({ principal: "123456789012" })],
    "a bucket, by its name": [
      permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::corp-example-data" }),
    ],
    "everybody of an organization": [
      permission({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }),
    ],
  },
  violations: {
    "a service of another partition for any account": [
      [permission({ principal: "events.amazonaws.com.cn" })],
      /behalf of any account/,
    ],
    "a service for any account": [
      [permission({ principal: "secretsmanager.amazonaws.com" })],
      /behalf of any account/,
    ],
    everybody: [[permission({ principal: "*" })], /everybody may invoke/],
    "a service for any bucket of a kind": [
      [permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::*-logs" })],
      /behalf of any account/,
    ],
    "an account that is none": [
      [permission({ principal: "events.amazonaws.com", sourceAccount: "1*" })],
      /behalf of any account/,
    ],
  },
  unknown: {
    "an unknown principal": [permission({ principal: unknown })],
    "an unknown account": [
      permission({ principal: "secretsmanager.amazonaws.com", sourceAccount: unknown }),
    ],
  },
});

const failed = { source: ["aws.secretsmanager"], detail: { eventName: ["RotationFailed"] } };
const eventRule = (eventPattern: unknown) =>
  draft("cloudwatch.EventRule", "failures", { eventPattern });
const target = draft("cloudwatch.EventTarget", "notify", { rule: ref("failures") });

const application = draft("serverlessrepository.CloudFormationStack", "rotation", {
  parameters: { functionName: "db-rotation" },
});
const byApplication = draft("secretsmanager.SecretRotation", "db", {
  rotationLambdaArn: ref("rotation"),
});

describeRule(rotationFailureAlarm, {
  compliant: {
    "an event rule on every event of Secrets Manager": [
      alone({}),
      eventRule(JSON.stringify({ source: ["aws.secretsmanager"] })),
      target,
    ],
    "an alarm on the errors of the function, by its name": [
      application,
      byApplication,
      draft("cloudwatch.MetricAlarm", "errors", {
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: "db-rotation" },
      }),
    ],
    "a stack without rotations": [secret()],
    "an event rule with a target": [alone({}), eventRule(JSON.stringify(failed)), target],
    "an alarm on the function's errors": [
      alone({}),
      draft("cloudwatch.MetricAlarm", "errors", { namespace: "AWS/Lambda", metricName: "Errors" }),
    ],
  },
  violations: {
    "an event rule on other events": [
      [
        alone({}),
        eventRule(JSON.stringify({ ...failed, detail: { eventName: ["RotationSucceeded"] } })),
        target,
      ],
      /no event rule matches/,
    ],
    "an alarm on the errors of another function": [
      [
        application,
        byApplication,
        draft("cloudwatch.MetricAlarm", "errors", {
          namespace: "AWS/Lambda",
          metricName: "Errors",
          dimensions: { FunctionName: "other" },
        }),
      ],
      /no alarm watches the function/,
    ],
    neither: [[alone({})], /no event rule matches/],
    "an event rule without a target": [
      [alone({}), eventRule(JSON.stringify(failed))],
      /no event rule matches/,
    ],
  },
  unknown: { "an unknown pattern": [alone({}), eventRule(unknown), target] },
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
