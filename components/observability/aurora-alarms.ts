import type * as pulumi from "@pulumi/pulumi";
import { type AlarmRule, rulesFor } from "../../lib/alarm-rules";
import {
  defaultMaxConnections,
  replicationLatencySeconds,
  serverlessMemoryGiB,
  volumeLeftBytes,
} from "../../lib/alarm-thresholds";
import { auroraMemoryGiB } from "../../lib/aurora-classes";
import type { ParameterOverrides } from "../../lib/aurora-parameters";
import type { Watched } from "./alarms";
import { instanceContext, instanceRules, type InstanceSize } from "./aurora-instance-rules";
import { readerRules } from "./aurora-reader-rules";

const namespace = "AWS/RDS";

/** Properties of the Aurora cluster that its alarms depend on. */
export interface WatchedCluster {
  readonly clusterIdentifier: pulumi.Input<string>;
  readonly instanceIdentifiers: pulumi.Input<string>[];
  /** Class of provisioned instances. Exactly one of this and `serverless`. */
  readonly instances?: { readonly class: string };
  /** How many readers the load may lead to. Default: it leads to none. */
  readonly readers?: { readonly most: string } | undefined;
  /** Capacity limit of serverless instances, in Aurora capacity units. */
  readonly serverless?: { readonly maxCapacity: number };
  /** Configured parameters. Default: Aurora's own, which follows from the memory. */
  readonly parameters?: Pick<ParameterOverrides, "max_connections">;
}

/** The cluster, each of its instances, and its readers together when the load adds some. */
export function watchCluster(database: WatchedCluster): Watched[] {
  const size = sizeOf(database);
  const rules = rulesFor(instanceRules, size);
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
            rules: rulesFor(readerRules, size),
          } satisfies Watched,
        ]
      : []),
  ];
}

/** The size of each instance, from which its thresholds follow. */
function sizeOf(database: WatchedCluster): InstanceSize {
  const memory = memoryGiB(database);
  const { max_connections: maxConnections } = database.parameters ?? {};
  return {
    memoryGiB: memory,
    maxConnections: Number(maxConnections ?? defaultMaxConnections(memory)),
  };
}

/** Serverless instances report free memory as it would be at the maximum capacity. */
function memoryGiB({ instances, serverless }: WatchedCluster): number {
  if (instances && !serverless) return auroraMemoryGiB(instances.class);
  if (serverless && !instances) return serverlessMemoryGiB(serverless.maxCapacity);
  throw new Error("Give the alarms either the class of instances or the limits of serverless ones");
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
