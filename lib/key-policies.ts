import { physicalName } from "./names";
import { partitionOf, serviceHost } from "./regions";

/** Services that publish to the alarm topic, and so need the key of its messages. */
const publishers = [
  "cloudwatch.amazonaws.com",
  "events.rds.amazonaws.com",
  "dms.amazonaws.com",
  "budgets.amazonaws.com",
];

/** The services that use the keys. */
interface KeyUse {
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * The policy of a key that encrypts databases, secrets and replication storage, or the state:
 * identities of the account use it as far as their own policies let them, and no service does by
 * itself.
 */
export function dataKeyPolicy(use: KeyUse) {
  return policy([administration(use)]);
}

/** The policy of the key that encrypts log groups and notifications, which services write themselves. */
export function logsKeyPolicy(use: KeyUse) {
  return policy([administration(use), logDelivery(use), publication(use), eventPublication(use)]);
}

function administration({ region, accountId }: KeyUse) {
  return {
    Sid: "AccountAdministers",
    Effect: "Allow",
    Principal: { AWS: `arn:${partitionOf(region)}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

function logDelivery({ region, accountId }: KeyUse) {
  return {
    Sid: "CloudWatchLogsEncrypts",
    Effect: "Allow",
    Principal: { Service: serviceHost("logs", region) },
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
        "kms:EncryptionContext:aws:logs:arn": `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:*`,
      },
    },
  };
}

const encryptMessages = ["kms:GenerateDataKey*", "kms:Decrypt"];

function publication({ accountId }: KeyUse) {
  return {
    Sid: "ServicesPublish",
    Effect: "Allow",
    Principal: { Service: publishers },
    Action: encryptMessages,
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}

/** EventBridge sends no source account with its calls, so the topic takes the condition's place. */
function eventPublication({ environment, region, accountId }: KeyUse) {
  const topicArn = `arn:${partitionOf(region)}:sns:${region}:${accountId}:${physicalName(environment, "alarms")}`;
  return {
    Sid: "EventBridgePublishes",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: encryptMessages,
    Resource: "*",
    Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } },
  };
}

function policy<Statement>(statements: Statement[]) {
  return { Version: "2012-10-17", Statement: statements };
}
