import type { Query } from "../database/query";
import { textOf } from "../database/query";
import type { TableName } from "../database/identifier";

/** A column, as `information_schema` has it. */
export interface ColumnFacts {
  readonly name: string;
  readonly dataType: string;
  readonly columnType: string;
  readonly nullable: boolean;
  /** Empty for a column that has none. */
  readonly collation: string;
  /** Whether the server computes its value from other columns. */
  readonly generated: boolean;
}

/** A table's columns and its key. */
export interface TableFacts {
  readonly columns: readonly ColumnFacts[];
  /** The primary key, else a unique key without a nullable column; empty without either. */
  readonly key: readonly string[];
}

/** The tables of some schemas, by {@link factsKey}. */
export type FactsByTable = ReadonlyMap<string, TableFacts>;

/** A table's place in {@link FactsByTable}. */
export const factsKey = ({ schema, table }: TableName) => JSON.stringify([schema, table]);

/**
 * Reads a server's metadata of the tables of some schemas: three questions, however many they are.
 */
export async function readFacts(query: Query, schemas: readonly string[]): Promise<FactsByTable> {
  if (schemas.length === 0) return new Map();
  const marks = schemas.map(() => "?").join(", ");
  const columns = await query(
    `SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, COLUMN_NAME AS column_name,
            DATA_TYPE AS data_type, COLUMN_TYPE AS column_type, IS_NULLABLE AS is_nullable,
            COALESCE(COLLATION_NAME, '') AS collation_name, EXTRA AS extra
       FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN (${marks})
      ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`,
    schemas,
  );
  const keys = await query(
    `SELECT s.TABLE_SCHEMA AS table_schema, s.TABLE_NAME AS table_name, s.INDEX_NAME AS index_name,
            s.COLUMN_NAME AS column_name, s.NULLABLE AS nullable, COALESCE(s.SUB_PART, 0) AS sub_part
       FROM information_schema.STATISTICS s
      WHERE s.NON_UNIQUE = 0 AND s.TABLE_SCHEMA IN (${marks})
      ORDER BY s.TABLE_SCHEMA, s.TABLE_NAME, s.INDEX_NAME <> 'PRIMARY', s.INDEX_NAME, s.SEQ_IN_INDEX`,
    schemas,
  );
  const facts = new Map<string, { columns: ColumnFacts[]; key: readonly string[] }>();
  for (const row of columns) {
    const at = factsKey({ schema: textOf(row, "table_schema"), table: textOf(row, "table_name") });
    const table = facts.get(at) ?? { columns: [], key: [] };
    facts.set(at, table);
    table.columns.push({
      name: textOf(row, "column_name"),
      dataType: textOf(row, "data_type"),
      columnType: textOf(row, "column_type"),
      nullable: textOf(row, "is_nullable") === "YES",
      collation: textOf(row, "collation_name"),
      // Not DEFAULT_GENERATED, which every default by an expression has.
      generated: /\b(VIRTUAL|STORED|PERSISTENT)\b/i.test(textOf(row, "extra")),
    });
  }
  for (const [at, indexes] of indexesByTable(keys)) {
    const table = facts.get(at);
    const key = indexes.find(({ usable }) => usable);
    if (table && key) table.key = key.columns;
  }
  return facts;
}

interface UniqueIndex {
  readonly columns: string[];
  usable: boolean;
}

/** The unique indexes of each table, the primary key first. */
function indexesByTable(rows: Awaited<ReturnType<Query>>) {
  const byTable = new Map<string, Map<string, UniqueIndex>>();
  for (const row of rows) {
    const at = factsKey({ schema: textOf(row, "table_schema"), table: textOf(row, "table_name") });
    const indexes = byTable.get(at) ?? new Map<string, UniqueIndex>();
    byTable.set(at, indexes);
    const name = textOf(row, "index_name");
    const index = indexes.get(name) ?? { columns: [], usable: true };
    indexes.set(name, index);
    // An index on an expression has no column; rows with NULL, or the same prefix, are there twice.
    const column = row["column_name"];
    index.columns.push(typeof column === "string" ? column : "");
    const isWhole = textOf(row, "sub_part") === "0" && typeof column === "string";
    index.usable &&= isWhole && row["nullable"] !== "YES";
  }
  return [...byTable].map(([at, indexes]) => [at, [...indexes.values()]] as const);
}
