import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import {
  defaultPeriodSeconds,
  type AlarmRule,
  type Metric,
  type WatchedKind,
} from "../../lib/alarm-rules";
import { severities, type Thresholds } from "../../lib/alarm-thresholds";
import { physicalName } from "../../lib/names";
import type { NotificationContext } from "./notification-context";

/** A resource, and its alarms. */
export interface Watched {
  readonly kind: WatchedKind;
  /** Name of the resource in the names of its alarms, such as `task-orders`. */
  readonly name: string;
  /** CloudWatch namespace, such as `AWS/DMS`. */
  readonly namespace: string;
  /** The dimensions that identify the resource to CloudWatch, complete. */
  readonly dimensions: Record<string, pulumi.Input<string>>;
  readonly rules: readonly AlarmRule[];
  /** Metrics without alarm that help to understand those with one. Default: none. */
  readonly context?: readonly Metric[];
}

/** An alarm, and its subject. */
export interface CreatedAlarm {
  readonly watched: Watched;
  readonly rule: AlarmRule;
  readonly severity: keyof Thresholds;
  readonly alarm: cloudwatch.MetricAlarm;
}

/** Creates the alarms of a resource. They notify the topic when they go off and when they recover. */
export function createAlarms(context: NotificationContext, watched: Watched): CreatedAlarm[] {
  return watched.rules.flatMap((rule) =>
    severities.flatMap((severity) => {
      const threshold = rule.thresholds[severity];
      return threshold === undefined
        ? []
        : [
            {
              watched,
              rule,
              severity,
              alarm: createAlarm(context, watched, rule, severity, threshold),
            },
          ];
    }),
  );
}

function createAlarm(
  context: NotificationContext,
  watched: Watched,
  rule: AlarmRule,
  severity: keyof Thresholds,
  threshold: number,
): cloudwatch.MetricAlarm {
  const purpose = `${watched.name}-${rule.rule}-${severity}`;
  const periods = rule.periods ?? 3;
  return new cloudwatch.MetricAlarm(
    `${context.name}-${purpose}`,
    {
      name: physicalName(context.environment, purpose),
      alarmDescription: rule.advice,
      namespace: watched.namespace,
      metricName: rule.metric,
      dimensions: watched.dimensions,
      ...(rule.statistic === "p95"
        ? { extendedStatistic: rule.statistic }
        : { statistic: rule.statistic }),
      comparisonOperator: rule.alarmWhen === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold,
      period: rule.periodSeconds ?? defaultPeriodSeconds,
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
