import { isAtLeast } from "../database/server";
import type { Context } from "../context";
import type { Database } from "../database/connect";
import { tableKey } from "../preflight/row-identity";
import { migrationsOf, type ScopedTable, tablesInScope } from "../scope";
import { textOf } from "../database/query";
import { sqlModeFor80 } from "../database/sql-mode";
import type { AccountMap } from "./accounts";
import { counterStatements, readCounters } from "./counters";
import type { PlanFile } from "./plan-file";
import { readPrograms } from "./programs";
import { rename, renamingOf, type Renaming } from "./rename";
import { readCollations, readDefaultCollations, readDefaults, readTables } from "./source-schema";
import { createDatabase, type PlannedStatement, tableStatements } from "./statements";
import type { TableDefinition } from "./table-definition";
import { knownCollation, type Note, translate } from "./translate";
import { readUsers } from "./users";

/** The schema of a source, as the target should have it. */
export interface SchemaPlan {
  readonly before: PlanFile;
  readonly after: PlanFile;
  /** Users, views and routines, and then the objects that are created at the cut-over only. */
  readonly programs: PlanFile;
  readonly notes: readonly Note[];
  /** The tables under the names that they have on the target. */
  readonly tables: readonly TableDefinition[];
}

/** Inputs of a plan. */
export interface PlanRequest {
  readonly source: string;
  readonly accounts: AccountMap;
}

/** Reads a source, and plans the objects of the target. Changes nothing. */
export async function planSchema(
  context: Pick<Context, "config" | "console" | "signal">,
  source: Database,
  target: Pick<Database, "query"> | undefined,
  { source: name, accounts }: PlanRequest,
): Promise<SchemaPlan> {
  const { config, console } = context;
  const scope = await tablesInScope(source.query, migrationsOf(config.dms.migrations, name));
  const renaming = renamingOf(scope, config.dms.migrations);
  const schemas = [...new Set(scope.map((table) => table.source.schema))];
  const collations = target && (await readCollations(target.query));
  const { tables, notes } = await planTables(context, source, { scope, renaming, collations });
  const programs = await readPrograms(source.query, {
    ...{ schemas, renaming, accounts },
    onProgress: console.progress.bind(console),
  });
  const sources = Object.values(config.dms.sources).map(({ username }) => username);
  const users = await readUsers(source.query, {
    ...{ schemas, accounts },
    ownUsers: [config.dms.target.username, ...sources],
    targetSchema: (schema) => renaming.table({ schema, table: "" }).schema,
  });
  const session = await sessionOf(source);
  const { before, after } = tableStatements(tables);
  const databases = await planDatabases(source, schemas, renaming, collations);
  const ofPrograms = [...users.statements, ...programs.early, ...programs.late];
  return {
    before: { session, statements: [...databases, ...before] },
    after: { session, statements: after },
    programs: { session, statements: ofPrograms },
    notes: [...notes, ...programs.notes, ...users.notes],
    tables,
  };
}

/** Reads the tables in scope, as the target takes them and under the names that they have there. */
async function planTables(
  { console, signal }: Pick<Context, "console" | "signal">,
  { query, server, label }: Database,
  {
    scope,
    renaming,
    collations,
  }: {
    readonly scope: readonly ScopedTable[];
    readonly renaming: Renaming;
    readonly collations: ReadonlySet<string> | undefined;
  },
): Promise<Pick<SchemaPlan, "tables" | "notes">> {
  const defaultCollations = await readDefaultCollations(query);
  const definitions = await readTables(query, uniqueTables(scope), {
    signal,
    onTable: (done, total) => {
      console.progress(`${label}: reading table ${done + 1} of ${total}`);
    },
  });
  const translated = definitions.map((definition) =>
    translate(definition, { source: server, collations, defaultCollations }),
  );
  const renamed = translated.map(({ definition }) => rename(definition, renaming));
  return {
    tables: renamed.map(({ definition }) => definition),
    notes: [...translated, ...renamed].flatMap(({ notes }) => notes),
  };
}

function uniqueTables(scope: readonly ScopedTable[]): readonly ScopedTable["source"][] {
  return [...new Map(scope.map(({ source }) => [tableKey(source), source])).values()];
}

/** Modes and checks in which tables are made: the source's, since its defaults may be zero dates. */
async function sessionOf({ query, server }: Database): Promise<string> {
  const [row] = await query("SELECT @@GLOBAL.sql_mode AS modes");
  const modes = sqlModeFor80(textOf(row, "modes"));
  // If the source ignores the strict SQL modes, a FLOAT(7,2) or a zero date is a warning, not an
  // error.
  const isLax = server.flavour === "mysql" && !isAtLeast(server, 5, 7) ? "" : modes;
  return `SET SESSION sql_mode = '${withoutZeroDateModes(isLax)}', foreign_key_checks = 0, time_zone = '+00:00'`;
}

/** A table that was made before the mode was set keeps its default, which the mode then refuses. */
function withoutZeroDateModes(modes: string): string {
  return modes
    .split(",")
    .filter(
      (mode) =>
        !/^(?:NO_ZERO_(?:IN_)?DATE|TRADITIONAL|STRICT_\w+_TABLES|ANSI(?:_QUOTES)?|NO_BACKSLASH_ESCAPES)$/.test(
          mode,
        ),
    )
    .join(",");
}

async function planDatabases(
  { query }: Database,
  schemas: readonly string[],
  renaming: Renaming,
  collations: ReadonlySet<string> | undefined,
) {
  const defaults = await readDefaults(query, schemas);
  const made = defaults.map(({ schema, characters, collation }) =>
    createDatabase(
      renaming.table({ schema, table: "" }).schema,
      characters.replace(/^utf8$/, "utf8mb3"),
      knownCollation(collation, collations) ?? collation,
    ),
  );
  return [...new Map(made.map((one) => [one.makes.schema, one])).values()];
}

/** Statements that raise the target's counters to the source's current ones. */
export async function counterPlan(
  { config }: Pick<Context, "config">,
  source: Pick<Database, "query">,
  target: Pick<Database, "query">,
  name: string,
): Promise<readonly PlannedStatement[]> {
  const scope = await tablesInScope(source.query, migrationsOf(config.dms.migrations, name));
  const renaming = renamingOf(scope, config.dms.migrations);
  const own = await readCounters(source.query, uniqueTables(scope));
  const renamed = own.map((counter) => ({ ...renaming.table(counter), next: counter.next }));
  return counterStatements(renamed, await readCounters(target.query, renamed));
}
