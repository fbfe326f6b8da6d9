import type { AlarmRule, Metric } from "../../lib/alarm-rules";
import {
  binlogLatencySeconds,
  cutoverLatencySeconds,
  forbidden,
  replicationLatencySeconds,
  unwanted,
  waitingChanges,
} from "../../lib/alarm-thresholds";
import type { Leg } from "../../lib/phases";
import type { WatchedTask } from "../dms";

/** A stopped task reports no metrics; events report that it stopped. */
const whenMissing = "notBreaching";

/** Names of a task's source and target, for the person on call. */
interface Sides {
  readonly from: string;
  readonly to: string;
  /** The table that lists rows that differ. */
  readonly failures: string;
  /** The consequence of changes that are purged before they are read. */
  readonly loss: string;
  /** How to make rows equal, and what to avoid while they differ. */
  readonly repair: { readonly never: string; readonly before: string; readonly then: string };
  /** How to make the source keep its binary log for longer. */
  readonly keepLonger: string;
}

const toAurora: Sides = {
  from: "the source",
  to: "Aurora",
  failures: "awsdms_control.awsdms_validation_failures_v1 on Aurora",
  loss: "means a new full load",
  repair: {
    never: "Do not cut over",
    before: "cutting over",
    then: "reload the table once the cause is known",
  },
  keepLonger: "binlog_expire_logs_seconds, then binlogRetentionHours of the source",
};

const sides: Readonly<Record<Leg, Sides>> = {
  forward: toAurora,
  again: toAurora,
  back: {
    from: "Aurora",
    to: "the source",
    failures: "awsdms_control.awsdms_validation_failures_v1 on the source",
    loss: "ends the way back",
    repair: {
      never: "Do not return",
      before: "returning",
      then: "write them again on Aurora once the cause is known",
    },
    keepLonger:
      "mysql.rds_set_configuration('binlog retention hours', …), then dms.wayBack.binlogRetentionHours",
  },
};

/** Alarms on a task, as close as its phase requires. */
export function taskRulesFor({ watch, leg, binlogRetentionHours }: WatchedTask): AlarmRule[] {
  const validation = validationRules(sides[leg]);
  if (watch === "validation") return validation;
  const latency = latencyRules(sides[leg]).map((rule) => ({ ...rule, ...closeness[watch] }));
  return [
    ...latency,
    ...changeRules(sides[leg]),
    ...validation,
    binlogRule(binlogRetentionHours, sides[leg]),
  ];
}

/**
 * Thresholds of the delay, by closeness. In a phase in which a task must run, missing data is a
 * fault: a running task reports its delay every minute.
 */
const closeness = {
  usual: { thresholds: replicationLatencySeconds, periods: 6, whenMissing },
  replication: { thresholds: replicationLatencySeconds, periods: 6, whenMissing: "breaching" },
  cutover: {
    thresholds: cutoverLatencySeconds,
    periodSeconds: 60,
    periods: 5,
    whenMissing: "breaching",
  },
} as const satisfies Record<
  Exclude<WatchedTask["watch"], "validation">,
  Pick<AlarmRule, "thresholds" | "periodSeconds" | "periods" | "whenMissing">
>;

type LatencyRule = Omit<AlarmRule, "thresholds" | "periodSeconds" | "periods" | "whenMissing">;

function latencyRules({ from, to, loss }: Sides): LatencyRule[] {
  return [
    {
      rule: "source-latency",
      metric: "CDCLatencySource",
      statistic: "Average",
      alarmWhen: "above",
      advice: `Changes arrive late from ${from}. Check the VPN tunnels, the load of ${from} and its binary logs: what ${from} purges before it is read ${loss}.`,
    },
    {
      rule: "target-latency",
      metric: "CDCLatencyTarget",
      statistic: "Average",
      alarmWhen: "above",
      advice: `Changes are applied late; this includes the latency of ${from}, so look at that first. Then check locks, missing primary keys and the load of ${to}.`,
    },
  ];
}

function changeRules({ to }: Sides): AlarmRule[] {
  return [
    {
      rule: "incoming-changes",
      metric: "CDCIncomingChanges",
      statistic: "Average",
      alarmWhen: "above",
      thresholds: waitingChanges,
      periods: 6,
      whenMissing,
      advice: `Changes wait to be applied to ${to}. Check the load of ${to} and of the replication instance, and whether one large transaction holds up the rest.`,
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
  ];
}

function validationRules({ failures, repair }: Sides): AlarmRule[] {
  return [
    {
      rule: "validation-failed",
      metric: "ValidationFailedOverallCount",
      statistic: "Maximum",
      alarmWhen: "above",
      thresholds: forbidden,
      periods: 1,
      whenMissing,
      advice: `Rows differ between source and target. ${repair.never}. The rows are in ${failures}; ${repair.then}.`,
    },
    {
      rule: "validation-suspended",
      metric: "ValidationSuspendedOverallCount",
      statistic: "Maximum",
      alarmWhen: "above",
      thresholds: unwanted,
      periods: 1,
      whenMissing,
      advice: `Rows change too often to be compared, so nobody knows whether they are right. Validate them again in a quiet hour before ${repair.before}.`,
    },
  ];
}

/** A task whose delay exceeds the retention of its source's log has lost its position. */
function binlogRule(hours: number, { from, loss, keepLonger }: Sides): AlarmRule {
  return {
    rule: "binlog-retention",
    metric: "CDCLatencySource",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: binlogLatencySeconds(hours),
    periods: 1,
    whenMissing,
    advice: `The task is behind by half of the ${hours} hours that ${from} keeps its binary log. Have ${from} keep it longer first (${keepLonger}); then look for the cause, as for its other alarms: what is purged before it is read ${loss}.`,
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
