import type { Connection } from "mysql2/promise";
import type { SourceTable } from "../../../lib/table-mappings/matching";
import { rowsOf } from "./server";
import type { TableMappings } from "./mappings";
import { kindOf, type ValueKind } from "./values";

/** A column of the source that is copied. */
export interface CopiedColumn {
  readonly name: string;
  /** Its name in the target. */
  readonly target: string;
  /** As `DATA_TYPE`. */
  readonly dataType: string;
  /** As `COLUMN_TYPE`, with `NOT NULL`, character set and collation: enough to make the column. */
  readonly definition: string;
  readonly kind: ValueKind;
}

/** A table of the source that a task copies. */
export interface CopiedTable {
  readonly source: SourceTable;
  readonly target: SourceTable;
  /** Generated columns are not among them. */
  readonly columns: readonly CopiedColumn[];
  /** The columns that identify a row: a primary key, or a unique key without NULLs; else empty. */
  readonly key: readonly CopiedColumn[];
  /** How many rows the source believes it has. */
  readonly estimatedRows: number;
}

/** Names a table in maps. */
export const tableId = ({ schema, table }: SourceTable) => `${schema}.${table}`;

const systemSchemas = ["mysql", "sys", "information_schema", "performance_schema"];

interface ColumnRow {
  readonly schema_name: string;
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  readonly column_type: string;
  readonly nullable: string;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly extra: string;
  readonly estimated_rows: string | number | null;
}

const columnsSql = `
  SELECT c.table_schema AS schema_name, c.table_name AS table_name, c.column_name AS column_name,
         c.data_type AS data_type, c.column_type AS column_type, c.is_nullable AS nullable,
         c.character_set_name AS charset, c.collation_name AS collation, c.extra AS extra,
         t.table_rows AS estimated_rows
    FROM information_schema.columns c
    JOIN information_schema.tables t
      ON t.table_schema = c.table_schema AND t.table_name = c.table_name
   WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN (?)
   ORDER BY c.table_schema, c.table_name, c.ordinal_position`;

const keysSql = `
  SELECT table_schema AS schema_name, table_name AS table_name, index_name AS index_name,
         column_name AS column_name, nullable AS nullable
    FROM information_schema.statistics
   WHERE non_unique = 0 AND table_schema NOT IN (?)
   ORDER BY table_schema, table_name, index_name = 'PRIMARY' DESC, index_name, seq_in_index`;

interface KeyRow {
  readonly schema_name: string;
  readonly table_name: string;
  readonly index_name: string;
  readonly column_name: string | null;
  readonly nullable: string | null;
}

/** The tables of a server that the mappings select, by {@link tableId}. */
export async function readCatalog(
  connection: Connection,
  mappings: TableMappings,
): Promise<ReadonlyMap<string, CopiedTable>> {
  const columns = await rowsOf<ColumnRow>(connection, columnsSql, [systemSchemas]);
  const keys = await rowsOf<KeyRow>(connection, keysSql, [systemSchemas]);
  const byTable = Map.groupBy(columns, ({ schema_name: schema, table_name: table }) =>
    tableId({ schema, table }),
  );
  const keysByTable = Map.groupBy(keys, ({ schema_name: schema, table_name: table }) =>
    tableId({ schema, table }),
  );
  const tables = [...byTable].flatMap(([id, rows]) => {
    const [first] = rows;
    if (first === undefined) return [];
    const source = { schema: first.schema_name, table: first.table_name };
    if (!mappings.selects(source)) return [];
    return [[id, copiedTable(source, rows, keysByTable.get(id) ?? [], mappings)] as const];
  });
  return new Map(tables);
}

function copiedTable(
  source: SourceTable,
  rows: readonly ColumnRow[],
  keyRows: readonly KeyRow[],
  mappings: TableMappings,
): CopiedTable {
  const columns = rows.flatMap((row) => {
    // DEFAULT_GENERATED is an expression as default; such a column is stored like any other.
    const isGenerated = /(VIRTUAL|STORED|PERSISTENT)/i.test(row.extra);
    const target = mappings.targetColumn(source, row.column_name);
    if (isGenerated || target === undefined) return [];
    const kind = kindOf(row.data_type);
    const definition = definitionOf(row);
    return [{ name: row.column_name, target, dataType: row.data_type, definition, kind }];
  });
  const estimatedRows = Number(rows[0]?.estimated_rows ?? 0);
  const key = keyOf(columns, keyRows);
  return { source, target: mappings.target(source), columns, key, estimatedRows };
}

function definitionOf({ column_type, charset, collation, nullable }: ColumnRow): string {
  const text = charset === null ? "" : ` CHARACTER SET ${charset} COLLATE ${collation ?? ""}`;
  return `${column_type}${text} ${nullable === "NO" ? "NOT NULL" : "NULL"}`;
}

function keyOf(columns: readonly CopiedColumn[], rows: readonly KeyRow[]): CopiedColumn[] {
  const usable = [...Map.groupBy(rows, ({ index_name }) => index_name).values()]
    .filter((parts) => parts.every(({ nullable }) => nullable !== "YES"))
    .map((parts) => parts.map(({ column_name: name }) => columns.find((it) => it.name === name)));
  const found = usable.find((parts) => parts.every((part) => part !== undefined));
  return found ?? [];
}
