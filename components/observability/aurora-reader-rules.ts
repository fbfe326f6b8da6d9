import type { SizedRule } from "../../lib/alarm-rules";
import {
  connectionCount,
  cpuPercent,
  freeLocalStorageBytes,
  freeMemoryBytes,
  replicaLagMilliseconds,
} from "../../lib/alarm-thresholds";
import type { InstanceSize } from "./aurora-instance-rules";

/**
 * Alarms on all readers together, by the worst of them. Missing data is fine: the alarms on the
 * instances report a missing reader.
 */
export const readerRules: SizedRule<InstanceSize>[] = [
  {
    rule: "cpu",
    metric: "CPUUtilization",
    // One busy reader is no fault: their number follows their average.
    statistic: "Average",
    alarmWhen: "above",
    thresholds: cpuPercent,
    whenMissing: "notBreaching",
    advice:
      "Aurora's readers are short of processor time although their number follows the load. See whether database.instances.readerScaling.maxReaders is reached, and find the statements in Performance Insights.",
  },
  {
    rule: "memory",
    metric: "FreeableMemory",
    statistic: "Minimum",
    alarmWhen: "below",
    thresholds: ({ memoryGiB }) => freeMemoryBytes(memoryGiB),
    whenMissing: "notBreaching",
    advice:
      "A reader of Aurora, maybe one that the load has added, runs out of memory. Look for large sorts in Performance Insights, or take a larger class.",
  },
  {
    rule: "connections",
    metric: "DatabaseConnections",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: ({ maxConnections }) => connectionCount(maxConnections),
    whenMissing: "notBreaching",
    advice:
      "A reader of Aurora soon refuses new connections. Connections that are open already do not move to readers that are added: bound the application's pools and the life of their connections.",
  },
  {
    rule: "replica-lag",
    metric: "AuroraReplicaLag",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: replicaLagMilliseconds,
    whenMissing: "notBreaching",
    advice:
      "A reader of Aurora, maybe one that the load has added, is behind the writer, so reads are stale. Look for long transactions on the readers and for heavy writes.",
  },
  {
    rule: "local-storage",
    metric: "FreeLocalStorage",
    statistic: "Minimum",
    alarmWhen: "below",
    thresholds: ({ memoryGiB }) => freeLocalStorageBytes(memoryGiB),
    periods: 1,
    whenMissing: "notBreaching",
    advice:
      "Temporary tables fill the local storage of a reader of Aurora; when it is full statements fail. Find the statements that sort on disk, or take a larger class.",
  },
];
