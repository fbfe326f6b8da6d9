import type * as pulumi from "@pulumi/pulumi";
import type { AlarmRule, Metric } from "../../lib/alarm-rules";
import {
  connectionCount,
  cpuPercent,
  deadlocksPerSecond,
  defaultMaxConnections,
  freeLocalStorageBytes,
  freeMemoryBytes,
  replicaLagMilliseconds,
  replicationLatencySeconds,
  serverlessMemoryGiB,
  volumeLeftBytes,
} from "../../lib/alarm-thresholds";
import { auroraMemoryGiB } from "../../lib/aurora-classes";
import type { Watched } from "./alarms";

const namespace = "AWS/RDS";

/** What the alarms need to know of the Aurora cluster. */
export interface WatchedCluster {
  readonly clusterIdentifier: pulumi.Input<string>;
  readonly instanceIdentifiers: pulumi.Input<string>[];
  /** Class of provisioned instances. Exactly one of this and `serverless`. */
  readonly instances?: { readonly class: string };
  /** How many readers the load may lead to. Default: it leads to none. */
  readonly readers?: { readonly most: string } | undefined;
  /** Capacity limit of serverless instances, in Aurora capacity units. */
  readonly serverless?: { readonly maxCapacity: number };
}

/** The cluster, each of its instances, and its readers together when the load adds some. */
export function watchCluster(database: WatchedCluster): Watched[] {
  const memory = memoryGiB(database);
  const rules = instanceRules(memory);
  const cluster = { DBClusterIdentifier: database.clusterIdentifier };
  return [
    {
      kind: "auroraCluster",
      name: "aurora",
      namespace,
      dimensions: cluster,
      rules: clusterRules,
    },
    ...database.instanceIdentifiers.map((identifier, index): Watched => ({
      kind: "auroraInstance",
      name: `aurora-${index + 1}`,
      namespace,
      dimensions: { DBInstanceIdentifier: identifier },
      rules,
      context: instanceContext,
    })),
    ...(database.readers
      ? [
          {
            kind: "auroraReaders",
            name: "aurora-readers",
            namespace,
            // Readers that the load adds have names that nobody knows before.
            dimensions: { ...cluster, Role: "READER" },
            rules: readerRules(memory),
          } satisfies Watched,
        ]
      : []),
  ];
}

/** Serverless instances report free memory as it would be at the maximum capacity. */
function memoryGiB({ instances, serverless }: WatchedCluster): number {
  if (instances && !serverless) return auroraMemoryGiB(instances.class);
  if (serverless && !instances) return serverlessMemoryGiB(serverless.maxCapacity);
  throw new Error("Give the alarms either the class of instances or the limits of serverless ones");
}

function instanceRules(memory: number): AlarmRule[] {
  return [
    {
      rule: "cpu",
      metric: "CPUUtilization",
      statistic: "Average",
      alarmWhen: "above",
      thresholds: cpuPercent,
      whenMissing: "missing",
      advice:
        "An Aurora instance is short of processor time. Find the statements in Performance Insights; during a full load reduce its parallelism, or take a larger class or capacity.",
    },
    {
      rule: "memory",
      metric: "FreeableMemory",
      statistic: "Average",
      alarmWhen: "below",
      thresholds: freeMemoryBytes(memory),
      whenMissing: "missing",
      advice:
        "An Aurora instance runs out of memory and may restart. Look for many connections and large sorts in Performance Insights, or take a larger class or capacity.",
    },
    {
      rule: "connections",
      metric: "DatabaseConnections",
      statistic: "Maximum",
      alarmWhen: "above",
      thresholds: connectionCount(defaultMaxConnections(memory)),
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
      thresholds: freeLocalStorageBytes(memory),
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
}

/**
 * Of all readers together, by the one that is worst off. Nothing is missing when there is none, which
 * the alarms of the instances tell.
 */
function readerRules(memory: number): AlarmRule[] {
  return [
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
      thresholds: freeMemoryBytes(memory),
      whenMissing: "notBreaching",
      advice:
        "A reader of Aurora, maybe one that the load has added, runs out of memory. Look for large sorts in Performance Insights, or take a larger class.",
    },
    {
      rule: "connections",
      metric: "DatabaseConnections",
      statistic: "Maximum",
      alarmWhen: "above",
      thresholds: connectionCount(defaultMaxConnections(memory)),
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
      thresholds: freeLocalStorageBytes(memory),
      periods: 1,
      whenMissing: "notBreaching",
      advice:
        "Temporary tables fill the local storage of a reader of Aurora; when it is full statements fail. Find the statements that sort on disk, or take a larger class.",
    },
  ];
}

const clusterRules: AlarmRule[] = [
  {
    rule: "volume",
    metric: "AuroraVolumeBytesLeftTotal",
    statistic: "Minimum",
    alarmWhen: "below",
    thresholds: volumeLeftBytes,
    periods: 1,
    whenMissing: "missing",
    advice:
      "The cluster's volume nears its greatest size, after which Aurora turns read-only. Drop or archive tables before the load goes on.",
  },
  {
    rule: "binlog-lag",
    metric: "AuroraBinlogReplicaLag",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: replicationLatencySeconds,
    // Only a cluster that itself replicates from a binary log reports it.
    whenMissing: "notBreaching",
    advice:
      "Aurora falls behind a MySQL server whose binary log it reads. See SHOW REPLICA STATUS for an error first, then for a long transaction.",
  },
];

const instanceContext: Metric[] = [
  { metric: "DMLLatency", statistic: "Average" },
  { metric: "DMLThroughput", statistic: "Average" },
];
