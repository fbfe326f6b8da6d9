import type { LandingZoneConfig } from "../config/parse";
import { selectedBy } from "../lib/table-mappings/matching";
import { targetTable } from "../lib/table-mappings/renaming";
import { type Query, textOf } from "./database/query";
import type { TableName } from "./database/identifier";
import { UsageError } from "./errors";

/** A migration of the configuration. */
export type Migration = LandingZoneConfig["dms"]["migrations"][string];

/** A table that a migration takes, and where its rows go. */
export interface ScopedTable {
  /** Name of the migration. */
  readonly migration: string;
  readonly source: TableName;
  readonly target: TableName;
}

/** Schemas that belong to the server. */
export const ownSchemas: readonly string[] = [
  "information_schema",
  "mysql",
  "ndbinfo",
  "performance_schema",
  "sys",
];

/**
 * The migrations of a stack by name: all, or those that are named.
 *
 * @throws UsageError for a name that is not in `dms.migrations`.
 */
export function selectMigrations(
  { dms }: LandingZoneConfig,
  names: readonly string[],
): Readonly<Record<string, Migration>> {
  const known = Object.keys(dms.migrations);
  for (const name of names) {
    if (!known.includes(name)) {
      throw new UsageError(`There is no migration "${name}"; there are ${known.join(", ")}.`);
    }
  }
  const wanted = names.length === 0 ? known : names;
  return Object.fromEntries(
    Object.entries(dms.migrations).filter(([name]) => wanted.includes(name)),
  );
}

/** The migrations that read from one source. */
export function migrationsOf(
  migrations: Readonly<Record<string, Migration>>,
  source: string,
): Readonly<Record<string, Migration>> {
  return Object.fromEntries(
    Object.entries(migrations).filter(([, migration]) => migration.source === source),
  );
}

/** The base tables of a source that its migrations take, in the order of their names. */
export async function tablesInScope(
  query: Query,
  migrations: Readonly<Record<string, Migration>>,
): Promise<readonly ScopedTable[]> {
  const rows = await query(
    `SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name
       FROM information_schema.TABLES
      WHERE TABLE_TYPE = 'BASE TABLE'
        AND TABLE_SCHEMA NOT IN (${ownSchemas.map((name) => `'${name}'`).join(", ")})
      ORDER BY TABLE_SCHEMA, TABLE_NAME`,
  );
  const tables = rows.map((row) => ({
    schema: textOf(row, "table_schema"),
    table: textOf(row, "table_name"),
  }));
  return Object.entries(migrations).flatMap(
    ([migration, { tables: selections, transformations }]) =>
      tables
        .filter(selectedBy(selections))
        .map((source) => ({ migration, source, target: targetTable(transformations, source) })),
  );
}
