import type { Context } from "../context";
import { Databases } from "../databases";
import type { Database } from "../database/connect";
import { UsageError } from "../errors";
import { type HeartbeatTable, heartbeatOf } from "../heartbeat/heartbeat";
import type { Entry } from "../journal/journal";
import type { Replication } from "../replications/replication";
import { type Migration, migrationsOf } from "../scope";
import type { AccountMap } from "../schema/accounts";
import { userOf } from "./accounts";
import { type Ways, waysOf } from "./ways";

/** Decisions that an operator makes before a cut-over or a return begins. Kept in the journal. */
export interface Decisions {
  /** Users who are neither locked nor disconnected, such as monitoring. */
  readonly keep: readonly string[];
  /** Accounts of the source and those that define its programs on Aurora, as `old=new`. */
  readonly account: readonly string[];
  /** Seconds that anything may take that is waited for. */
  readonly limit: number;
  /** Seconds that a position must stay the same where a server cannot refuse administrators. */
  readonly still: number;
}

/** The heartbeat table of a migration, and the source that it is on. */
export interface Link {
  readonly migration: string;
  readonly source: string;
  readonly tables: HeartbeatTable;
}

/** Everything that the steps work with. */
export interface Surroundings extends Decisions {
  readonly context: Context;
  readonly ways: Ways;
  readonly accounts: AccountMap;
  /** The run that the steps belong to. */
  readonly run: string;
  /** The current journal entries of the run. */
  readonly entries: () => readonly Entry[];
  /** Names of the sources, each with its migrations. */
  readonly sources: Readonly<Record<string, Readonly<Record<string, Migration>>>>;
  readonly source: (name: string) => Promise<Database>;
  readonly target: () => Promise<Database>;
  readonly close: () => Promise<void>;
}

/** The migrations that are moved: those that follow changes. */
export function movedMigrations(
  context: Pick<Context, "config">,
): Readonly<Record<string, Migration>> {
  return Object.fromEntries(
    Object.entries(context.config.dms.migrations).filter(
      ([, { type, validation }]) => type !== "full-load" && !validation.only,
    ),
  );
}

/** Opens nothing yet: databases are connected when a step asks for them. */
export function surroundingsOf(
  context: Context,
  decisions: Decisions & { readonly accounts: AccountMap },
  run: string,
  entries: () => readonly Entry[],
): Surroundings {
  const databases = new Databases(context);
  const moved = movedMigrations(context);
  const sources = Object.fromEntries(
    Object.keys(context.config.dms.sources)
      .map((name) => [name, migrationsOf(moved, name)] as const)
      .filter(([, migrations]) => Object.keys(migrations).length > 0),
  );
  return {
    ...decisions,
    context,
    ways: waysOf(context, Object.keys(moved)),
    run,
    entries,
    sources,
    source: (name) => databases.open(name),
    target: () => databases.open(undefined),
    close: () => databases.close(),
  };
}

/**
 * The heartbeat tables of all migrations, through which markers travel.
 *
 * @throws UsageError for a migration that has none.
 */
export function linksOf({ sources }: Surroundings): readonly Link[] {
  return Object.entries(sources).flatMap(([source, migrations]) =>
    Object.entries(migrations).map(([migration, settings]) => {
      const tables = heartbeatOf(migration, settings);
      if (tables === undefined) {
        throw new UsageError(
          `${migration} has no heartbeat table, which carries the marker of a cut-over: set operations.heartbeat, deploy, and run heartbeat --create-only and reload.`,
        );
      }
      return { migration, source, tables };
    }),
  );
}

/**
 * Does something for each source at once.
 * @returns What came of it, by the source's name.
 */
export async function forSources<T>(
  { sources, source }: Surroundings,
  action: (database: Database, name: string) => Promise<T>,
): Promise<Readonly<Record<string, T>>> {
  const pairs = Object.keys(sources).map(
    async (name) => [name, await action(await source(name), name)] as const,
  );
  return Object.fromEntries(await Promise.all(pairs));
}

/** The users of a side who stay: the operator, those of DMS, and those that are kept. */
export async function keptUsers(
  { context, keep }: Surroundings,
  database: Database,
  source?: string,
): Promise<readonly string[]> {
  const { config } = context;
  const ofDms =
    source === undefined ? config.dms.target.username : config.dms.sources[source]?.username;
  return [...keep, await userOf(database), ofDms ?? "", config.dms.wayBack.username];
}

/** The replications that run, of some. */
export async function activeOf(
  replications: readonly Replication[],
): Promise<readonly Replication[]> {
  const statuses = await Promise.all(replications.map((it) => it.describe()));
  return replications.filter((_, index) =>
    ["running", "starting"].includes(statuses[index]?.activity ?? ""),
  );
}
