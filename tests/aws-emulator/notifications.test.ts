import { itLives } from "./lifecycle";
import type { ProviderClient } from "./provider-client";

function topic(client: ProviderClient, name: string) {
  return client.create("aws:sns/topic:Topic", name, { name });
}

const policy = (effect: string, arn: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: effect, Principal: "*", Action: "sns:Publish", Resource: arn }],
  });

const alarm = {
  name: "latency",
  namespace: "AWS/DMS",
  metricName: "CDCLatencySource",
  dimensions: { ReplicationInstanceIdentifier: "migration-dms-test" },
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 60,
  period: 60,
  evaluationPeriods: 3,
};

describe("notifications in the emulator", () => {
  itLives("topic", () => ({
    type: "aws:sns/topic:Topic",
    inputs: { name: "a-topic", displayName: "A", kmsMasterKeyId: "alias/a", tags: { Name: "a" } },
    id: /^arn:aws:sns:us-east-1:123456789012:a-topic$/,
    change: { displayName: "B", kmsMasterKeyId: "alias/b", tags: { Name: "b" } },
    replace: { name: "another-topic" },
    outside: {
      act: ({ id }, { sns }) =>
        sns.setTopicAttributes({
          TopicArn: id,
          AttributeName: "KmsMasterKeyId",
          AttributeValue: "",
        }),
      differs: "kmsMasterKeyId",
    },
  }));

  itLives("topic policy", async ({ client }) => {
    const { id } = await topic(client, "with-policy");
    return {
      type: "aws:sns/topicPolicy:TopicPolicy",
      inputs: { arn: id, policy: policy("Allow", id) },
      id: /^arn:aws:sns:us-east-1:123456789012:with-policy$/,
      change: { policy: policy("Deny", id) },
      replace: { arn: "another" },
      outside: {
        act: (_, { sns }) =>
          sns.setTopicAttributes({
            TopicArn: id,
            AttributeName: "Policy",
            AttributeValue: policy("Allow", id),
          }),
        differs: "policy",
      },
      staysAfterDelete: true,
    };
  });

  itLives("topic subscription", async ({ client }) => ({
    type: "aws:sns/topicSubscription:TopicSubscription",
    inputs: {
      topic: (await topic(client, "subscribed")).id,
      protocol: "email",
      endpoint: "dba@corp.example",
    },
    id: /^arn:aws:sns:us-east-1:123456789012:subscribed:[0-9a-f-]{36}$/,
    replace: { endpoint: "other@corp.example" },
    outside: {
      act: ({ id }, { sns }) => sns.unsubscribe({ SubscriptionArn: id }),
      differs: "gone",
    },
  }));

  itLives("alarm", () => ({
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: { ...alarm, alarmActions: ["arn:aws:sns:us-east-1:123456789012:x"] },
    id: /^latency$/,
    change: { threshold: 30, alarmActions: [], tags: { Name: "b" } },
    replace: { name: "another" },
    outside: {
      act: ({ id }, { cloudwatch }) => cloudwatch.deleteAlarms({ AlarmNames: [id] }),
      differs: "gone",
    },
  }));

  itLives("alarm on a percentile", () => ({
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: {
      ...alarm,
      name: "slow",
      statistic: null,
      extendedStatistic: "p95",
      actionsEnabled: true,
    },
    id: /^slow$/,
    outside: {
      act: ({ id }, { cloudwatch }) => cloudwatch.disableAlarmActions({ AlarmNames: [id] }),
      differs: "actionsEnabled",
    },
  }));

  itLives("dashboard", () => ({
    type: "aws:cloudwatch/dashboard:Dashboard",
    inputs: { dashboardName: "a-dashboard", dashboardBody: '{"widgets":[]}' },
    id: /^a-dashboard$/,
    change: { dashboardBody: '{"start":"-PT6H","widgets":[]}' },
    replace: { dashboardName: "another" },
    outside: {
      act: ({ id }, { cloudwatch }) =>
        cloudwatch.putDashboard({ DashboardName: id, DashboardBody: '{"widgets":[{}]}' }),
      differs: "dashboardBody",
    },
  }));

  itLives("budget", () => {
    const notification = (threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType: "ACTUAL",
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: ["arn:aws:sns:us-east-1:123456789012:x"],
    });
    return {
      type: "aws:budgets/budget:Budget",
      inputs: {
        name: "monthly",
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: "600",
        limitUnit: "USD",
        filterExpression: { tags: { key: "Environment", values: ["test"] } },
        metrics: "UnblendedCost",
        notifications: [notification(80)],
      },
      id: /^123456789012:monthly$/,
      change: { notifications: [notification(90), notification(100)] },
      replace: { limitAmount: "700" },
      outside: {
        act: (_, { budgets, accountId }) =>
          budgets.deleteBudget({ AccountId: accountId, BudgetName: "monthly" }),
        differs: "gone",
      },
    };
  });

  itLives("event rule", () => ({
    type: "aws:cloudwatch/eventRule:EventRule",
    inputs: {
      name: "tasks",
      eventPattern: '{"source":["aws.dms"]}',
      state: "ENABLED",
      tags: { Name: "a" },
    },
    id: /^tasks$/,
    change: { eventPattern: '{"source":["aws.rds"]}', tags: { Name: "b" } },
    replace: { name: "another" },
    outside: {
      act: ({ id }, { events }) => events.disableRule({ Name: id }),
      differs: "state",
    },
  }));

  itLives("event target", async ({ client }) => {
    const rule = await client.create("aws:cloudwatch/eventRule:EventRule", "r", {
      eventPattern: '{"source":["aws.dms"]}',
    });
    const { id: arn } = await topic(client, "of-target");
    const transformer = (inputTemplate: string) => ({
      inputPaths: { task: "$.detail.task" },
      inputTemplate,
    });
    return {
      type: "aws:cloudwatch/eventTarget:EventTarget",
      inputs: { rule: rule.id, targetId: "topic", arn, inputTransformer: transformer('"<task>"') },
      id: /^r-[0-9a-f]{7}-topic$/,
      change: { inputTransformer: transformer('"Task <task>"') },
      replace: { targetId: "another" },
      outside: {
        act: (_, { events }) => events.removeTargets({ Rule: rule.id, Ids: ["topic"] }),
        differs: "gone",
      },
    };
  });
});
