import type { AlarmRule, Metric } from "../../lib/alarm-rules";
import {
  binlogLatencySeconds,
  forbidden,
  replicationLatencySeconds,
  unwanted,
  waitingChanges,
} from "../../lib/alarm-thresholds";

/** A stopped task reports no metrics; events report that it stopped. */
const whenMissing = "notBreaching";

/** What is watched of every task. */
export const taskRules: AlarmRule[] = [
  {
    rule: "source-latency",
    metric: "CDCLatencySource",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: replicationLatencySeconds,
    periods: 6,
    whenMissing,
    advice:
      "Changes arrive late from the source. Check the VPN tunnels, the load of the source and its binary logs: what the source purges before it is read means a new full load.",
  },
  {
    rule: "target-latency",
    metric: "CDCLatencyTarget",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: replicationLatencySeconds,
    periods: 6,
    whenMissing,
    advice:
      "Changes are applied late; this includes the latency of the source, so look at that first. Then check locks, missing primary keys and the load of Aurora.",
  },
  {
    rule: "incoming-changes",
    metric: "CDCIncomingChanges",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: waitingChanges,
    periods: 6,
    whenMissing,
    advice:
      "Changes wait to be applied to Aurora. Check the load of Aurora and of the replication instance, and whether one large transaction holds up the rest.",
  },
  ...["Source", "Target"].map((side): AlarmRule => ({
    rule: `${side.toLowerCase()}-changes-on-disk`,
    metric: `CDCChangesDisk${side}`,
    statistic: "Minimum",
    alarmWhen: "above",
    thresholds: unwanted,
    periods: 6,
    whenMissing,
    advice:
      "Changes no longer fit into the replication instance's memory and wait on its disk. Look for long transactions, or take a larger dms.replicationInstance.class.",
  })),
  {
    rule: "validation-failed",
    metric: "ValidationFailedOverallCount",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: forbidden,
    periods: 1,
    whenMissing,
    advice:
      "Rows differ between source and target. Do not cut over. The rows are in awsdms_control.awsdms_validation_failures_v1 on Aurora; reload the table once the cause is known.",
  },
  {
    rule: "validation-suspended",
    metric: "ValidationSuspendedOverallCount",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: unwanted,
    periods: 1,
    whenMissing,
    advice:
      "Rows change too often to be compared, so nobody knows whether they are right. Validate them again in a quiet hour before cutting over.",
  },
];

/** Behind by more than the source keeps, a task has lost its place: everything is loaded again. */
export function binlogRule(hours: number): AlarmRule {
  return {
    rule: "binlog-retention",
    metric: "CDCLatencySource",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: binlogLatencySeconds(hours),
    periods: 1,
    whenMissing,
    advice: `The task is behind by half of the ${hours} hours that the source keeps its binary log. Have the source keep it longer first (binlog_expire_logs_seconds, then binlogRetentionHours of the source); then look for the cause, as for its other alarms: what is purged before it is read means a new full load.`,
  };
}

/** How much there is to do, and how much is done. */
export const taskContext: Metric[] = [
  { metric: "FullLoadThroughputRowsTarget", statistic: "Average" },
  { metric: "CDCThroughputRowsSource", statistic: "Average" },
  { metric: "CDCThroughputRowsTarget", statistic: "Average" },
  { metric: "ValidationSucceededRecordCount", statistic: "Maximum" },
  { metric: "ValidationPendingOverallCount", statistic: "Maximum" },
];
