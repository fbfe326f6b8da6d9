/** Activity of a replication, independent of DMS's word for it. */
export type Activity =
  /** Made and never started, or not since it was changed. */
  | "ready"
  | "starting"
  /** It loads, replicates or validates. */
  | "running"
  | "stopping"
  | "stopped"
  | "failed"
  /** A premigration assessment runs. */
  | "assessing"
  /** DMS works on the replication itself; it takes no command meanwhile. */
  | "changing"
  | "deleting";

/**
 * The activity behind each status of `DescribeReplicationTasks` and `DescribeReplications`.
 * Source: the DMS API reference and user guide (task status; serverless replication states).
 */
const activities: Readonly<Record<string, Activity>> = {
  creating: "changing",
  ready: "ready",
  starting: "starting",
  running: "running",
  stopping: "stopping",
  stopped: "stopped",
  failed: "failed",
  testing: "assessing",
  modifying: "changing",
  moving: "changing",
  "failed-move": "failed",
  deleting: "deleting",
  // Serverless only.
  created: "ready",
  initializing: "starting",
  preparing_metadata_resources: "starting",
  testing_connection: "starting",
  fetching_metadata: "starting",
  calculating_capacity: "starting",
  provisioning_capacity: "starting",
  replication_starting: "starting",
  deprovisioning: "stopping",
};

/** The activity behind a status of DMS. One that is not known takes no command. */
export function activityOf(status: string): Activity {
  return activities[status.toLowerCase().replaceAll(" ", "_")] ?? "changing";
}

/** Why a replication stopped, and what that means for who operates it. */
export interface StopReason {
  readonly words: string;
  /** Whether it stopped as it was meant to. */
  readonly intended: boolean;
}

/**
 * The reasons of `StopReason`, which DMS writes with the words "Stop Reason" before them.
 * Source: the DMS API reference, `ReplicationTask`.
 */
const stopReasons: Readonly<Record<string, StopReason>> = {
  NORMAL: { words: "of a request to stop", intended: true },
  RECOVERABLE_ERROR: { words: "of an error that DMS retries", intended: false },
  FATAL_ERROR: { words: "of an error that DMS does not retry", intended: false },
  FULL_LOAD_ONLY_FINISHED: { words: "the load is complete", intended: true },
  STOPPED_AFTER_FULL_LOAD: {
    words: "the load is complete; the changes made meanwhile are not applied yet",
    intended: true,
  },
  STOPPED_AFTER_CACHED_EVENTS: {
    words: "the load is complete, with the changes made meanwhile",
    intended: true,
  },
  EXPRESS_LICENSE_LIMITS_REACHED: { words: "a license limit was reached", intended: false },
  STOPPED_AFTER_DDL_APPLY: { words: "a change of a table was applied", intended: true },
  STOPPED_DUE_TO_LOW_MEMORY: {
    words: "the replication instance has too little memory",
    intended: false,
  },
  STOPPED_DUE_TO_LOW_DISK: {
    words: "the replication instance has too little storage",
    intended: false,
  },
  STOPPED_AT_SERVER_TIME: { words: "the server time that was set is reached", intended: true },
  STOPPED_AT_COMMIT_TIME: { words: "the commit time that was set is reached", intended: true },
  // Both stop a task for a moment: it is not where its operator left it.
  RECONFIGURATION_RESTART: { words: "DMS restarts it with new settings", intended: false },
  RECYCLE_TASK: { words: "DMS restarts it", intended: false },
};

/** Parses a stop reason of DMS. One that is not known was not intended. */
export function stopReason(text: string): StopReason {
  const name = text.replace(/^Stop Reason\s+/i, "").trim();
  return stopReasons[name] ?? { words: name, intended: false };
}

/** States of a table that its replication does not get on with by itself (`TableState`). */
export const brokenTableStates: readonly string[] = [
  "Table does not exist",
  "Table cancelled",
  "Table error",
];

/**
 * Validation states of a table (`ValidationState`) that somebody has to look at: every migration has
 * its validation enabled.
 */
export const brokenValidationStates: readonly string[] = [
  "Not enabled",
  "Mismatched records",
  "Suspended records",
  "Table error",
  "Error",
];
