import { quotedTable, type TableName } from "../database/identifier";
import { placeholders, type Query, textOf } from "../database/query";
import { isAtLeast, serverOf } from "../database/server";
import { tableKey } from "../preflight/row-identity";
import type { PlannedStatement } from "./statements";

/** A table with a counter, and the number that its next row gets. */
export interface Counter extends TableName {
  readonly next: string;
}

/** Reads the AUTO_INCREMENT of some tables as it is now: MySQL 8 shows that of up to a day ago. */
export async function readCounters(
  query: Query,
  tables: readonly TableName[],
): Promise<readonly Counter[]> {
  if (tables.length === 0) return [];
  const server = await serverOf(query);
  if (server.flavour === "mysql" && isAtLeast(server, 8)) {
    await query("SET SESSION information_schema_stats_expiry = 0");
  }
  const wanted = new Set(tables.map(tableKey));
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const rows = await query(
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, auto_increment AS next
       FROM information_schema.tables
      WHERE auto_increment IS NOT NULL AND table_schema IN (${placeholders(schemas)})`,
    schemas,
  );
  return rows
    .map((row) => ({
      schema: textOf(row, "schema"),
      table: textOf(row, "table"),
      next: textOf(row, "next"),
    }))
    .filter((counter) => wanted.has(tableKey(counter)));
}

/**
 * The statements that set the target's counters to the source's, where they are behind: otherwise ids
 * that the source has handed out, and whose rows are gone, would be handed out again. Read the source
 * when nobody writes to it any more.
 *
 * @param source The source's counters under the names of the target.
 */
export function counterStatements(
  source: readonly Counter[],
  target: readonly Counter[],
): readonly PlannedStatement[] {
  const own = new Map(target.map((counter) => [tableKey(counter), counter.next]));
  return (
    source
      // Some engines count for tables that have no counter; 1 is where each begins.
      .filter((counter) => BigInt(counter.next) > BigInt(own.get(tableKey(counter)) ?? "1"))
      .map(({ schema, table, next }) => ({
        makes: { kind: "counter", schema, name: table, value: next },
        sql: `ALTER TABLE ${quotedTable({ schema, table })} AUTO_INCREMENT = ${next}`,
      }))
  );
}
