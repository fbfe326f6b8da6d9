import type * as pulumi from "@pulumi/pulumi";
import { rulesFor } from "../../lib/alarm-rules";
import { instancePurpose } from "../../lib/dms-names";
import type { Dms } from "../dms";
import type { Watched } from "./alarms";
import { type InstanceSize, instanceRules } from "./replication-instance-rules";
import { binlogRule, taskContext, taskRules } from "./replication-task-rules";

const namespace = "AWS/DMS";

/** What the alarms need to know of DMS. */
export interface WatchedReplication extends Pick<
  Dms,
  "taskIdentifiers" | "taskInstances" | "migrationSources" | "binlogRetentionHours"
> {
  /** The replication instances by name: the identifier that their owner gave, class and storage. */
  readonly replicationInstances: Record<string, WatchedInstance>;
}

/** What the alarms need to know of a replication instance. */
interface WatchedInstance {
  readonly instanceId: pulumi.Input<string>;
  readonly settings: InstanceSize;
}

/** Every replication instance and every replication task. */
export function watchReplication(dms: WatchedReplication): Watched[] {
  const instances = Object.entries(dms.replicationInstances).map(([name, instance]): Watched => ({
    kind: "replicationInstance",
    name: instancePurpose(name),
    namespace,
    dimensions: dimensionsOf(instance),
    rules: rulesFor(instanceRules, instance.settings),
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
    rules: [...taskRules, binlogRule(binlogRetentionOf(migration, dms))],
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

/** Hours that the source of a migration keeps its binary log. */
function binlogRetentionOf(
  migration: string,
  { migrationSources, binlogRetentionHours }: WatchedReplication,
): number {
  const hours = binlogRetentionHours[migrationSources[migration] ?? ""];
  if (hours === undefined) {
    throw new Error(`The binary log retention of the source of ${migration} is unknown`);
  }
  return hours;
}
