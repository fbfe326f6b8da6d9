import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names";
import { partitionOf } from "../lib/partition";
import type { CommonArgs } from "./common";

type Statement = aws.iam.PolicyStatement;

/** Services that publish to the alarm topic, and so need its data key. */
const publishers = [
  "cloudwatch.amazonaws.com",
  "events.rds.amazonaws.com",
  "dms.amazonaws.com",
  "budgets.amazonaws.com",
];

/** Arguments of {@link Encryption}. */
export type EncryptionArgs = CommonArgs;

/**
 * The environment's customer-managed KMS keys: one for data (Aurora, secrets, DMS), one for what is
 * told about it (log groups, notifications). Both rotate every year.
 */
export class Encryption extends pulumi.ComponentResource {
  /** ARN of the key that encrypts databases, secrets and replication storage. */
  readonly dataKeyArn: pulumi.Output<string>;
  /** ARN of the key that encrypts log groups and notification topics. */
  readonly logsKeyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:encryption:Encryption", name, {}, opts);
    const account = pulumi.output(args.accountId);
    const partition = partitionOf(args.region);
    const administration: Statement = {
      Sid: "AccountAdministers",
      Effect: "Allow",
      Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    };
    const logDelivery: Statement = {
      Sid: "CloudWatchLogsEncrypts",
      Effect: "Allow",
      Principal: { Service: `logs.${args.region}.amazonaws.com` },
      Action: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:Describe*",
      ],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:${partition}:logs:${args.region}:${account}:log-group:*`,
        },
      },
    };
    const notification: Statement = {
      Sid: "ServicesPublish",
      Effect: "Allow",
      Principal: { Service: publishers },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    };
    // EventBridge sends no source account with its calls, so the topic takes the condition's place.
    const eventNotification: Statement = {
      Sid: "EventBridgePublishes",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:EncryptionContext:aws:sns:topicArn": pulumi.interpolate`arn:${partition}:sns:${args.region}:${account}:${physicalName(args.environment, "alarms")}`,
        },
      },
    };

    this.dataKeyArn = this.createKey(name, "data", "Databases, secrets and replication", args, [
      administration,
    ]);
    this.logsKeyArn = this.createKey(name, "logs", "Logs and notifications", args, [
      administration,
      logDelivery,
      notification,
      eventNotification,
    ]);
    this.registerOutputs({ dataKeyArn: this.dataKeyArn, logsKeyArn: this.logsKeyArn });
  }

  private createKey(
    name: string,
    purpose: string,
    description: string,
    args: EncryptionArgs,
    statements: Statement[],
  ): pulumi.Output<string> {
    const physical = physicalName(args.environment, purpose);
    const key = new aws.kms.Key(
      `${name}-${purpose}`,
      {
        description: `${description} of the migration landing zone ${args.environment}`,
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        deletionWindowInDays: 30,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
        tags: { Name: physical, ...args.tags },
      },
      { parent: this, ...args.protection.resourceOptions },
    );
    new aws.kms.Alias(
      `${name}-${purpose}`,
      { name: `alias/${physical}`, targetKeyId: key.keyId },
      { parent: this },
    );
    return key.arn;
  }
}
