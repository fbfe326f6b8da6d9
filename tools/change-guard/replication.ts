import { type Judge } from "./dangerous-change";
import { judgePhase } from "./phases";
import { changedBesides } from "./planned-change";

/** The DMS commands' names for a task and a serverless replication. */
type Kind = "replication-task" | "replication";

const stopFirst = (what: string, kind: Kind = "replication-task") =>
  `stop ${what} at a quiet moment (aws dms stop-${kind}), deploy, and resume (aws dms start-${kind} --start-${kind}-type resume-processing)`;

/** Changes that DMS makes without interrupting a replication instance. */
const quietOnInstances = [
  "allowMajorVersionUpgrade",
  "applyImmediately",
  "autoMinorVersionUpgrade",
  "preferredMaintenanceWindow",
  "vpcSecurityGroupIds",
];

/**
 * DMS loads tables when a task starts. Source: "Modifying a task" and "Reloading tables during a
 * task" of the DMS user guide.
 */
const changedSelection = {
  what: "is stopped and would have its table mappings changed",
  consequence:
    "a resumed replication follows the changes of newly selected tables, but does not load the rows that they have",
  instead:
    "give new tables a migration of their own; or allow the change, resume, and reload the new tables (npm run migrate -- reload --tables)",
};

/**
 * DMS changes a task only while it is stopped. The provider stops a running one and, as tasks are
 * declared stopped, does not start it again. Source: `replication_task.go` and
 * `replication_config.go` of the AWS provider.
 */
export const judgeReplication =
  (kind: Kind): Judge =>
  (change, replications) => {
    const jump = judgePhase(change);
    if (jump !== undefined) return jump;
    const progress = replications.progressOf(
      change.outputs["replicationTaskArn"] ?? change.outputs["arn"],
    );
    const mayRun = progress === "running" || progress === "unknown";
    const state = progress === "unknown" ? "may be running" : "is running";
    if (change.operation === "update") {
      const properties = changedBesides(change);
      if (progress === "stopped" && properties.includes("tableMappings")) return changedSelection;
      if (properties.length === 0 || !mayRun) return undefined;
      return {
        what: `${state} and would be stopped to be changed (${properties.join(", ")})`,
        consequence:
          "it stops when the deployment comes to it and stays stopped; the target falls behind until somebody resumes it",
        instead: stopFirst("it", kind),
      };
    }
    if (progress === "never started") return undefined;
    return {
      what: `would be ${change.operation}d${mayRun ? ` and ${state}` : ""}`,
      consequence:
        "its place in the binary log is lost: a task of the same name would have to load every table again",
      instead:
        "undo what replaces or removes it: its identifiers and endpoints are never changed; once the cut-over is behind you, allow it",
    };
  };

/** DMS refuses to change or delete an endpoint while a task that uses it runs. */
export const judgeEndpoint: Judge = (change, replications) => {
  if (change.operation === "update" && changedBesides(change).length === 0) return undefined;
  if (!replications.mayUseEndpoint(change.outputs["endpointArn"])) return undefined;
  return {
    what: `would be ${change.operation}d while tasks that use it run, or may run`,
    consequence:
      "DMS refuses it (InvalidResourceStateFault), and the deployment ends half-way; a replaced endpoint replaces its tasks, too",
    instead: `${stopFirst("the tasks that use it")}, after testing the connection again`,
  };
};

/** A replication instance restarts for most changes, and takes its tasks with it when it goes. */
export const judgeReplicationInstance: Judge = (change, replications) => {
  const properties = changedBesides(change, quietOnInstances);
  if (change.operation === "update" && properties.length === 0) return undefined;
  if (!replications.mayRunOn(change.outputs["replicationInstanceArn"])) return undefined;
  return change.operation === "update"
    ? {
        what: `would be changed (${properties.join(", ")}) while tasks on it run, or may run`,
        consequence:
          "it restarts in its maintenance window: tasks end with an error or are resumed, and a full load starts again",
        instead: stopFirst("its tasks before the window"),
      }
    : {
        what: `would be ${change.operation}d while tasks on it run, or may run`,
        consequence: "its tasks are replaced with it and lose their places in the binary log",
        instead:
          "add an instance to dms.replicationInstances for new migrations, and let this one end with its own",
      };
};
