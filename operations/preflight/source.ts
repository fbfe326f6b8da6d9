import type { LandingZoneConfig } from "../../config/parse";
import { selectedBy } from "../../lib/table-mappings/matching";
import type { TableName } from "../database/identifier";
import type { Database } from "../database/connect";
import { type Query, textOf } from "../database/query";
import { isAtLeast, type Server } from "../database/server";
import { migrationsOf, ownSchemas } from "../scope";
import { interview, type Interview } from "./ask";
import { sourceChecks } from "./checks";
import type { Finding } from "./finding";
import type { LogReading } from "./log-readings";
import { asksOf, judge } from "./judge";
import { tableKey } from "./row-identity";
import { type Situation, smallestStorageGiB, type TargetExpectation } from "./situation";
import { readValues, type ValueFacts } from "./values";

/** Scope and options of an examination. */
export interface Examination {
  readonly config: LandingZoneConfig;
  readonly target: TargetExpectation;
  /** Whether every row of columns that depend on values is read, not only a sample. */
  readonly deep: boolean;
  /** Positions of the source's binary log at earlier preflights. */
  readonly readings: readonly LogReading[];
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** Findings on a source. */
export interface SourceReport {
  readonly name: string;
  readonly situation: Situation;
  readonly facts: Interview["answers"] & ValueFacts;
  readonly findings: readonly Finding[];
}

/** Asks a source, and judges its answers. */
export async function examineSource(
  name: string,
  database: Pick<Database, "server" | "query" | "label">,
  examination: Examination,
): Promise<SourceReport> {
  const { server, query, label } = database;
  const { deep, signal, onProgress } = examination;
  onProgress(`${label}: listing its tables`);
  await useFreshStatistics(server, query);
  const { situation, tables } = await situationOf(name, database, examination);
  const { answers, refused } = await interview(query, asksOf(sourceChecks), {
    server,
    schemas: situation.schemas,
    username: situation.settings.username,
    tables,
    signal,
    onQuestion: (question) => {
      onProgress(`${label}: asking for its ${question}`);
    },
  });
  const values = await readValues(query, answers.columns, {
    isComplete: deep,
    signal,
    onTable: (done, total) => {
      onProgress(`${label}: reading values, table ${done + 1} of ${total}`);
    },
  });
  const facts = { ...answers, values };
  return { name, situation, facts, findings: judge(sourceChecks, { facts, refused }, situation) };
}

/** The situation of a source, and its tables that migrations select. */
async function situationOf(
  name: string,
  { server, query, label }: Pick<Database, "server" | "query" | "label">,
  { config, target, readings }: Examination,
): Promise<{ readonly situation: Situation; readonly tables: readonly TableName[] }> {
  const settings = config.dms.sources[name];
  if (!settings) throw new RangeError(`There is no source ${name}.`);
  const migrations = migrationsOf(config.dms.migrations, name);
  const tests = Object.entries(migrations).map(
    ([migration, { tables }]) => [migration, selectedBy(tables)] as const,
  );
  const namesOf = (table: TableName): readonly string[] =>
    tests.flatMap(([migration, isSelected]) => (isSelected(table) ? [migration] : []));
  const tables = (await listTables(query)).filter((table) => namesOf(table).length > 0);
  const selected = new Map(tables.map((table) => [tableKey(table), namesOf(table)]));
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const migrationsOfTable = (table: TableName) => selected.get(tableKey(table)) ?? [];
  return {
    situation: {
      ...{ label, server, settings, migrations, schemas, target, readings },
      storageGiB: smallestStorageGiB(config, migrations),
      now: new Date(),
      migrationsOf: migrationsOfTable,
    },
    tables,
  };
}

/** The base tables, sequences and system-versioned tables of a server, without its own schemas. */
async function listTables(query: Query): Promise<readonly TableName[]> {
  const rows = await query(
    `SELECT table_schema AS \`schema\`, table_name AS \`table\` FROM information_schema.tables
      WHERE table_type <> 'VIEW' AND table_type <> 'SYSTEM VIEW'
        AND table_schema NOT IN (${ownSchemas.map((schema) => `'${schema}'`).join(", ")})
      ORDER BY table_schema, table_name`,
  );
  return rows.map((row) => ({ schema: textOf(row, "schema"), table: textOf(row, "table") }));
}

/**
 * MySQL 8 answers with sizes and counters of up to a day ago, unless the session disables the
 * cache.
 */
export async function useFreshStatistics(server: Server, query: Query): Promise<void> {
  if (server.flavour === "mysql" && isAtLeast(server, 8)) {
    await query("SET SESSION information_schema_stats_expiry = 0");
  }
}
