import type { Json } from "../../lib/canonical-json";
import { brokenTableStates, stopReason } from "../../lib/dms-states";
import type { TableName } from "../database/identifier";
import { tableLabel } from "../database/identifier";
import { OperationError } from "../errors";
import type { Proof, Step } from "../journal/steps";
import {
  inWords,
  isFollowing,
  type Replication,
  type ReplicationStatus,
  type StartType,
} from "./replication";
import {
  obstacleToReload,
  obstacleToReloadTables,
  obstacleToResume,
  obstacleToStart,
  obstacleToStop,
} from "./rules";

/** Starts a replication for the first time, at a position when it is of the type `cdc`. */
export function startStep(replication: Replication, limitSeconds: number, position?: string): Step {
  const at = position === undefined ? "" : ` at ${position}`;
  return launchStep(replication, limitSeconds, {
    name: "start",
    announcement: `start the ${nounOf(replication)} of ${replication.migration}${at}`,
    type: "start-replication",
    position,
    obstacle: (status) => obstacleToStart(replication, status),
  });
}

/** Resumes a replication where it stopped. */
export function resumeStep(replication: Replication, limitSeconds: number): Step {
  return launchStep(replication, limitSeconds, {
    name: "resume",
    announcement: `resume the ${nounOf(replication)} of ${replication.migration} where it stopped`,
    type: "resume-processing",
    obstacle: (status) => obstacleToResume(replication, status),
  });
}

/**
 * Loads everything again, and forgets the position.
 *
 * @param filled The tables in the target that have rows, which DMS would leave there.
 */
export function reloadStep(
  replication: Replication,
  limitSeconds: number,
  filled: readonly string[],
): Step {
  return launchStep(replication, limitSeconds, {
    name: "reload",
    announcement: `load every table of ${replication.migration} again`,
    type: "reload-target",
    obstacle: (status) => obstacleToReload(replication, status, filled),
    isDoneWhenUnderWay: false,
  });
}

interface Launch {
  readonly name: string;
  readonly announcement: string;
  readonly type: StartType;
  readonly position?: string | undefined;
  readonly obstacle: (status: ReplicationStatus) => string | undefined;
  /** Whether one that is under way needs nothing. Default: yes. */
  readonly isDoneWhenUnderWay?: boolean;
}

function launchStep(replication: Replication, limitSeconds: number, launch: Launch): Step {
  const { isDoneWhenUnderWay = true } = launch;
  const isDone = (status: ReplicationStatus) => isDoneWhenUnderWay && isUnderWay(status);
  let before: ReplicationStatus | undefined;
  let wasSeenActive = false;
  return {
    name: `${launch.name} ${replication.migration}`,
    announcement: launch.announcement,
    limitSeconds,
    obstacle: async () => {
      const status = await replication.describe();
      return isDone(status) ? undefined : launch.obstacle(status);
    },
    act: async () => {
      before = await replication.describe();
      if (isDone(before)) return;
      await replication.start(launch.type, launch.position);
    },
    proof: async () => {
      const status = await replication.describe();
      if (status.activity === "running") return proven(status);
      wasSeenActive ||= isUnderWay(status);
      // Right after the call DMS may still report how it was before.
      const isNews = wasSeenActive || (before && before.startedAt !== status.startedAt) === true;
      return isNews ? judgeEnd(replication, status) : pending(replication, status);
    },
  };
}

const nounOf = ({ kind }: Replication) => (kind === "task" ? "task" : "serverless replication");

const isUnderWay = ({ activity }: ReplicationStatus) =>
  activity === "running" || activity === "starting";

/** A replication that has ended by the time that somebody looks: as it was meant to, or not. */
function judgeEnd(replication: Replication, status: ReplicationStatus): Proof {
  const { activity } = status;
  if (activity === "stopped" && stopReason(status.stopReason).intended) return proven(status);
  if (activity === "failed" || activity === "stopped") {
    throw new OperationError(`${replication.migration}: ${inWords(replication, status)}`);
  }
  return pending(replication, status);
}

