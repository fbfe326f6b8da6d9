import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Connection as StreamingConnection } from "mysql2";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { CopiedTable } from "./catalog";
import { filterSql, type TableMappings } from "./mappings";
import { parsePosition, type Position } from "./position";
import { connectTo, openStreaming, rowsOf, type DatabaseServer } from "./server";
import { cutText, isLob, quote, textLiteral, type ValueKind } from "./values";

/** Options for loading a table. */
export interface LoadOptions {
  readonly source: DatabaseServer;
  readonly target: DatabaseServer;
  readonly table: CopiedTable;
  readonly mappings: TableMappings;
  /** Bytes that LOBs are cut off after. Default: none is. */
  readonly lobLimit: number | undefined;
  /** Rows that are written at a time. */
  readonly commitRate: number;
  /** Told after each piece. `skipped` are rows that the target refused since it has their key. */
  readonly onRows: (rows: number, skipped: number) => void;
  /** Waited for before each piece. */
  readonly mayGoOn: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Copies the rows that a table has now, in pieces.
 *
 * @returns Where in the binary log the changes begin that the copy does not have, when that is known
 *   exactly; a table without a key needs it, since its changes cannot be applied twice.
 */
export async function loadTable(options: LoadOptions): Promise<Position | undefined> {
  const { source, target, table } = options;
  const streaming = await openStreaming(source, "read");
  const reader = streaming.promise();
  const writer = await connectTo(target, "write");
  try {
    const position = table.key.length === 0 ? await snapshotPosition(reader) : undefined;
    await copyRows(options, streaming, writer);
    return position;
  } finally {
    streaming.destroy();
    writer.destroy();
  }
}

/** Milliseconds without a commit that a snapshot waits for, and how often it tries. */
const quiet = { ms: 8, tries: 400 };

/**
 * Opens a snapshot with a known position in the binary log: one around which, for a moment, nothing
 * was written. On a server that never rests the last attempt counts.
 */
async function snapshotPosition(reader: Connection): Promise<Position> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await currentPosition(reader);
    await delay(quiet.ms);
    await reader.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    const after = await currentPosition(reader);
    const isQuiet = before.file === after.file && before.offset === after.offset;
    if (isQuiet || attempt === quiet.tries) return after;
    await reader.query("ROLLBACK");
  }
}

interface StatusRow {
  readonly file: string;
  readonly position: string | number;
}

/** The end of a server's binary log. */
export async function currentPosition(connection: Connection): Promise<Position> {
  const ask = (sql: string) => rowsOf<StatusRow>(connection, sql);
  // MySQL 8.4 and later have other words.
  const rows = await ask("SHOW MASTER STATUS").catch(() => ask("SHOW BINARY LOG STATUS"));
  const [row] = rows;
  const position = row && parsePosition(`${row.file}:${row.position}`);
  if (position === undefined) throw new Error("The source writes no binary log.");
  return position;
}

async function copyRows(options: LoadOptions, reader: StreamingConnection, writer: Connection) {
  const { table, commitRate, onRows, mayGoOn, signal } = options;
  const limits = table.columns.map(({ dataType }) =>
    isLob(dataType) ? options.lobLimit : undefined,
  );
  const rows = reader
    .query({ sql: selectSql(options), rowsAsArray: true, typeCast: false })
    .stream({ highWaterMark: 1_000 });
  let piece: Buffer[] = [];
  let pieceRows = 0;
  const write = async () => {
    await mayGoOn();
    signal.throwIfAborted();
    const skipped = await loadPiece(writer, table, Buffer.concat(piece));
    onRows(pieceRows, skipped);
    piece = [];
    pieceRows = 0;
  };
  for await (const row of rows) {
    appendRow(piece, row as (Buffer | null)[], limits);
    pieceRows += 1;
    if (pieceRows >= commitRate) await write();
  }
  if (pieceRows > 0) await write();
}

/** Values are read so that no text conversion on the way can change them. */
function selectSql({ table, mappings }: LoadOptions): string {
  const { schema, table: name } = table.source;
  const where = filterSql(mappings.filters(table.source), quote, textLiteral);
  const columns = table.columns.map(({ kind, name }) => exactly(kind, quote(name))).join(", ");
  return `SELECT ${columns} FROM ${quote(schema)}.${quote(name)} WHERE ${where}`;
}

/** An expression that reads a column of a kind without a loss. */
export function exactly(kind: ValueKind, column: string): string {
  switch (kind) {
    case "bytes":
    case "geometry":
      return `HEX(${column})`;
    case "bit":
      return `${column} + 0`;
    case "float":
      // As text a FLOAT has six digits, a DOUBLE all of them.
      return `${column} * 1e0`;
    case "number":
    case "json":
    case "text":
    case "time":
    case "year":
      return column;
  }
}

const separators = { field: Buffer.from("\t"), row: Buffer.from("\n"), null: Buffer.from("\\N") };

function appendRow(
  piece: Buffer[],
  row: readonly (Buffer | null)[],
  limits: readonly (number | undefined)[],
): void {
  for (const [index, value] of row.entries()) {
    if (index > 0) piece.push(separators.field);
    piece.push(value === null ? separators.null : escaped(cutText(value, limits[index])));
  }
  piece.push(separators.row);
}

const special = /[\\\t\n\0]/;
const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\0": "\\0",
};

function escaped(value: Buffer): Buffer {
  // As latin1 each byte is a character, and no byte of a longer UTF-8 character is a special one.
  const text = value.toString("latin1");
  if (!special.test(text)) return value;
  return Buffer.from(
    text.replaceAll(/[\\\t\n\0]/g, (it) => escapes[it] ?? it),
    "latin1",
  );
}

/** @returns The rows that the target already has under the same key. */
async function loadPiece(writer: Connection, table: CopiedTable, data: Buffer): Promise<number> {
  const names = table.columns.map((_, index) => `@v${index}`);
  const values = table.columns.map(({ kind, target }, index) => {
    const value = `@v${index}`;
    if (kind === "bytes" || kind === "geometry") return `${quote(target)} = UNHEX(${value})`;
    return `${quote(target)} = ${kind === "bit" ? `CAST(${value} AS UNSIGNED)` : value}`;
  });
  const { schema, table: name } = table.target;
  const [result] = await writer.query<ResultSetHeader>({
    sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${quote(schema)}.${quote(name)} CHARACTER SET utf8mb4 (${names.join(", ")}) SET ${values.join(", ")}`,
    infileStreamFactory: () => Readable.from([data]),
  });
  return Number(/Skipped: (\d+)/.exec(result.info)?.[1] ?? 0);
}
