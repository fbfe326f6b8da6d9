import { randomInt } from "node:crypto";
import ZongJi, {
  type AnyBinlogEvent,
  type QueryEvent,
  type RotateEvent,
  type TableMapEntry,
  type UpdateRowsEvent,
  type WriteRowsEvent,
} from "@vlasky/zongji";
import { comparePositions, type Position, type Start } from "./position";
import { connectionOptions, rowsOf, withConnection, type DatabaseServer } from "./server";
import type { RowValues } from "./values";

/** One row that was changed. */
export interface Change {
  readonly schema: string;
  readonly table: string;
  readonly before?: RowValues;
  readonly after?: RowValues;
}

/** Changes that were committed together. */
export interface Transaction {
  /** Position of the next transaction. */
  readonly end: Position;
  /** When it was committed, in milliseconds since 1970; the log has whole seconds. */
  readonly committedAt: number;
  readonly changes: readonly Change[];
  /** A statement that changes tables or other objects, and the schema it was given in. */
  readonly ddl?: { readonly schema: string; readonly sql: string };
}

/** Row changes that may wait for a reader before the server is asked to pause. */
const mostWaiting = 20_000;

/** Row changes after which a batch takes no further transaction. */
const batchRows = 500;

/**
 * The changes of a server from a position in its binary log on, as they are committed, in batches
 * of the changes read so far.
 *
 * @param signal Ends the reading, also when it was aborted beforehand.
 * @throws Error when the server does not have the place any more (MySQL's error 1236), or writes what
 * cannot be read: compressed transactions, partial JSON.
 */
export async function* changesOf(
  server: DatabaseServer,
  start: Start,
  signal: AbortSignal,
): AsyncGenerator<readonly Transaction[]> {
  const from = "since" in start ? await oldestPosition(server) : start;
  const since = "since" in start ? start.since.getTime() : 0;
  // A signal reports its abortion to nobody who listens later.
  if (signal.aborted) return;
  const log = new LogReader(server, from);
  signal.addEventListener("abort", log.stop, { once: true });
  try {
    for (;;) {
      const batch = await log.next();
      if (batch === undefined) return;
      // The log has whole seconds.
      const wanted = batch.filter(({ committedAt }) => committedAt + 999 >= since);
      if (wanted.length > 0) yield wanted;
    }
  } finally {
    signal.removeEventListener("abort", log.stop);
    log.stop();
  }
}

async function oldestPosition(server: DatabaseServer): Promise<Position> {
  return withConnection(server, "read", async (connection) => {
    const [first] = await rowsOf<{ log_name: string }>(connection, "SHOW BINARY LOGS");
    if (first === undefined) throw new Error("The source writes no binary log.");
    return { file: first.log_name, offset: 4 };
  });
}

/** Puts the events of the binary log together to transactions. */
class LogReader {
  readonly #zongji: ZongJi;
  readonly #ready: Transaction[] = [];
  #waiting = 0;
  #isPaused = false;
  #changes: Change[] = [];
  #end: Position;
  #failure: Error | undefined;
  #isStopped = false;
  #wake: () => void = () => undefined;

  constructor(server: DatabaseServer, from: Position) {
    this.#end = from;
    this.#zongji = new ZongJi(connectionOptions(server));
    this.#zongji.on("error", (error) => {
      this.#failure ??= error;
      this.#wake();
    });
    this.#zongji.on("binlog", (event) => {
      this.#onEvent(event);
    });
    this.#zongji.start({
      serverId: randomInt(1_000_000, 2 ** 31),
      filename: from.file,
      position: from.offset,
      includeEvents: [
        "tablemap",
        "writerows",
        "updaterows",
        "deleterows",
        "xid",
        "query",
        "rotate",
      ],
      excludeSchema: { mysql: true, sys: true },
    });
  }

  /** The next transactions, or undefined when reading has been stopped. */
  async next(): Promise<readonly Transaction[] | undefined> {
    for (;;) {
      if (this.#isStopped) return undefined;
      if (this.#ready.length > 0) return this.#take();
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #take(): readonly Transaction[] {
    let rows = 0;
    const end = this.#ready.findIndex(({ changes }) => (rows += changes.length) >= batchRows);
    const batch = this.#ready.splice(0, end === -1 ? this.#ready.length : end + 1);
    this.#waiting -= rows;
    if (this.#isPaused && this.#waiting < mostWaiting / 2) this.#pause(false);
    return batch;
  }

  readonly stop = (): void => {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#zongji.stop();
    this.#wake();
  };

  #pause(pauses: boolean): void {
    this.#isPaused = pauses;
    const { connection } = this.#zongji;
    if (pauses) connection?.pause();
    else connection?.resume();
  }

  #onEvent(event: AnyBinlogEvent): void {
    switch (event.getTypeName()) {
      case "WriteRows":
        this.#addRows(event as WriteRowsEvent, (row) => ({ after: row }));
        break;
      case "DeleteRows":
        this.#addRows(event as WriteRowsEvent, (row) => ({ before: row }));
        break;
      case "UpdateRows":
        this.#addRows(event as UpdateRowsEvent, ({ before, after }) => ({ before, after }));
        break;
      case "Xid":
        this.#commit(event);
        break;
      case "Rotate":
        this.#onRotate(event as RotateEvent);
        break;
      case "Query":
        this.#onQuery(event as QueryEvent);
        break;
      default:
        break;
    }
  }

  #addRows<Row>(
    event: { tableId: number; tableMap: Record<number, TableMapEntry>; rows: Row[] },
    changeOf: (row: Row) => Pick<Change, "before" | "after">,
  ): void {
    const about = event.tableMap[event.tableId];
    if (about === undefined) return;
    const { parentSchema: schema, tableName: table } = about;
    for (const row of event.rows) this.#changes.push({ schema, table, ...changeOf(row) });
  }

  #onQuery(event: QueryEvent): void {
    const sql = event.query.trim();
    if (/^(BEGIN|SAVEPOINT\b.*|XA (START|END)\b.*)$/is.test(sql)) return;
    if (/^ROLLBACK$/i.test(sql)) this.#changes = [];
    const isCommit = /^(COMMIT|ROLLBACK|XA COMMIT\b.*)$/is.test(sql);
    this.#commit(event, isCommit ? undefined : { schema: event.schema, sql });
  }

  /** The end of the log is in another file from now on, without anything having been changed. */
  #onRotate({ binlogName, position, timestamp }: RotateEvent): void {
    const end = { file: binlogName, offset: position };
    if (comparePositions(end, this.#end) <= 0) return;
    this.#end = end;
    this.#ready.push({ end, committedAt: timestamp, changes: [] });
    this.#wake();
  }

  #commit(event: AnyBinlogEvent, ddl?: Transaction["ddl"]): void {
    const { filename = this.#end.file } = this.#zongji.options;
    const end = { file: filename, offset: event.nextPosition };
    if (comparePositions(end, this.#end) > 0) this.#end = end;
    const transaction = { end: this.#end, committedAt: event.timestamp, changes: this.#changes };
    this.#changes = [];
    this.#ready.push(ddl === undefined ? transaction : { ...transaction, ddl });
    this.#waiting += transaction.changes.length;
    if (!this.#isPaused && this.#waiting > mostWaiting) this.#pause(true);
    this.#wake();
  }
}
