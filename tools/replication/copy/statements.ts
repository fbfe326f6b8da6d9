import type { CopiedColumn, CopiedTable } from "./catalog";
import { cutText, isLob, literal, quote, textOf, type RowValues } from "./values";

/** Statements that apply changes to a table of the target. */
export class Statements {
  readonly #name: string;
  readonly #columns: string;

  /** @param lobLimit Bytes that LOBs are cut off after. Default: none is. */
  constructor(
    private readonly table: CopiedTable,
    private readonly lobLimit: number | undefined,
  ) {
    const { schema, table: name } = table.target;
    this.#name = `${quote(schema)}.${quote(name)}`;
    this.#columns = table.columns.map(({ target }) => quote(target)).join(", ");
  }

  insert(row: RowValues): string {
    return `INSERT INTO ${this.#name} (${this.#columns}) VALUES (${this.#values(row)})`;
  }

  /** Also removes rows that have one of the row's keys. */
  replace(row: RowValues): string {
    return `REPLACE INTO ${this.#name} (${this.#columns}) VALUES (${this.#values(row)})`;
  }

  update(before: RowValues, after: RowValues): string {
    const set = this.table.columns.map(
      (column) => `${quote(column.target)} = ${this.#literal(column, after)}`,
    );
    return `UPDATE ${this.#name} SET ${set.join(", ")} WHERE ${this.#where(before)}`;
  }

  delete(before: RowValues): string {
    return `DELETE FROM ${this.#name} WHERE ${this.#where(before)}`;
  }

  /** Finds the row by its key, or without one a row that looks the same. */
  #where(row: RowValues): string {
    const { key, columns } = this.table;
    if (key.length > 0) {
      const parts = key.map((it) => `${quote(it.target)} = ${literal(it.kind, row[it.name])}`);
      return parts.join(" AND ");
    }
    const comparable = columns.filter(({ kind }) => kind !== "json" && kind !== "geometry");
    return `${comparable.map((it) => this.#same(it, row)).join(" AND ")} LIMIT 1`;
  }

  #same(column: CopiedColumn, row: RowValues): string {
    const value = this.#literal(column, row);
    const name = quote(column.target);
    if (column.kind !== "text") return `${name} <=> ${value}`;
    // As bytes, so that no collation takes another row for the same.
    const bytes = (text: string) => `CAST(CONVERT(${text} USING utf8mb4) AS BINARY)`;
    return `${bytes(name)} <=> ${bytes(value)}`;
  }

  #values(row: RowValues): string {
    return this.table.columns.map((column) => this.#literal(column, row)).join(", ");
  }

  #literal({ name, kind, dataType }: CopiedColumn, row: RowValues): string {
    const value = row[name];
    if (this.lobLimit === undefined || !isLob(dataType) || value === null || value === undefined) {
      return literal(kind, value);
    }
    if (Buffer.isBuffer(value)) return literal(kind, value.subarray(0, this.lobLimit));
    return literal(kind, cutText(Buffer.from(textOf(value)), this.lobLimit));
  }
}

/** The condition that finds one row of the source by its key. */
export function sourceKeySql({ key }: CopiedTable, row: RowValues): string {
  return key.map(({ name, kind }) => `${quote(name)} = ${literal(kind, row[name])}`).join(" AND ");
}