/** Stops a replication, which keeps its position. */
export function stopStep(
  replication: Replication,
  limitSeconds: number,
  duringLoad: boolean,
): Step {
  const ended = (status: ReplicationStatus) =>
    ["stopped", "failed", "ready"].includes(status.activity);
  let wasFollowing = false;
  let wasAsked = false;
  return {
    name: `stop ${replication.migration}`,
    announcement: `stop the ${nounOf(replication)} of ${replication.migration}; it keeps its position`,
    limitSeconds,
    obstacle: async () => {
      const status = await replication.describe();
      return ended(status) ? undefined : obstacleToStop(replication, status, duringLoad);
    },
    act: async () => {
      const status = await replication.describe();
      if (!isUnderWay(status)) return;
      wasFollowing = isFollowing(replication, status);
      wasAsked = true;
      await replication.stop();
    },
    proof: async () => {
      const status = await replication.describe();
      if (!ended(status)) return pending(replication, status);
      const problem = wasAsked ? problemOfStop(replication, status, wasFollowing) : undefined;
      if (problem !== undefined) throw new OperationError(`${replication.migration}: ${problem}`);
      return proven(status);
    },
  };
}

/** Why a replication that was asked to stop did not end as it was meant to; undefined when it did. */
function problemOfStop(
  replication: Replication,
  status: ReplicationStatus,
  wasFollowing: boolean,
): string | undefined {
  const isMeant = status.stopReason === "" || stopReason(status.stopReason).intended;
  if (status.activity === "failed" || !isMeant) {
    return `it was asked to stop, and ${inWords(replication, status)}`;
  }
  return wasFollowing && status.checkpoint === ""
    ? "it has stopped, and DMS shows no position to resume from (RecoveryCheckpoint)"
    : undefined;
}

/**
 * Loads single tables of a replication again.
 *
 * @param empty Empties the tables in the target before; for the setting `keep`.
 */
export function reloadTablesStep(
  replication: Replication,
  limitSeconds: number,
  tables: readonly TableName[],
  empty?: { readonly announcement: string; readonly act: () => Promise<void> },
): Step {
  const isWanted = (it: TableName) =>
    tables.some(({ schema, table }) => schema === it.schema && table === it.table);
  const wanted = async () => (await replication.tables()).filter(isWanted);
  let begunBefore: ReadonlyMap<string, string> | undefined;
  return {
    name: `reload ${tables.map(tableLabel).join(" ")} of ${replication.migration}`,
    announcement: [empty?.announcement, `load ${tables.map(tableLabel).join(", ")} again`]
      .filter((line) => line !== undefined)
      .join("; "),
    limitSeconds,
    obstacle: async () => obstacleToReloadTables(replication, await replication.describe()),
    act: async () => {
      const statuses = await wanted();
      await empty?.act();
      await replication.reloadTables(tables);
      begunBefore = new Map(statuses.map((it) => [tableLabel(it), it.loadStartedAt]));
    },
    proof: async () => {
      // Only the process that requested the load knows which load is meant.
      if (begunBefore === undefined) return { proven: false, why: "not asked for yet" };
      const statuses = await wanted();
      const broken = statuses.find(({ state }) => brokenTableStates.includes(state));
      if (broken) throw new OperationError(`${tableLabel(broken)}: ${broken.state}`);
      const open = statuses.filter(
        (it) =>
          it.state !== "Table completed" || begunBefore?.get(tableLabel(it)) === it.loadStartedAt,
      );
      return open.length === 0
        ? { proven: true, detail: { rows: statuses.map(({ rowsLoaded }) => rowsLoaded) } }
        : { proven: false, why: open.map((it) => `${tableLabel(it)}: ${it.state}`).join(", ") };
    },
  };
}

function proven(status: ReplicationStatus): Proof {
  const { status: word, checkpoint } = status;
  const detail: Json = { status: word, stopReason: status.stopReason, checkpoint };
  return { proven: true, detail };
}

function pending(replication: Replication, status: ReplicationStatus): Proof {
  return { proven: false, why: inWords(replication, status) };
}
