import type { Connection, RowDataPacket } from "mysql2/promise";
import { fixtureSchemas } from "./fixture";

/** A table on both sides, as MySQL itself sums it up. */
export interface ComparedTable {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  readonly isEqual: boolean;
}

const quote = (name: string) => `\`${name.replaceAll("`", "``")}\``;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The tables of the fixture, and their columns that are stored. */
async function tablesOf(connection: Connection) {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT c.table_schema AS s, c.table_name AS t, c.column_name AS name, c.data_type AS type
       FROM information_schema.columns c JOIN information_schema.tables USING (table_schema, table_name)
      WHERE c.table_schema IN (?) AND table_type = 'BASE TABLE' AND c.generation_expression = ''
      ORDER BY s, t, c.ordinal_position`,
    [fixtureSchemas],
  );
  return [...Map.groupBy(rows, ({ s, t }) => JSON.stringify([s, t]))].map(([, columns]) => ({
    schema: String(columns[0]?.["s"]),
    table: String(columns[0]?.["t"]),
    columns: columns as unknown as Column[],
  }));
}

/** A checksum of all rows in any order: the sum of MySQL's digests. */
async function summary(
  connection: Connection,
  schema: string,
  table: string,
  columns: readonly Column[],
): Promise<string> {
  const values = columns.flatMap(({ name, type }) => {
    const column = quote(name);
    const text =
      type === "json" ? `CAST(CAST(CAST(${column} AS CHAR) AS JSON) AS CHAR)` : `HEX(${column})`;
    const value = /^(float|double)$/.test(type) ? `${column} * 1e0` : text;
    return [type === "bit" ? `${column} + 0` : value, `ISNULL(${column})`];
  });
  const digest = `CAST(CONV(LEFT(SHA2(CONCAT_WS('#', ${values.join(", ")}), 256), 15), 16, 10) AS UNSIGNED)`;
  const [[row]] = await connection.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS n, SUM(${digest}) AS digest FROM ${quote(schema)}.${quote(table)}`,
  );
  return `${String(row?.["n"])} ${String(row?.["digest"])}`;
}

/**
 * Compares all tables of both sides independently of the operations, so that the rehearsal does not
 * rely on the code under test. Nobody may write meanwhile.
 */
export async function compareTables(
  source: Connection,
  target: Connection,
): Promise<readonly ComparedTable[]> {
  const compared: ComparedTable[] = [];
  for (const { schema, table, columns } of await tablesOf(source)) {
    const sides = [source, target].map((side) =>
      summary(side, schema, table, columns).catch(() => "0 missing"),
    );
    const [left = "", right] = await Promise.all(sides);
    compared.push({ schema, table, rows: Number(left.split(" ")[0]), isEqual: left === right });
  }
  return compared;
}
