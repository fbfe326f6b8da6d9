import type { Position } from "./copy/position";
import type { SavedTable } from "./copy/session";

/** Status of a task, in DMS's words. */
export type TaskStatus =
  | "creating"
  | "ready"
  | "starting"
  | "running"
  | "stopping"
  | "stopped"
  | "failed"
  | "testing"
  | "modifying"
  | "deleting";

/** Why a task is not running any more, in DMS's words. */
export type StopReason =
  | "NORMAL"
  | "RECOVERABLE_ERROR"
  | "FATAL_ERROR"
  | "FULL_LOAD_ONLY_FINISHED"
  | "STOPPED_AFTER_FULL_LOAD"
  | "STOPPED_AFTER_CACHED_EVENTS"
  | "STOPPED_DUE_TO_LOW_MEMORY"
  | "STOPPED_DUE_TO_LOW_DISK"
  | "STOPPED_AT_SERVER_TIME"
  | "STOPPED_AT_COMMIT_TIME"
  | "RECYCLE_TASK";

/** Record of a task, as JSON. Times are seconds since 1970. */
export interface TaskRecord {
  status: TaskStatus;
  stopReason?: StopReason | undefined;
  failure?: string | undefined;
  /** Start of reading changes, in the user's words. */
  cdcStart?: string | undefined;
  cdcStop?: string | undefined;
  /** The end of the binary log when the load began. */
  changesFrom?: Position | undefined;
  /** And when it ended: changes up to there came in meanwhile. */
  cachedUntil?: Position | undefined;
  /** Up to where changes are applied. */
  applied?: Position | undefined;
  isLoaded: boolean;
  freshStartAt?: number | undefined;
  startedAt?: number | undefined;
  stoppedAt?: number | undefined;
  loadStartedAt?: number | undefined;
  loadFinishedAt?: number | undefined;
  tables: Record<string, SavedTable>;
}

/** A task that has never been started. */
export const newRecord = (): TaskRecord => ({ status: "ready", isLoaded: false, tables: {} });

/**
 * The record of a task after the double was killed while it ran: a failure that a resumption
 * repairs.
 */
export function restarted(saved: TaskRecord): TaskRecord {
  if (!["starting", "running", "stopping"].includes(saved.status)) return saved;
  return {
    ...saved,
    status: "failed",
    stopReason: "RECOVERABLE_ERROR",
    failure: "The replication engine ended unexpectedly.",
  };
}
