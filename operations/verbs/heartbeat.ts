import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context";
import type { Database } from "../database/connect";
import { UsageError } from "../errors";
import { exitCodes } from "../exit-codes";
import {
  beat,
  creation,
  type HeartbeatTable,
  heartbeatOf,
  heartbeatRow,
} from "../heartbeat/heartbeat";
import { selectMigrations } from "../scope";
import type { Verb } from "../verb";
import { wholeNumber } from "./options";

/** A migration that has a heartbeat table. */
interface Beating {
  readonly migration: string;
  readonly source: string;
  readonly table: HeartbeatTable;
}

/** `heartbeat`: writes a row to each source again and again, so that the true delay can be seen. */
export const heartbeatVerb: Verb = {
  name: "heartbeat",
  description:
    "Creates the heartbeat tables, then writes a row to each at an interval until interrupted.",
  declare: (command) =>
    command
      .argument("[migrations...]", "names from dms.migrations; default: all")
      .option("--interval <seconds>", "between two rows", wholeNumber("--interval", 1, 3_600), 10)
      .option("--create-only", "create the tables and stop; required before the load", false),
  run: async (context, [names], { interval, createOnly }) => {
    const beating = beatingOf(context, names as readonly string[]);
    const statements = beating.flatMap(({ source, table }) => [
      ...creation(table.source).map((sql) => `on the source ${source}: ${sql}`),
      ...creation(table.target).map((sql) => `on the target: ${sql}`),
    ]);
    const rows = beating.map(
      ({ source, table }) =>
        `on the source ${source}, every ${String(interval)} s: REPLACE INTO ${table.source.schema}.${table.source.table}`,
    );
    const actions = createOnly === true ? statements : [...statements, ...rows];
    if (!(await context.console.mayProceed(actions))) return exitCodes.success;
    await withDatabases(context, beating, async (sources, target) => {
      for (const { source, table } of beating) {
        for (const sql of creation(table.source)) await sources.get(source)?.query(sql);
        for (const sql of creation(table.target)) await target.query(sql);
      }
      while (createOnly !== true) {
        for (const { source, table } of beating) {
          const database = sources.get(source);
          if (database) await beat(database.query, table.source, heartbeatRow);
        }
        context.console.progress(`${new Date().toISOString()} ${beating.length} rows written`);
        await sleep(Number(interval) * 1000, undefined, { signal: context.signal });
      }
    });
    return exitCodes.success;
  },
};

function beatingOf({ config }: Context, names: readonly string[]): readonly Beating[] {
  const beating = Object.entries(selectMigrations(config, names)).flatMap(
    ([migration, settings]) => {
      const table = heartbeatOf(migration, settings);
      return table === undefined ? [] : [{ migration, source: settings.source, table }];
    },
  );
  if (beating.length > 0) return beating;
  throw new UsageError(
    "No migration has a heartbeat table: set operations.heartbeat to true and deploy the stack before the load.",
  );
}

async function withDatabases(
  { openSource, openTarget }: Context,
  beating: readonly Beating[],
  use: (sources: ReadonlyMap<string, Database>, target: Database) => Promise<void>,
): Promise<void> {
  const target = await openTarget();
  const sources = new Map<string, Database>();
  try {
    for (const name of new Set(beating.map(({ source }) => source))) {
      sources.set(name, await openSource(name));
    }
    await use(sources, target);
  } finally {
    await Promise.all([target, ...sources.values()].map((database) => database.close()));
  }
}
