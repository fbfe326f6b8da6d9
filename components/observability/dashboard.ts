import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { defaultPeriodSeconds, type Metric } from "../../lib/alarm-rules";
import type { Thresholds } from "../../lib/alarm-thresholds";
import { dashboardBody } from "../../lib/dashboard";
import { physicalName } from "../../lib/names";
import { resolved } from "../resolved";
import type { CreatedAlarm, Watched } from "./alarms";
import type { NotificationContext } from "./notification-context";

/** Contents of the dashboard. */
export interface DashboardArgs {
  readonly region: string;
  readonly watched: readonly Watched[];
  readonly alarms: readonly CreatedAlarm[];
  readonly healthAlarms: readonly cloudwatch.CompositeAlarm[];
}

/** Makes the environment's dashboard, out of what its alarms watch. */
export function createDashboard(
  context: NotificationContext,
  args: DashboardArgs,
): cloudwatch.Dashboard {
  const content = resolved({
    region: args.region,
    title: `Migration ${context.environment}`,
    summaryAlarmArns: args.healthAlarms.map(({ arn }) => arn),
    metrics: args.watched.flatMap((watched) => metricsOf(watched, args.alarms)),
  });
  return new cloudwatch.Dashboard(
    context.name,
    {
      dashboardName: physicalName(context.environment, "overview"),
      dashboardBody: content.apply(dashboardBody),
    },
    { parent: context.parent },
  );
}

/** Each metric once, with the thresholds of its first rule: a later one's may be out of sight. */
function metricsOf(watched: Watched, alarms: readonly CreatedAlarm[]) {
  const { kind, name, namespace, dimensions, rules, context = [] } = watched;
  const all: (Metric & { thresholds?: Thresholds })[] = [...rules, ...context];
  const once = all.filter(
    ({ metric }, index) => all.findIndex((other) => other.metric === metric) === index,
  );
  return once.map(({ metric, statistic, periodSeconds, thresholds }) => ({
    kind,
    name,
    namespace,
    dimensions,
    metric,
    statistic,
    periodSeconds: periodSeconds ?? defaultPeriodSeconds,
    thresholds: thresholds ?? {},
    alarmArns: alarms
      .filter((it) => it.watched === watched && it.rule.metric === metric)
      .map(({ alarm }) => alarm.arn),
  }));
}
