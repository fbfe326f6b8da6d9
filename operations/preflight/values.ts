import { quoted, quotedTable, type TableName } from "../database/identifier";
import { type Query, textOf } from "../database/query";
import { isLob } from "./lobs";
import type { Answers } from "./questions";
import { tableKey } from "./row-identity";

type Column = Answers["columns"][number];

/** Statistics of a column's values; never a value itself. */
export interface ColumnValues extends TableName {
  readonly column: string;
  /** Of a LOB: bytes of the longest value. */
  readonly longestBytes?: number;
  /** Of a date: rows with 0000-00-00. */
  readonly zeroDates?: number;
}

/** Facts read from the tables themselves. */
export interface ValueFacts {
  readonly values?: {
    /** Whether every row was read, not only the first of each table. */
    readonly isComplete: boolean;
    readonly columns: readonly ColumnValues[];
  };
}

/** Statistics of one column's values. */
export function valuesOf(values: ValueFacts["values"], column: Column): ColumnValues | undefined {
  return values?.columns.find(
    (found) =>
      found.schema === column.schema &&
      found.table === column.table &&
      found.column === column.column,
  );
}

/** Rows of each table that a sample reads. */
const sampleRows = 100;

const isDate = ({ type }: Column): boolean => ["date", "datetime", "timestamp"].includes(type);

/**
 * Reads how long LOBs are and how many dates are zero, one statement a table: of its first rows, or of
 * all of them.
 *
 * @param onTable Called before each table, with how many are done.
 */
export async function readValues(
  query: Query,
  columns: readonly Column[],
  options: {
    readonly isComplete: boolean;
    readonly signal: AbortSignal;
    readonly onTable: (done: number, total: number) => void;
  },
): Promise<NonNullable<ValueFacts["values"]>> {
  const { isComplete, signal, onTable } = options;
  const wanted = columns.filter((column) => isLob(column) || isDate(column));
  const tables = [...Map.groupBy(wanted, tableKey).values()];
  const found: ColumnValues[] = [];
  for (const [done, ofTable] of tables.entries()) {
    signal.throwIfAborted();
    onTable(done, tables.length);
    found.push(...(await readTable(query, ofTable, isComplete)));
  }
  return { isComplete, columns: found };
}

async function readTable(
  query: Query,
  columns: readonly Column[],
  isComplete: boolean,
): Promise<readonly ColumnValues[]> {
  const [first] = columns;
  if (!first) return [];
  const expressions = columns.map((column, index) => `${expression(column)} AS v${index}`);
  const names = columns.map(({ column }) => quoted(column)).join(", ");
  const rows = isComplete
    ? quotedTable(first)
    : `(SELECT ${names} FROM ${quotedTable(first)} LIMIT ${sampleRows}) sample`;
  const [row] = await query(`SELECT ${expressions.join(", ")} FROM ${rows}`);
  return columns.map((column, index) => {
    const value = Number(textOf(row, `v${index}`));
    const { schema, table, column: name } = column;
    return isDate(column)
      ? { schema, table, column: name, zeroDates: value }
      : { schema, table, column: name, longestBytes: value };
  });
}

/** In no mode is a zero date equal to a date; as a text it is the same on every server. */
function expression(column: Column): string {
  const name = quoted(column.column);
  return isDate(column)
    ? `COALESCE(SUM(CAST(${name} AS CHAR) LIKE '0000-00-00%'), 0)`
    : `COALESCE(MAX(LENGTH(${name})), 0)`;
}
