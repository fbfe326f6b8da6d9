import type { Metric, SizedRule } from "../../lib/alarm-rules";
import {
  connectionCount,
  deadlocksPerSecond,
  freeLocalStorageBytes,
  freeMemoryBytes,
  replicaLagMilliseconds,
} from "../../lib/alarm-thresholds";
import { cpuRule } from "./instance-rules";

/** Properties of an instance from which its thresholds follow. */
export interface InstanceSize {
  readonly memoryGiB: number;
  /** Connections that it accepts. */
  readonly maxConnections: number;
}

/** Alarms on an instance. */
export const instanceRules: SizedRule<InstanceSize>[] = [
  cpuRule(
    "An Aurora instance is short of processor time. Find the statements in Performance Insights; during a full load reduce its parallelism, or take a larger class or capacity.",
  ),
  {
    rule: "memory",
    metric: "FreeableMemory",
    statistic: "Average",
    alarmWhen: "below",
    thresholds: ({ memoryGiB }) => freeMemoryBytes(memoryGiB),
    whenMissing: "missing",
    advice:
      "An Aurora instance runs out of memory and may restart. Look for many connections and large sorts in Performance Insights, or take a larger class or capacity.",
  },
  {
    rule: "connections",
    metric: "DatabaseConnections",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: ({ maxConnections }) => connectionCount(maxConnections),
    whenMissing: "missing",
    advice:
      "An Aurora instance soon refuses new connections. Find who holds them with SHOW PROCESSLIST and bound the application's connection pools.",
  },
  {
    rule: "replica-lag",
    metric: "AuroraReplicaLag",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: replicaLagMilliseconds,
    // Only readers report it, and any instance may become the writer.
    whenMissing: "notBreaching",
    advice:
      "A reader is behind the writer, so reads are stale and a failover takes longer. Look for long transactions on the reader and for heavy writes.",
  },
  {
    rule: "local-storage",
    metric: "FreeLocalStorage",
    statistic: "Minimum",
    alarmWhen: "below",
    thresholds: ({ memoryGiB }) => freeLocalStorageBytes(memoryGiB),
    periods: 1,
    whenMissing: "missing",
    advice:
      "Temporary tables and logs fill an Aurora instance's local storage; when it is full statements fail. Find the statements that sort on disk, or take a larger class.",
  },
  {
    rule: "deadlocks",
    metric: "Deadlocks",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: deadlocksPerSecond,
    whenMissing: "missing",
    advice:
      "Transactions in Aurora deadlock again and again. See SHOW ENGINE INNODB STATUS: before the cutover somebody other than DMS writes to the migrated tables, after it the application takes locks in varying order.",
  },
];

/** Metrics that help to understand an instance's alarms. */
export const instanceContext: Metric[] = [
  { metric: "DMLLatency", statistic: "Average" },
  { metric: "DMLThroughput", statistic: "Average" },
];
