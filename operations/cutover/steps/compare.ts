import type { Json } from "../../../lib/canonical-json";
import type { Database } from "../../database/connect";
import { OperationError } from "../../errors";
import { storeOf } from "../../journal/run";
import type { Proof, Step } from "../../journal/steps";
import { type Counter, counterStatements, readCounters } from "../../schema/counters";
import { counterPlan } from "../../schema/plan";
import { tablesInScope } from "../../scope";
import { tableKey } from "../../preflight/row-identity";
import { verifyMigrations } from "../../verify/migrations";
import { type KeptVerification, verificationOfRun } from "../../verify/record";
import type { Surroundings } from "../surroundings";

/** Compares every row of both sides while nobody writes. */
export function verifyAll(surroundings: Surroundings): Step {
  const { context, run, sources } = surroundings;
  const names = Object.values(sources).flatMap((migrations) => Object.keys(migrations));
  const read = () => verificationOfRun(storeOf(context), run);
  return {
    name: "verify",
    announcement: "compare every row of both sides",
    limitSeconds: 10,
    act: async () => {
      await verifyMigrations(context, {
        names,
        run,
        restart: false,
        options: {
          final: true,
          tables: [],
          limits: { busyPercent: 100, mostRunning: 10_000 },
          markerLimitSeconds: surroundings.limit,
          settleSeconds: 0,
          saveIntervalMs: 10_000,
        },
      });
    },
    proof: async () => verificationProof(await read()),
  };
}

function verificationProof(kept: KeptVerification | undefined): Proof {
  if (kept?.finishedAt === undefined) return { proven: false, why: "it is unfinished" };
  const different = kept.results.filter(({ verdict }) => verdict !== "equal");
  if (different.length > 0) {
    const words = different.map(
      ({ table, problems, differences, hasMore }) =>
        `${table} (${problems.length > 0 ? problems.join(", ") : `${hasMore ? "more than " : ""}${differences.length} rows differ`})`,
    );
    throw new OperationError(
      `The two sides are not the same: ${words.join("; ")}. npm run migrate -- verify --final names the rows.`,
    );
  }
  const tables: Json = Object.fromEntries(
    kept.results.map(({ table, rows, digest, chunks, seconds, notCompared }) => [
      table,
      { rows, digest, chunks, seconds, notCompared },
    ]),
  );
  return { proven: true, detail: { depth: "every row of every table", tables } };
}

/** A side's counters that are behind, and the statements that set them. */
interface Behind {
  readonly database: Database;
  readonly statements: readonly string[];
}

/** Sets the counters of Aurora to the sources', where they are behind. */
export function setCountersOnTarget(surroundings: Surroundings): Step {
  const { context, sources } = surroundings;
  return counterStep("Aurora", async () => {
    const target = await surroundings.target();
    const all: string[] = [];
    for (const name of Object.keys(sources)) {
      const plan = await counterPlan(context, await surroundings.source(name), target, name);
      all.push(...plan.map(({ sql }) => sql));
    }
    return [{ database: target, statements: all }];
  });
}

/** Sets the counters of the sources to Aurora's, where they are behind. */
export function setCountersOnSources(surroundings: Surroundings): Step {
  const { sources } = surroundings;
  return counterStep("the sources", async () => {
    const target = await surroundings.target();
    return Promise.all(
      Object.entries(sources).map(async ([name, migrations]) => {
        const database = await surroundings.source(name);
        const scope = await tablesInScope(database.query, migrations);
        const onTarget = await readCounters(
          target.query,
          scope.map((it) => it.target),
        );
        const renamed = scope.flatMap((it): readonly Counter[] => {
          const found = onTarget.find((counter) => tableKey(counter) === tableKey(it.target));
          return found === undefined ? [] : [{ ...it.source, next: found.next }];
        });
        const own = await readCounters(
          database.query,
          scope.map((it) => it.source),
        );
        return {
          database,
          statements: counterStatements(renamed, own).map(({ sql }) => sql),
        };
      }),
    );
  });
}

function counterStep(label: string, read: () => Promise<readonly Behind[]>): Step {
  let set: readonly string[] = [];
  return {
    name: "counters",
    announcement: `on ${label}: ALTER TABLE … AUTO_INCREMENT where the counter is behind`,
    limitSeconds: 60,
    act: async () => {
      const behind = await read();
      for (const { database, statements } of behind) {
        for (const statement of statements) await database.query(statement);
      }
      set = behind.flatMap(({ statements }) => statements);
    },
    proof: async () => {
      const behind = (await read()).flatMap(({ statements }) => statements);
      return behind.length === 0
        ? { proven: true, detail: { set } }
        : { proven: false, why: `behind: ${behind.join("; ")}` };
    },
  };
}
