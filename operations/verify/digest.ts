import type { Condition, KeyRange } from "../../lib/chunks";
import { allOf, inRange, isOneOf, type KeyColumn } from "../../lib/chunks";
import {
  aggregateColumns,
  type DigestColumn,
  multisetColumns,
  rowExpression,
  selfTest,
} from "../../lib/row-digest";
import type { Database } from "../database/connect";
import { quotedTable, type TableName } from "../database/identifier";
import { type Cell, numberOf, type Parameter, type Row, textOf } from "../database/query";
import { OperationError } from "../errors";

/** A key of a row, or a boundary between two chunks. */
export type Key = readonly Parameter[];

/** A table on one side, with its compared columns. */
export interface SideTable {
  readonly name: TableName;
  readonly columns: readonly DigestColumn[];
  /** The columns of the key, in its order; empty for a table without one. */
  readonly key: readonly KeyColumn[];
  /** The quoted columns that name a row where ranges of a key cannot be compared; may be empty. */
  readonly label: readonly string[];
  /** Filter on the replicated rows. Default: all rows. */
  readonly filter?: Condition<Parameter> | undefined;
}

/** Many rows in one value. Two are equal when, and only when, the rows are. */
export interface Digest {
  readonly rows: number;
  /** 128 bits in hexadecimal. */
  readonly hash: string;
  /** A sum, for rows that may be there twice and cancel each other in the hash; else 0. */
  readonly total: string;
}

/** The hash of no rows. */
export const noHash = "0".repeat(32);

