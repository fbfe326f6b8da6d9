import { stopReason } from "../../../lib/dms-states";
import { tableLabel } from "../../database/identifier";
import { OperationError } from "../../errors";
import type { Proof, Step, Undo } from "../../journal/steps";
import { inWords, type Replication } from "../../replications/replication";
import { until, type Waiting } from "../../wait";
import { activeOf, type Surroundings } from "../surroundings";

const namesOf = (all: readonly Replication[]) => all.map(({ migration }) => migration).join(", ");

/** Waits until DMS has compared what arrived last, and notes its counters. */
export function settled({ limit }: Surroundings, replications: readonly Replication[]): Step {
  return {
    name: "settle",
    announcement: "wait until the validation of DMS has nothing pending, and note its counters",
    limitSeconds: limit,
    act: () => Promise.resolve(),
    proof: async (): Promise<Proof> => {
      const all = await Promise.all(
        replications.map(async (it) => ({ it, tables: await it.tables() })),
      );
      const pending = all.flatMap(({ tables }) =>
        tables.filter(({ validation }) => validation.pending > 0).map(tableLabel),
      );
      if (pending.length > 0) return { proven: false, why: `pending: ${pending.join(", ")}` };
      const counters = all.map(({ it, tables }) => [
        it.migration,
        Object.fromEntries(
          tables.map((table) => [
            tableLabel(table),
            {
              loaded: table.rowsLoaded,
              changes: { ...table.changes },
              applied: { ...table.applied },
              validation: table.validation.state,
            },
          ]),
        ),
      ]);
      return { proven: true, detail: { counters: Object.fromEntries(counters) as never } };
    },
  };
}

/**
 * Stops replications where they are.
 *
 * @param name The step's name.
 */
export function stop(
  { limit }: Surroundings,
  name: string,
  replications: readonly Replication[],
): Step {
  return {
    name,
    announcement: `stop DMS for ${namesOf(replications)}; it keeps its positions`,
    limitSeconds: limit,
    act: async () => {
      for (const replication of await activeOf(replications)) await replication.stop();
    },
    proof: () => stopProof(replications),
    undo: {
      announcement: `resume DMS for ${namesOf(replications)}`,
      act: async (_, waiting) => {
        for (const replication of replications) await resume(replication, limit, waiting);
      },
    },
  };
}

async function stopProof(replications: readonly Replication[]): Promise<Proof> {
  const positions: Record<string, { stopReason: string; checkpoint: string }> = {};
  for (const replication of replications) {
    const status = await replication.describe();
    if (status.activity === "failed") {
      throw new OperationError(`${replication.migration}: ${inWords(replication, status)}`);
    }
    if (status.activity !== "stopped") {
      return { proven: false, why: `${replication.migration}: ${inWords(replication, status)}` };
    }
    if (stopReason(status.stopReason).words !== stopReason("NORMAL").words) {
      throw new OperationError(
        `${replication.migration}: it stopped for another reason than the command: ${inWords(replication, status)}`,
      );
    }
    positions[replication.migration] = {
      stopReason: status.stopReason,
      checkpoint: status.checkpoint,
    };
  }
  return { proven: true, detail: { stopped: positions } };
}

/** Resumes a replication where it stopped, from any state, and waits until it runs. */
async function resume(replication: Replication, limit: number, waiting: Waiting): Promise<void> {
  let isAsked = false;
  await until(
    `resume ${replication.migration}`,
    async () => {
      const status = await replication.describe();
      if (status.activity === "running") return { done: undefined };
      if (!isAsked && ["stopped", "failed"].includes(status.activity)) {
        await replication.start("resume-processing");
        isAsked = true;
      } else if (isAsked && status.activity === "failed") {
        throw new OperationError(`${replication.migration}: ${inWords(replication, status)}`);
      }
      return { pending: inWords(replication, status) };
    },
    limit,
    waiting,
  );
}

/** Starts a replication that is declared stopped, at a position. */
export interface StartAt {
  readonly name: string;
  readonly replications: readonly Replication[];
  /** `file:offset` by migration. */
  readonly positions: () => Readonly<Record<string, string>>;
  /** Replications in the other direction, which must not run at the same time. */
  readonly others: readonly Replication[];
  /** Why there is nothing to start, when there is not. */
  readonly missing: string;
  readonly undo?: Undo;
}

/** Starts replications of the type `cdc` at positions, never beside the other way. */
export function startAt({ limit }: Surroundings, start: StartAt): Step {
  const { name, replications, positions, others } = start;
  return {
    name,
    announcement: `start DMS for ${namesOf(replications)} at the noted positions`,
    limitSeconds: limit,
    obstacle: async () => {
      if (replications.length === 0) return start.missing;
      const running = await activeOf(others);
      return running.length === 0
        ? undefined
        : `${namesOf(running)} runs the other way: rows would go round in a circle`;
    },
    act: async () => {
      const at = positions();
      const running = await activeOf(replications);
      for (const replication of replications) {
        if (running.includes(replication)) continue;
        const position = at[replication.migration];
        if (position === undefined) {
          throw new OperationError(`${replication.migration}: there is no position to start at.`);
        }
        await replication.start("start-replication", position);
      }
    },
    proof: async () => {
      const why = await notRunning(replications);
      return why === undefined
        ? { proven: true, detail: { positions: { ...positions() } } }
        : { proven: false, why };
    },
    ...(start.undo !== undefined && { undo: start.undo }),
  };
}

/**
 * The first replication that does not run yet, in words; undefined when all do.
 *
 * @throws OperationError for one that has failed.
 */
async function notRunning(replications: readonly Replication[]): Promise<string | undefined> {
  for (const replication of replications) {
    const status = await replication.describe();
    const words = `${replication.migration}: ${inWords(replication, status)}`;
    if (status.activity === "failed") throw new OperationError(words);
    if (status.activity !== "running") return words;
  }
  return undefined;
}

/** Takes back that replications were started: stops them, and waits until they have. */
export function stopAgain(replications: readonly Replication[], limit: number): Undo {
  return {
    announcement: `stop DMS for ${namesOf(replications)}`,
    act: async (_, waiting) => {
      for (const replication of replications) {
        await until(
          `stop ${replication.migration}`,
          async () => {
            const status = await replication.describe();
            if (["stopped", "failed", "ready"].includes(status.activity))
              return { done: undefined };
            if (status.activity === "running") await replication.stop();
            return { pending: inWords(replication, status) };
          },
          limit,
          waiting,
        );
      }
    },
  };
}
