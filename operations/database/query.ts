/**
 * A value of a row. Numbers and dates are text, so that none loses a digit; binary strings, BIT and
 * spatial values are bytes.
 */
export type Cell = string | Buffer | null;

/** A row by column name in lower case, whatever case the server uses. */
export type Row = Readonly<Record<string, Cell>>;

/** A value for a placeholder. */
export type Parameter = string | number | Buffer | null;

/**
 * Runs one statement and returns its rows; none for a statement without a result. With parameters
 * the statement is prepared on the server, and each `?` is replaced by one of them.
 *
 * @throws DatabaseError without any value of a row or a parameter.
 */
export type Query = (sql: string, parameters?: readonly Parameter[]) => Promise<readonly Row[]>;

/** The placeholders for a list of values. */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => "?").join(", ");
}

/**
 * The text of a cell.
 *
 * @throws TypeError when the row has no such column, or it is NULL.
 */
export function textOf(row: Row | undefined, column: string): string {
  const cell = row?.[column];
  if (cell === undefined || cell === null) {
    throw new TypeError(`The answer has no value in the column ${column}.`);
  }
  return typeof cell === "string" ? cell : cell.toString("utf8");
}

/** The number in a cell, as {@link textOf}. */
export function numberOf(row: Row | undefined, column: string): number {
  return Number(textOf(row, column));
}