/** The hash of the rows of two hashes: whichever way a table was cut, all its parts give the same. */
export function combined(left: string, right: string): string {
  return (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(16).padStart(32, "0");
}

/** Whether two digests are of the same rows. */
export function isEqual(left: Digest | undefined, right: Digest | undefined): boolean {
  return left?.rows === right?.rows && left?.hash === right?.hash && left?.total === right?.total;
}

/** A row's digest by its key, as text. */
export type RowDigests = ReadonlyMap<string, { readonly hash: string; readonly key: Key }>;

/** Keeps a server from computing the digest of a row for each use of it. */
const everyRow = "LIMIT 18446744073709551615";

/** Queries on one side of a comparison. */
export class Side {
  constructor(readonly database: Database) {}

  /**
   * Computes digests that are known.
   *
   * @throws OperationError when the server's are others: no comparison on it could be believed.
   */
  async selfTest(): Promise<void> {
    const [row] = await this.database.query(selfTest.sql);
    for (const [column, expected] of Object.entries(selfTest.expected)) {
      const actual = textOf(row, column);
      if (actual !== expected) {
        throw new OperationError(
          `${this.database.label} (${this.database.server.text}) computes digests differently: ${column} is ${actual}, not ${expected}. Nothing was compared.`,
        );
      }
    }
  }

  /** The digest of the rows in a range of keys. */
  async digest(table: SideTable, range: KeyRange<Parameter> = {}): Promise<Digest> {
    const inner = this.#rows(table, "", inRange(table.key, range));
    const [row] = await this.database.query(
      `SELECT ${aggregateColumns("h")} FROM (${inner.sql} ${everyRow}) AS d`,
      inner.parameters,
    );
    return digestOf(table, row, "0");
  }

  /** The digest of all rows, in parts by the first digits of their own digests. */
  async buckets(table: SideTable): Promise<ReadonlyMap<string, Digest>> {
    const inner = this.#rows(table, "", allOf([]));
    const rows = await this.database.query(
      `SELECT LEFT(h, 3) AS bucket, ${multisetColumns("h")} FROM (${inner.sql} ${everyRow}) AS d GROUP BY LEFT(h, 3)`,
      inner.parameters,
    );
    return new Map(
      rows.map((row) => [String(row["bucket"]), digestOf(table, row, textOf(row, "total"))]),
    );
  }

  /** The row digests that begin with one of these digits, how often each is there, and whose it is. */
  async hashesIn(
    table: SideTable,
    buckets: readonly string[],
    most: number,
  ): Promise<ReadonlyMap<string, { readonly times: number; readonly label: string }>> {
    const label =
      table.label.length === 0 ? "''" : `CAST(CONCAT_WS(', ', ${table.label.join(", ")}) AS CHAR)`;
    const inner = this.#rows(table, `${label} AS label, `, allOf([]));
    const rows = await this.database.query(
      `SELECT h, COUNT(*) AS times, MIN(label) AS label FROM (${inner.sql} ${everyRow}) AS d WHERE LEFT(h, 3) IN (${buckets.map(() => "?").join(", ")}) GROUP BY h ORDER BY h LIMIT ${most}`,
      [...inner.parameters, ...buckets],
    );
    return new Map(
      rows.map((row) => [
        textOf(row, "h"),
        { times: numberOf(row, "times"), label: textOf(row, "label") },
      ]),
    );
  }

  /** The row digests in a range of keys, the first ones. */
  rowsIn(table: SideTable, range: KeyRange<Parameter>, most: number): Promise<RowDigests> {
    return this.#rowDigests(table, inRange(table.key, range), most);
  }

  /** The row digests of some keys. */
  rowsOf(table: SideTable, keys: readonly Key[]): Promise<RowDigests> {
    return this.#rowDigests(table, isOneOf(table.key, keys), keys.length);
  }

  /** The key that is a number of rows into a range; undefined when the range has not that many. */
  async boundary(
    table: SideTable,
    range: KeyRange<Parameter>,
    rows: number,
  ): Promise<Key | undefined> {
    const keys = table.key.map(({ name }, index) => `${name} AS k${index}`).join(", ");
    const order = table.key.map(({ name }) => name).join(", ");
    const condition = allOf([...filterOf(table), inRange(table.key, range)]);
    const [row] = await this.database.query(
      `SELECT ${keys} FROM ${quotedTable(table.name)} WHERE ${condition.sql} ORDER BY ${order} LIMIT ${rows - 1}, 1`,
      condition.parameters,
    );
    return row && keyOf(row, table);
  }

  async #rowDigests(
    table: SideTable,
    condition: Condition<Parameter>,
    most: number,
  ): Promise<RowDigests> {
    const keys = table.key.map(({ name }, index) => `${name} AS k${index}, `).join("");
    const order = table.key.map(({ name }) => name).join(", ");
    const inner = this.#rows(table, keys, condition);
    const rows = await this.database.query(
      `${inner.sql} ORDER BY ${order} LIMIT ${most}`,
      inner.parameters,
    );
    return new Map(
      rows.map((row) => {
        const key = keyOf(row, table);
        return [keyText(key), { key, hash: textOf(row, "h") }];
      }),
    );
  }

  #rows(table: SideTable, keys: string, range: Condition<Parameter>): Condition<Parameter> {
    const condition = allOf([...filterOf(table), range]);
    const row = rowExpression(table.columns, this.database.server.flavour);
    return {
      sql: `SELECT ${keys}${row} AS h FROM ${quotedTable(table.name)} WHERE ${condition.sql}`,
      parameters: condition.parameters,
    };
  }
}

const filterOf = ({ filter }: SideTable) => (filter === undefined ? [] : [filter]);

function digestOf({ name }: SideTable, row: Row | undefined, total: string): Digest {
  if (numberOf(row, "unreadable") > 0) {
    throw new OperationError(
      `${quotedTable(name)}: the server cannot compute the digest of ${numberOf(row, "unreadable")} rows: a value is larger than its max_allowed_packet.`,
    );
  }
  return {
    rows: numberOf(row, "row_count"),
    hash: ["high", "low"]
      .map((half) => BigInt(textOf(row, half)).toString(16).padStart(16, "0"))
      .join(""),
    total,
  };
}

function keyOf(row: Row, { key }: SideTable): Key {
  return key.map((_, index): Cell => row[`k${index}`] ?? null);
}

/** A key as text: the same key on both sides is the same text. */
export function keyText(key: Key): string {
  return key
    .map((value) => (Buffer.isBuffer(value) ? `0x${value.toString("hex")}` : String(value)))
    .join(", ");
}
