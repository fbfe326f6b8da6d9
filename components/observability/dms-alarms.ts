import type * as pulumi from "@pulumi/pulumi";
import type { AlarmRule, Metric } from "../../lib/alarm-rules";
import {
  binlogLatencySeconds,
  cpuPercent,
  forbidden,
  freeMemoryBytes,
  freeReplicationStorageBytes,
  replicationLatencySeconds,
  swapBytes,
  unwanted,
  waitingChanges,
} from "../../lib/alarm-thresholds";
import { dmsMemoryGiB } from "../../lib/dms-classes";
import { instancePurpose } from "../../lib/dms-names";
import type { Watched } from "./alarms";

const namespace = "AWS/DMS";

/** What the alarms need to know of DMS. */
export interface WatchedReplication {
  /** The replication instances by name: the identifier that their owner gave, class and storage. */
  readonly replicationInstances: Record<string, WatchedInstance>;
  /** The last part of each task's ARN, by migration: CloudWatch knows tasks by nothing else. */
  readonly taskIdentifiers: Record<string, string>;
  /** Name of the replication instance of each task, by migration. */
  readonly taskInstances: Record<string, string>;
  /** Name of the source of each migration. */
  readonly migrationSources: Record<string, string>;
  /** Hours that each source keeps its binary log. */
  readonly binlogRetentionHours: Record<string, number>;
}

/** What the alarms need to know of a replication instance. */
interface WatchedInstance {
  readonly instanceId: pulumi.Input<string>;
  readonly settings: { readonly class: string; readonly allocatedStorageGiB: number };
}

/** Every replication instance and every replication task. */
export function watchReplication(dms: WatchedReplication): Watched[] {
  const instances = Object.entries(dms.replicationInstances).map(([name, instance]): Watched => ({
    kind: "replicationInstance",
    name: instancePurpose(name),
    namespace,
    dimensions: dimensionsOf(instance),
    rules: instanceRules(instance),
  }));
  const tasks = Object.entries(dms.taskIdentifiers).map(([migration, identifier]): Watched => ({
    kind: "task",
    name: `task-${migration}`,
    namespace,
    // Without the instance a task's metrics are not found.
    dimensions: {
      ...dimensionsOf(instanceOf(migration, dms)),
      ReplicationTaskIdentifier: identifier,
    },
    rules: [...taskRules, binlogRule(migration, dms)],
    context: taskContext,
  }));
  return [...instances, ...tasks];
}

function instanceOf(
  migration: string,
  { replicationInstances, taskInstances }: WatchedReplication,
): WatchedInstance {
  const found = replicationInstances[taskInstances[migration] ?? ""];
  if (found === undefined) {
    throw new Error(
      `The task of ${migration} is on none of the replication instances ${Object.keys(replicationInstances).join(", ")}`,
    );
  }
  return found;
}

function dimensionsOf({ instanceId }: WatchedInstance) {
  return { ReplicationInstanceIdentifier: instanceId };
}

function instanceRules({ settings }: WatchedInstance): AlarmRule[] {
  return [
    {
      rule: "cpu",
      metric: "CPUUtilization",
      statistic: "Average",
      alarmWhen: "above",
      thresholds: cpuPercent,
      whenMissing: "missing",
      advice:
        "The replication instance is short of processor time and replication falls behind. Load fewer tables in parallel, or take a larger dms.replicationInstance.class.",
    },
    {
      rule: "memory",
      metric: "FreeableMemory",
      statistic: "Average",
      alarmWhen: "below",
      thresholds: freeMemoryBytes(dmsMemoryGiB(settings.class)),
      whenMissing: "missing",
      advice:
        "The replication instance runs out of memory and will swap. Look for long transactions and large LOBs in the task log, or take a larger dms.replicationInstance.class.",
    },
    {
      rule: "swap",
      metric: "SwapUsage",
      statistic: "Average",
      alarmWhen: "above",
      thresholds: swapBytes,
      whenMissing: "missing",
      advice:
        "The replication instance swaps, which slows every task on it. Take a larger dms.replicationInstance.class.",
    },
    {
      rule: "storage",
      metric: "FreeStorageSpace",
      statistic: "Minimum",
      alarmWhen: "below",
      thresholds: freeReplicationStorageBytes(settings.allocatedStorageGiB),
      periods: 1,
      whenMissing: "missing",
      advice:
        "Logs and waiting changes fill the replication instance's disk; when it is full every task stops. Delete task logs, see why the target is slow, or raise dms.replicationInstance.allocatedStorageGiB.",
    },
  ];
}

/** A task that does not run reports nothing, and that it stopped is told by its events. */
const whenMissing = "notBreaching";

const taskRules: AlarmRule[] = [
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
function binlogRule(
  migration: string,
  { migrationSources, binlogRetentionHours }: WatchedReplication,
): AlarmRule {
  const hours = binlogRetentionHours[migrationSources[migration] ?? ""];
  if (hours === undefined) {
    throw new Error(`Nobody says how long the source of ${migration} keeps its binary log`);
  }
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
const taskContext: Metric[] = [
  { metric: "FullLoadThroughputRowsTarget", statistic: "Average" },
  { metric: "CDCThroughputRowsSource", statistic: "Average" },
  { metric: "CDCThroughputRowsTarget", statistic: "Average" },
  { metric: "ValidationSucceededRecordCount", statistic: "Maximum" },
  { metric: "ValidationPendingOverallCount", statistic: "Maximum" },
];
