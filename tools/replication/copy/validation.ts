import type { Connection } from "mysql2/promise";
import type { TaskTable } from "./apply";
import type { CopiedColumn, CopiedTable } from "./catalog";
import type { ControlTables } from "./control-tables";
import { exactly } from "./load";
import { filterSql, type TableMappings } from "./mappings";
import { rowsOf } from "./server";
import { isLob, kindOf, literal, quote, textLiteral, type RowValues } from "./values";

/** A side of the comparison: whose names a table and its columns have. */
type Side = "source" | "target";

/** A row by its key, as text. */
interface DigestRow {
  readonly digest: string;
  readonly [column: `k${number}`]: string;
}

/** Options of {@link Validator}. */
export interface ValidationOptions {
  readonly source: Connection;
  readonly target: Connection;
  readonly control: ControlTables;
  readonly mappings: TableMappings;
  readonly partitionSize: number;
  readonly skipLobs: boolean;
}

/** Rounds in which a row has to differ before it counts as different. */
const rounds = 4;

/** Changed rows of a table that are remembered one by one; with more the whole table is compared. */
const mostKeys = 2_000;

/** Rows of a table that are still to be compared. */
interface Pending {
  wholeTable: boolean;
  /** Keys of rows, by their text, with the rounds in which they differed. */
  readonly keys: Map<string, { readonly values: readonly string[]; differed: number }>;
}

/**
 * Compares rows of both sides as DMS's validation does: each table once, and what changed afterwards.
 * Tables without a key are left out.
 */
export class Validator {
  readonly #pending = new Map<TaskTable, Pending>();
  /** Keys of rows that differ. */
  readonly #failed = new Map<TaskTable, Set<string>>();

  constructor(private readonly options: ValidationOptions) {}

  /** The whole table is to be compared. */
  add(table: TaskTable): void {
    if (table.copied.key.length === 0) {
      table.statistics.ValidationState = "No primary key";
      return;
    }
    table.statistics.ValidationState = "Pending records";
    this.#failed.delete(table);
    this.#pending.set(table, { wholeTable: true, keys: new Map() });
  }

  /** A row was written. */
  addRow(table: TaskTable, row: RowValues): void {
    if (table.copied.key.length === 0) return;
    const pending = this.#pending.get(table) ?? { wholeTable: false, keys: new Map() };
    this.#pending.set(table, pending);
    const values = table.copied.key.map(({ name, kind }) => literal(kind, row[name]));
    pending.keys.set(values.join(","), { values, differed: 0 });
    if (pending.keys.size > mostKeys) {
      pending.keys.clear();
      pending.wholeTable = true;
    }
  }

  /** Compares all pending rows once. */
  async round(): Promise<void> {
    for (const [table, pending] of this.#pending) {
      const { TableState } = table.statistics;
      if (TableState === "Table completed") await this.#compare(table, pending);
    }
  }

