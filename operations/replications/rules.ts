import { type Replication, type ReplicationStatus, inWords, isFollowing } from "./replication";

type Facts = Pick<Replication, "type" | "migration">;

/** MySQL's error when the binary log at a position is purged. */
const purgedLog = /\b1236\b|purged|Could not find first log file/i;

/** Why a replication may not be started for the first time; undefined when it may. */
export function obstacleToStart(replication: Facts, status: ReplicationStatus): string | undefined {
  if (status.wasStarted) {
    return "it was started before, and a start would forget its position: use resume, or reload to load everything again";
  }
  return unlessActivity(replication, status, ["ready"]);
}

/** Reason why a replication may not resume; undefined if it may. */
export function obstacleToResume(
  replication: Facts,
  status: ReplicationStatus,
): string | undefined {
  if (status.activity === "ready" && !status.wasStarted) return "it was never started: use start";
  if (replication.type === "full-load" && status.loadPercent >= 100) {
    return "its load is complete, and it has nothing else to do";
  }
  if (purgedLog.test(status.failure)) {
    return "the source no longer has the binary log at its position: only reload helps, which loads everything again";
  }
  return unlessActivity(replication, status, ["stopped", "failed", "ready"]);
}

/** Why a replication may not be stopped; undefined when it may. */
export function obstacleToStop(
  replication: Facts,
  status: ReplicationStatus,
  duringLoad: boolean,
): string | undefined {
  if (status.activity === "running" && !isFollowing(replication, status) && !duringLoad) {
    return `it is ${inWords(replication, status)}: the tables being loaded would start again from their first row. Wait, or give --during-load`;
  }
  return unlessActivity(replication, status, ["running", "starting"]);
}

/**
 * Why a replication may not load everything again; undefined when it may.
 *
 * @param filled Tables in the target that have rows, which DMS would leave there: none with the setting
 *   `truncate`.
 */
export function obstacleToReload(
  replication: Facts,
  status: ReplicationStatus,
  filled: readonly string[],
): string | undefined {
  if (replication.type === "cdc") return "its type is cdc, which loads nothing";
  const [first] = filled;
  if (first !== undefined) {
    return `fullLoad.targetTables is keep, and ${filled.length} tables of the target have rows, ${first} among them: they would be loaded twice or refused. Empty them, reload single tables with --tables, or set truncate`;
  }
  return unlessActivity(replication, status, ["stopped", "failed"]);
}

/** Why single tables may not be loaded again; undefined when they may. */
export function obstacleToReloadTables(
  replication: Facts,
  status: ReplicationStatus,
): string | undefined {
  if (replication.type !== "full-load-and-cdc") {
    return `DMS loads single tables again for the type full-load-and-cdc alone; this one is ${replication.type}`;
  }
  return isFollowing(replication, status)
    ? undefined
    : `it is ${inWords(replication, status)}; it has to follow the source`;
}

function unlessActivity(
  replication: Facts,
  status: ReplicationStatus,
  allowed: readonly ReplicationStatus["activity"][],
): string | undefined {
  return allowed.includes(status.activity)
    ? undefined
    : `it is ${inWords(replication, status)}; it has to be ${allowed.join(" or ")}`;
}
