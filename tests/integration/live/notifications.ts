import { z } from "zod";
import { type AwsCli } from "../support/aws-cli";
import { jsonText, policyDocument } from "./documents";

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

/** Who gets what is sent to an SNS topic. */
export async function subscriptionsTo(aws: AwsCli, topicArn: string) {
  const schema = z.object({
    Subscriptions: z.array(z.object({ Protocol: z.string(), Endpoint: z.string().optional() })),
  });
  const operation = ["sns", "list-subscriptions-by-topic"] as const;
  return (await aws.read(schema, ...operation, "--topic-arn", topicArn)).Subscriptions;
}

const alarm = z.object({
  AlarmName: z.string(),
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
