import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Thresholds } from "../../lib/alarm-thresholds";
import { physicalName } from "../../lib/names";

/** What is watched, and what to do about it. */
export interface AlarmRule {
  /** Short name of the rule, a part of the alarm's. */
  readonly rule: string;
  readonly metric: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p95";
  /** On which side of the threshold the alarm goes off. */
  readonly alarmWhen: "above" | "below";
  /** One alarm for each. */
  readonly thresholds: Thresholds;
  /** Seconds of one period; the metric comes at least once in it. Default: 300. */
  readonly periodSeconds?: number;
  /** How many periods in a row have to be bad. Default: 3. */
  readonly periods?: number;
  /**
   * What it means when the metric is not there. `notBreaching`: it is only reported when there is
   * something to report. `missing`: nothing is known, which the alarm shows as INSUFFICIENT_DATA.
   * `breaching`: silence is the fault.
   */
  readonly whenMissing: "notBreaching" | "missing" | "breaching";
  /** What the alarm means and what to do, for the one who is called. */
  readonly advice: string;
}

/** The resource that rules are applied to. */
export interface AlarmSubject {
  /** Logical and physical name of the resource in alarm names, such as `task-orders`. */
  readonly name: string;
  /** CloudWatch namespace, such as `AWS/DMS`. */
  readonly namespace: string;
  readonly dimensions: Record<string, pulumi.Input<string>>;
}

/** Where alarms are made, and whom they tell. */
export interface AlarmContext {
  /** Prefix of logical names. */
  readonly name: string;
  readonly environment: string;
  readonly topicArn: pulumi.Input<string>;
  readonly tags?: Record<string, string>;
  readonly parent: pulumi.Resource;
}

/** Makes the alarms of some rules for one resource. They tell the topic when they go off and when it is over. */
export function createAlarms(
  context: AlarmContext,
  subject: AlarmSubject,
  rules: AlarmRule[],
): aws.cloudwatch.MetricAlarm[] {
  return rules.flatMap((rule) =>
    Object.entries(rule.thresholds).map(([severity, threshold]: [string, number]) =>
      createAlarm(context, subject, rule, severity, threshold),
    ),
  );
}

function createAlarm(
  context: AlarmContext,
  subject: AlarmSubject,
  rule: AlarmRule,
  severity: string,
  threshold: number,
): aws.cloudwatch.MetricAlarm {
  const purpose = `${subject.name}-${rule.rule}-${severity}`;
  const periods = rule.periods ?? 3;
  return new aws.cloudwatch.MetricAlarm(
    `${context.name}-${purpose}`,
    {
      name: physicalName(context.environment, purpose),
      alarmDescription: rule.advice,
      namespace: subject.namespace,
      metricName: rule.metric,
      dimensions: subject.dimensions,
      ...(rule.statistic === "p95"
        ? { extendedStatistic: rule.statistic }
        : { statistic: rule.statistic }),
      comparisonOperator: rule.alarmWhen === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold,
      period: rule.periodSeconds ?? 300,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: rule.whenMissing,
      actionsEnabled: true,
      alarmActions: [context.topicArn],
      okActions: [context.topicArn],
      tags: context.tags,
    },
    { parent: context.parent },
  );
}
