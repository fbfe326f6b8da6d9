import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { openStatements, refusesPlainText } from "../live/documents";
import {
  eventSubscriptionsTo,
  rulesSendingTo,
  subscriptionsTo,
  topicOf,
} from "../live/notifications";
import { checksOf, properties } from "../check";
import { differences, including, matching, ofEach, present, unless } from "../expectations";

const check = checksOf("Notifications");

export const notificationChecks = [
  check({
    name: "are encrypted with the key of the logs",
    outputs: ["alarmTopicArn", "logsKeyArn"],
    verifies: properties<aws.sns.TopicArgs>("aws:sns/topic:Topic", "kmsMasterKeyId"),
    run: async ({ outputs, environment, aws }) => {
      // A topic that was there before has a key of its own.
      const isOwn = outputs.alarmTopicArn.endsWith(`:${physicalName(environment, "alarms")}`);
      return differences(
        `SNS topic ${outputs.alarmTopicArn}`,
        await topicOf(aws, outputs.alarmTopicArn),
        { KmsMasterKeyId: isOwn ? outputs.logsKeyArn : present },
      );
    },
  }),
  check({
    name: "come from AWS services of this account only, and over TLS",
    outputs: ["alarmTopicArn"],
    verifies: properties<aws.sns.TopicPolicyArgs>("aws:sns/topicPolicy:TopicPolicy", "policy"),
    controls: ["SNS.4"],
    run: async ({ outputs, aws }) => {
      const { Policy } = await topicOf(aws, outputs.alarmTopicArn);
      const publishers = Policy.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(
        ({ Principal }) => Principal["Service"] ?? [],
      );
      return [
        ...unless(
          refusesPlainText(Policy.Statement) && openStatements(Policy.Statement).length === 0,
          `SNS topic ${outputs.alarmTopicArn}: its policy lets messages without TLS or from everybody through, expected neither`,
        ),
        ...differences(
          `SNS topic ${outputs.alarmTopicArn}`,
          { publishers },
          {
            publishers: including(
              "cloudwatch.amazonaws.com",
              "events.amazonaws.com",
              "events.rds.amazonaws.com",
              "dms.amazonaws.com",
            ),
          },
        ),
      ];
    },
  }),
  check({
    name: "reach e-mail addresses only, when anybody has subscribed",
    outputs: ["alarmTopicArn"],
    verifies: properties<aws.sns.TopicSubscriptionArgs>(
      "aws:sns/topicSubscription:TopicSubscription",
      "topic",
      "protocol",
      "endpoint",
    ),
    run: async ({ outputs, aws }) => {
      const found = await subscriptionsTo(aws, outputs.alarmTopicArn);
      return found.flatMap((subscription) =>
        differences(`subscription of SNS topic ${outputs.alarmTopicArn}`, subscription, {
          Protocol: "email",
          Endpoint: matching(/^[^@\s]+@[^@\s]+$/),
        }),
      );
    },
  }),
  check({
    name: "report RDS events of the cluster, its instances and their parameters",
    outputs: ["alarmTopicArn"],
    verifies: properties<aws.rds.EventSubscriptionArgs>(
      "aws:rds/eventSubscription:EventSubscription",
      "snsTopic",
      "sourceType",
      "eventCategories",
      "enabled",
    ),
    controls: ["RDS.19", "RDS.20", "RDS.21", "RDS.22"],
    run: async ({ outputs, aws }) => {
      const found = await eventSubscriptionsTo(aws, "rds", outputs.alarmTopicArn);
      const categories = {
        "db-cluster": ["maintenance", "failure"],
        "db-instance": ["maintenance", "configuration change", "failure"],
        "db-parameter-group": ["configuration change"],
        "db-security-group": ["configuration change", "failure"],
      };
      return Object.entries(categories).flatMap(([type, expected]) =>
        ofEach(
          `RDS event subscription of ${type}`,
          found.filter(({ SourceType }) => SourceType === type),
          (subscription) =>
            differences(`RDS event subscription ${subscription.CustSubscriptionId}`, subscription, {
              Enabled: true,
              EventCategoriesList: including(...expected),
            }),
        ),
      );
    },
  }),
  check({
    name: "report DMS events of the replication instance",
    outputs: ["alarmTopicArn"],
    verifies: properties<aws.dms.EventSubscriptionArgs>(
      "aws:dms/eventSubscription:EventSubscription",
      "snsTopicArn",
      "sourceType",
      "sourceIds",
      "enabled",
    ),
    run: async ({ outputs, aws }) => {
      const found = await eventSubscriptionsTo(aws, "dms", outputs.alarmTopicArn);
      return ofEach(
        "DMS event subscription of replication-instance",
        found.filter(({ SourceType }) => SourceType === "replication-instance"),
        ({ CustSubscriptionId, Enabled, SourceIdsList }) => [
          ...differences(
            `DMS event subscription ${CustSubscriptionId}`,
            { Enabled, hasSources: SourceIdsList.length > 0 },
            { Enabled: true, hasSources: true },
          ),
        ],
      );
    },
  }),
  check({
    name: "report a failed rotation",
    outputs: ["alarmTopicArn"],
    verifies: eventRule(),
    controls: ["SecretsManager.2"],
    run: ({ outputs, aws }) => eventRuleProblems(aws, outputs.alarmTopicArn, "aws.secretsmanager"),
  }),
  check({
    name: "report each change of a replication task's state",
    outputs: ["alarmTopicArn", "dmsReplicationTaskArns"],
    verifies: eventRule(),
    run: ({ outputs, aws }) => eventRuleProblems(aws, outputs.alarmTopicArn, "aws.dms"),
  }),
];

function eventRule() {
  return [
    ...properties<aws.cloudwatch.EventRuleArgs>(
      "aws:cloudwatch/eventRule:EventRule",
      "eventPattern",
      "state",
    ),
    ...properties<aws.cloudwatch.EventTargetArgs>(
      "aws:cloudwatch/eventTarget:EventTarget",
      "rule",
      "arn",
    ),
  ];
}

async function eventRuleProblems(
  aws: Parameters<typeof rulesSendingTo>[0],
  topicArn: string,
  source: string,
): Promise<string[]> {
  const rules = await rulesSendingTo(aws, topicArn);
  return ofEach(
    `EventBridge rule for ${source}`,
    rules.filter(({ EventPattern }) => EventPattern.source.includes(source)),
    (rule) => differences(`EventBridge rule ${rule.Name}`, rule, { State: "ENABLED" }),
  );
}