  async #compare(table: TaskTable, pending: Pending): Promise<void> {
    const { statistics, copied } = table;
    if (pending.wholeTable) {
      pending.wholeTable = false;
      for (const values of await this.#differingKeys(copied)) {
        pending.keys.set(values.join(","), { values, differed: 0 });
      }
    }
    const failed = this.#failed.get(table) ?? new Set();
    this.#failed.set(table, failed);
    for (const [key, it] of [...pending.keys]) {
      const [source, target] = await this.#digestsOf(copied, it.values);
      if (source === target) {
        pending.keys.delete(key);
        failed.delete(key);
      } else if ((it.differed += 1) >= rounds) {
        pending.keys.delete(key);
        if (!failed.has(key)) await this.#report(copied, key, source, target);
        failed.add(key);
      }
    }
    statistics.ValidationFailedRecords = failed.size;
    statistics.ValidationPendingRecords = pending.keys.size;
    const isDone = pending.keys.size === 0;
    if (isDone) this.#pending.delete(table);
    const done = failed.size > 0 ? "Mismatched records" : "Validated";
    statistics.ValidationState = isDone ? done : "Pending records";
  }

  #report(table: CopiedTable, key: string, source: string | undefined, target: string | undefined) {
    const present = target === undefined ? "MISSING_TARGET" : "RECORD_DIFF";
    const failure = source === undefined ? "MISSING_SOURCE" : present;
    const { control, target: connection } = this.options;
    return control.addValidationFailure(connection, table.source, key, failure);
  }

  async #digestsOf(table: CopiedTable, values: readonly string[]) {
    const digest = async (side: Side) => {
      const names = table.key.map((column) => quote(nameOn(side, column)));
      const where = names
        .map((name, index) => `${name} = ${values[index] ?? "NULL"}`)
        .join(" AND ");
      return (await this.#digests(table, side, where))[0]?.digest;
    };
    return Promise.all([digest("source"), digest("target")]);
  }

  /** Keys of rows that are not the same on both sides, as literals. */
  async #differingKeys(table: CopiedTable): Promise<string[][]> {
    const differing: string[][] = [];
    let after: string[] | undefined;
    for (;;) {
      const last = await this.#lastOfPartition(table, after);
      const range = (side: Side) =>
        rangeSql(
          table.key.map((it) => quote(nameOn(side, it))),
          after,
          last,
        );
      const both = <T>(ask: (side: Side) => Promise<T>) =>
        Promise.all([ask("source"), ask("target")]);
      const [left, right] = await both((side) => this.#partitionDigest(table, side, range(side)));
      if (left !== right) {
        const rows = await both((side) => this.#digests(table, side, range(side)));
        differing.push(...differences(table.key, ...rows));
      }
      if (last === undefined) return differing;
      after = last;
    }
  }

  /** Key of the row that ends the partition after a key; undefined for the last partition. */
  async #lastOfPartition(table: CopiedTable, after: string[] | undefined) {
    const names = table.key.map(({ name }) => quote(name));
    const { schema, table: name } = table.source;
    const columns = keyColumns(table.key, "source").join(", ");
    const [row] = await rowsOf<DigestRow>(
      this.options.source,
      `SELECT ${columns} FROM ${quote(schema)}.${quote(name)} WHERE ${rangeSql(names, after, undefined)}
        ORDER BY ${names.join(", ")} LIMIT ${this.options.partitionSize - 1}, 1`,
    );
    return row && keyLiterals(table.key, row);
  }

  /** One text for all rows of a partition, which is the same on both sides when the rows are. */
  async #partitionDigest(table: CopiedTable, side: Side, where: string): Promise<string> {
    const sum = "SUM(CAST(CONV(LEFT(digest, 14), 16, 10) AS UNSIGNED))";
    const [row] = await rowsOf<{ digest: string }>(
      this.options[side],
      `SELECT CONCAT_WS('/', COUNT(*), ${sum}) AS digest FROM (${this.#digestSql(table, side, where)}) d`,
    );
    return row?.digest ?? "";
  }

  #digests(table: CopiedTable, side: Side, where: string): Promise<DigestRow[]> {
    return rowsOf<DigestRow>(this.options[side], this.#digestSql(table, side, where));
  }

  #digestSql(table: CopiedTable, side: Side, where: string): string {
    const { mappings, skipLobs } = this.options;
    const { schema, table: name } = table[side];
    const columns = table.columns.filter(({ dataType }) => !(skipLobs && isLob(dataType)));
    const texts = columns.map((column) => digestText(quote(nameOn(side, column)), column));
    const isNull = columns.map((column) => `ISNULL(${quote(nameOn(side, column))})`);
    const filters = filterSql(mappings.filters(table.source), quote, textLiteral);
    const condition = side === "source" ? `(${where}) AND ${filters}` : where;
    return `
      SELECT ${keyColumns(table.key, side).join(", ")},
             SHA2(CONCAT_WS('#', ${[...texts, ...isNull].join(", ")}), 256) AS digest
        FROM ${quote(schema)}.${quote(name)} WHERE ${condition}`;
  }
}

const nameOn = (side: Side, { name, target }: CopiedColumn) => (side === "source" ? name : target);

/** A key column as text that makes a literal. */
const keyColumns = (key: readonly CopiedColumn[], side: Side) =>
  key.map((column, index) => `${digestText(quote(nameOn(side, column)), column)} AS k${index}`);

function digestText(column: string, { dataType }: CopiedColumn): string {
  const kind = kindOf(dataType);
  switch (kind) {
    case "json":
      return `CAST(CAST(CAST(${column} AS CHAR) AS JSON) AS CHAR)`;
    case "text":
      return `HEX(CONVERT(${column} USING utf8mb4))`;
    default:
      return exactly(kind, column);
  }
}

function keyLiterals(key: readonly CopiedColumn[], row: DigestRow): string[] {
  return key.map(({ kind }, index) => {
    const value = String(row[`k${index}`]);
    if (kind === "text") return textLiteral(Buffer.from(value, "hex").toString("utf8"));
    return kind === "bytes" ? `X'${value}'` : textLiteral(value);
  });
}

/** Rows after one key and up to another; MySQL uses an index for this form only. */
function rangeSql(
  names: readonly string[],
  after: readonly string[] | undefined,
  last: readonly string[] | undefined,
): string {
  const parts = [
    after && keyComparison(names, after, ">"),
    last && keyComparison(names, last, "<", true),
  ];
  return parts.filter((part) => part !== undefined).join(" AND ") || "TRUE";
}

function keyComparison(
  [name = "", ...names]: readonly string[],
  [value = "", ...values]: readonly string[],
  operator: "<" | ">",
  orEqual = false,
): string {
  if (names.length === 0) return `${name} ${operator}${orEqual ? "=" : ""} ${value}`;
  const rest = keyComparison(names, values, operator, orEqual);
  return `${name} ${operator}= ${value} AND (${name} ${operator} ${value} OR (${name} = ${value} AND ${rest}))`;
}

function differences(key: readonly CopiedColumn[], source: DigestRow[], target: DigestRow[]) {
  const keyed = (rows: DigestRow[]) =>
    new Map(rows.map((row) => [keyLiterals(key, row).join(","), row]));
  const [left, right] = [keyed(source), keyed(target)];
  const rows = new Map([...right, ...left]);
  return [...rows]
    .filter(([id]) => left.get(id)?.digest !== right.get(id)?.digest)
    .map(([, row]) => keyLiterals(key, row));
}
