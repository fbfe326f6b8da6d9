import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { type LogPattern, logPatterns } from "../../lib/log-patterns";
import { physicalName } from "../../lib/names";
import type { Watched } from "./alarms";
import type { NotificationContext } from "./notification-context";

/** A log group that is searched. */
export interface WatchedLog {
  readonly kind: LogPattern["kind"];
  /** Name of the log in the names of its filters, such as `dms-log`. */
  readonly name: string;
  readonly logGroupName: pulumi.Input<string>;
}

/**
 * Creates metrics from log entries that no AWS metric covers. All logs of one kind count
 * together: the alarm says that there is something, the logs say where.
 */
export function createLogFilters(
  context: NotificationContext,
  logs: readonly WatchedLog[],
): Watched[] {
  const namespace = `Migration/${context.environment}`;
  return logPatterns.flatMap((pattern) => {
    const { kind, name, rule } = pattern;
    const searched = logs.filter((log) => log.kind === kind);
    for (const log of searched) createFilter(context, pattern, log, namespace);
    return searched.length === 0 ? [] : [{ kind, name, namespace, dimensions: {}, rules: [rule] }];
  });
}

function createFilter(
  context: NotificationContext,
  { pattern, rule }: LogPattern,
  log: WatchedLog,
  namespace: string,
): void {
  const purpose = `${log.name}-${rule.rule}`;
  new cloudwatch.LogMetricFilter(
    `${context.name}-${purpose}`,
    {
      name: physicalName(context.environment, purpose),
      logGroupName: log.logGroupName,
      pattern,
      metricTransformation: {
        namespace,
        name: rule.metric,
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    },
    { parent: context.parent },
  );
}
