import type * as pulumi from "@pulumi/pulumi";
import { rulesFor } from "../../lib/alarm-rules";
import { instancePurpose } from "../../lib/dms-names";
import type { Dms } from "../dms";
import type { Watched } from "./alarms";
import { type InstanceSize, instanceRules } from "./replication-instance-rules";
import { taskContext, taskRulesFor } from "./replication-task-rules";

const namespace = "AWS/DMS";

/** Properties of DMS that its alarms depend on. */
export interface WatchedReplication extends Pick<
  Dms,
  "taskIdentifiers" | "taskInstances" | "watchedTasks"
> {
  /** The replication instances by name: the identifier that their owner gave, class and storage. */
  readonly replicationInstances: Record<string, WatchedInstance>;
}

/** Properties of a replication instance that its alarms depend on. */
interface WatchedInstance {
  readonly instanceId: pulumi.Input<string>;
  readonly settings: InstanceSize;
}

/** Every replication instance, and every replication task that has alarms in its phase. */
export function watchReplication(dms: WatchedReplication): Watched[] {
  const instances = Object.entries(dms.replicationInstances).map(([name, instance]): Watched => ({
    kind: "replicationInstance",
    name: instancePurpose(name),
    namespace,
    dimensions: dimensionsOf(instance),
    rules: rulesFor(instanceRules, instance.settings),
  }));
  const tasks = Object.entries(dms.watchedTasks).map(([task, watched]): Watched => ({
    kind: "task",
    name: `task-${task}`,
    namespace,
    // Without the instance a task's metrics are not found.
    dimensions: {
      ...dimensionsOf(instanceOf(task, dms)),
      ReplicationTaskIdentifier: dms.taskIdentifiers[task] ?? "",
    },
    rules: taskRulesFor(watched),
    context: taskContext,
  }));
  return [...instances, ...tasks];
}

function instanceOf(
  task: string,
  { replicationInstances, taskInstances }: WatchedReplication,
): WatchedInstance {
  const found = replicationInstances[taskInstances[task] ?? ""];
  if (found === undefined) {
    throw new Error(
      `The task of ${task} is on none of the replication instances ${Object.keys(replicationInstances).join(", ")}`,
    );
  }
  return found;
}

function dimensionsOf({ instanceId }: WatchedInstance) {
  return { ReplicationInstanceIdentifier: instanceId };
}
