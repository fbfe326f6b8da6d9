import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { jsonText, policyDocument } from "./documents";
import { only } from "./only";

/** The attributes of an SNS topic. */
export async function topicOf(aws: AwsCli, arn: string) {
  const schema = z.object({
    Attributes: z.object({
      KmsMasterKeyId: z.string().optional(),
      Policy: jsonText(policyDocument),
    }),
  });
  const answer = await aws.read(schema, "sns", "get-topic-attributes", "--topic-arn", arn);
  return answer.Attributes;
}

/** The subscriptions of an SNS topic. */
export async function subscriptionsTo(aws: AwsCli, topicArn: string) {
  const schema = z.object({
    Subscriptions: z.array(z.object({ Protocol: z.string(), Endpoint: z.string().optional() })),
  });
  const operation = ["sns", "list-subscriptions-by-topic"] as const;
  return (await aws.read(schema, ...operation, "--topic-arn", topicArn)).Subscriptions;
}

/** The events that a service publishes to a topic. */
export async function eventSubscriptionsTo(aws: AwsCli, service: "dms" | "rds", topicArn: string) {
  const schema = z.object({
    EventSubscriptionsList: z.array(
      z.object({
        CustSubscriptionId: z.string(),
        SnsTopicArn: z.string(),
        SourceType: z.string().optional(),
        SourceIdsList: z.array(z.string()).default([]),
        EventCategoriesList: z.array(z.string()).default([]),
        Enabled: z.boolean(),
      }),
    ),
  });
  const answer = await aws.read(schema, service, "describe-event-subscriptions");
  return answer.EventSubscriptionsList.filter(({ SnsTopicArn }) => SnsTopicArn === topicArn);
}

const alarm = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  ActionsEnabled: z.boolean(),
  AlarmActions: z.array(z.string()).default([]),
  OKActions: z.array(z.string()).default([]),
  TreatMissingData: z.string().optional(),
  AlarmDescription: z.string().optional(),
});

/** A CloudWatch alarm of one metric. */
export type Alarm = z.infer<typeof alarm>;

/** Every metric alarm of the region. */
export async function alarmsOf(aws: AwsCli): Promise<Alarm[]> {
  const schema = z.object({ MetricAlarms: z.array(alarm) });
  return (await aws.read(schema, "cloudwatch", "describe-alarms")).MetricAlarms;
}

/** The composite alarm of a name. */
export async function compositeAlarmOf(aws: AwsCli, name: string) {
  const schema = z.object({
    CompositeAlarms: z.array(
      z.object({
        AlarmName: z.string(),
        AlarmRule: z.string(),
        ActionsEnabled: z.boolean(),
        AlarmActions: z.array(z.string()).default([]),
      }),
    ),
  });
  const operation = ["cloudwatch", "describe-alarms", "--alarm-types", "CompositeAlarm"] as const;
  const answer = await aws.read(schema, ...operation, "--alarm-names", name);
  return only(`composite alarm ${name}`, answer.CompositeAlarms);
}

const metricRow = z.array(z.union([z.string(), z.looseObject({})]));

/**
 * The contents of a dashboard: its alarms, and the metrics of its graphs as `[namespace, metric,
 * …]`.
 */
export async function dashboardOf(aws: AwsCli, name: string) {
  const widget = z.object({
    type: z.string(),
    properties: z.looseObject({
      alarms: z.array(z.string()).default([]),
      metrics: z.array(metricRow).default([]),
    }),
  });
  const schema = z.object({
    DashboardName: z.string(),
    DashboardBody: jsonText(z.object({ widgets: z.array(widget) })),
  });
  const operation = ["cloudwatch", "get-dashboard", "--dashboard-name"] as const;
  const { DashboardName, DashboardBody } = await aws.read(schema, ...operation, name);
  return {
    DashboardName,
    alarmArns: DashboardBody.widgets.flatMap(({ properties }) => properties.alarms),
    metrics: DashboardBody.widgets.flatMap(({ properties }) =>
      properties.metrics.map((row) => row.filter((part) => typeof part === "string")),
    ),
  };
}

/** The EventBridge rules that send to a target. */
export async function rulesSendingTo(aws: AwsCli, targetArn: string) {
  const names = await aws.read(
    z.object({ RuleNames: z.array(z.string()) }),
    "events",
    "list-rule-names-by-target",
    "--target-arn",
    targetArn,
  );
  const schema = z.object({
    Name: z.string(),
    State: z.string(),
    EventPattern: jsonText(
      z.object({
        source: z.array(z.string()).default([]),
        "detail-type": z.array(z.string()).default([]),
      }),
    ),
  });
  return Promise.all(
    names.RuleNames.map((name) => aws.read(schema, "events", "describe-rule", "--name", name)),
  );
}
