import type { Connection, ResultSetHeader } from "mysql2/promise";
import { tableId, type CopiedColumn, type CopiedTable } from "./catalog";
import type { Change, Transaction } from "./changes";
import type { ControlTables } from "./control-tables";
import {
  describeFailure,
  isTransient,
  isDuplicate,
  isWithoutTransactions,
  TaskFailure,
} from "./failures";
import { passesFilters, type TableMappings } from "./mappings";
import { comparePositions, type Position } from "./position";
import { rowsOf } from "./server";
import { lobLimitOf, type ErrorPolicy, type TaskSettings } from "./settings";
import { sourceKeySql, Statements } from "./statements";
import { nowSeconds, type TableStatistics } from "./statistics";
import { quote, type RowValues } from "./values";

/** A table of a task: its columns, and its progress. */
export interface TaskTable {
  readonly copied: CopiedTable;
  readonly statistics: TableStatistics;
  /** Changes up to here are in the rows that were loaded; for a table without a key. */
  loadedAt?: Position | undefined;
  /** Changes up to here may be in the rows that were loaded, so they are applied without complaint. */
  settledAt?: Position | undefined;
  /** Changes that wait for the end of a reload. */
  held?: { readonly change: Change; readonly end: Position }[] | undefined;
}

/** Filter for changes; a fault may drop or alter one. */
export type ChangeFilter = (table: TaskTable, change: Change) => readonly Change[];

/** Options of {@link Applier}. */
export interface ApplyOptions {
  readonly source: Connection;
  readonly target: Connection;
  readonly control: ControlTables;
  readonly settings: TaskSettings;
  readonly mappings: TableMappings;
  readonly tables: ReadonlyMap<string, TaskTable>;
  readonly filterChange: ChangeFilter;
  /** Told of each row that was written, for validation. */
  readonly onApplied: (table: TaskTable, row: RowValues) => void;
}

type Operation = "Inserts" | "Updates" | "Deletes";

const policies = {
  Inserts: "ApplyErrorInsertPolicy",
  Updates: "ApplyErrorUpdatePolicy",
  Deletes: "ApplyErrorDeletePolicy",
} as const;

/** Applies transactions of the source to the target, each batch with its checkpoint in one. */
export class Applier {
  constructor(private readonly options: ApplyOptions) {}

  /** @throws TaskFailure or the connection's error; nothing of the batch is applied then. */
  async apply(batch: readonly Transaction[]): Promise<void> {
    const { target, control, tables } = this.options;
    await target.query("START TRANSACTION");
    try {
      for (const { changes, end } of batch) {
        for (const change of changes) {
          const table = tables.get(tableId(change));
          if (table !== undefined) await this.#applyTo(table, change, end);
        }
      }
      const last = batch.at(-1);
      if (last !== undefined) await control.saveCheckpoint(target, last.end);
      await target.query("COMMIT");
    } catch (error) {
      await target.query("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** Applies the changes that waited for a table's reload. */
  async applyHeld(table: TaskTable): Promise<void> {
    const { held = [] } = table;
    table.held = undefined;
    for (const { change, end } of held) await this.#applyTo(table, change, end);
  }

  async #applyTo(table: TaskTable, change: Change, end: Position): Promise<void> {
    if (table.held !== undefined) {
      table.held.push({ change, end });
      return;
    }
    if (table.statistics.TableState !== "Table completed") return;
    if (table.loadedAt !== undefined && comparePositions(end, table.loadedAt) <= 0) return;
    const mapped = this.#withinFilters(table, change);
    if (mapped === undefined) return;
    const operation = operationOf(mapped);
    table.statistics[operation] += 1;
    const settled = table.settledAt === undefined || comparePositions(end, table.settledAt) > 0;
    const exact = await this.#lookedUp(table, mapped);
    for (const it of this.options.filterChange(table, exact)) {
      await this.#write(table, it, operation, settled);
    }
    table.statistics.LastUpdateTime = nowSeconds();
  }

  /** A row may come into the filters of its table, or leave them. */
  #withinFilters({ copied }: TaskTable, change: Change): Change | undefined {
    const filters = this.options.mappings.filters(copied.source);
    if (filters.length === 0) return change;
    const { before, after, ...about } = change;
    const was = before !== undefined && passesFilters(filters, before);
    const is = after !== undefined && passesFilters(filters, after);
    if (!was && !is) return undefined;
    return { ...about, ...(was && { before }), ...(is && { after }) };
  }

  /**
   * The reader of the log does not give every value exactly: those are read from the source, as DMS
   * looks up LOBs. With a lock, since the log may have a row before others can see it. A row that
   * has been deleted since keeps the log's values; its deletion follows.
   */
  async #lookedUp({ copied }: TaskTable, change: Change): Promise<Change> {
    const { after } = change;
    if (after === undefined || copied.key.length === 0) return change;
    const wanted = copied.columns.filter((column) => needsLookUp(column, after));
    if (wanted.length === 0) return change;
    const { schema, table } = copied.source;
    const columns = wanted.map(({ name, kind }, index) => {
      return `${kind === "geometry" ? `HEX(${quote(name)})` : quote(name)} AS c${index}`;
    });
    const [row] = await rowsOf<Record<string, string | null>>(
      this.options.source,
      `SELECT ${columns.join(", ")} FROM ${quote(schema)}.${quote(table)} WHERE ${sourceKeySql(copied, after)} LOCK IN SHARE MODE`,
    );
    if (row === undefined)
      return { ...change, after: { ...after, ...placeholderShapes(copied, after) } };
    const values = wanted.map(({ name, kind }, index) => {
      const value = row[`c${index}`] ?? null;
      return [name, value !== null && kind === "geometry" ? Buffer.from(value, "hex") : value];
    });
    return { ...change, after: { ...after, ...(Object.fromEntries(values) as RowValues) } };
  }

  async #write(table: TaskTable, change: Change, operation: Operation, settled: boolean) {
    const { mappings, settings, onApplied } = this.options;
    const ownLimit = mappings.lobLimit(table.copied.source);
    const limit = ownLimit === 0 ? undefined : (ownLimit ?? lobLimitOf(settings));
    const statements = new Statements(table.copied, limit);
    const { before, after } = change;
    const sql = sqlOf(statements, change, settled || table.copied.key.length === 0);
    try {
      const found = await this.#execute(sql);
      if (found === 0 && operation !== "Inserts") {
        if (settled) await this.#report(table, operation, sql, "no row was found");
        else if (after !== undefined) await this.#execute(statements.replace(after));
      }
      table.statistics[`Applied${operation}`] += 1;
    } catch (error) {
      if (isTransient(error)) throw error;
      if (isDuplicate(error) && !settled && after !== undefined && before !== undefined) {
        await this.#execute(statements.delete(before));
        await this.#execute(statements.replace(after));
        table.statistics[`Applied${operation}`] += 1;
      } else {
        await this.#report(table, operation, sql, describeFailure(error));
      }
    }
    const row = after ?? before;
    if (row !== undefined) onApplied(table, row);
  }

  /**
   * A table without transactions cannot be written in one together with others when the target has
   * GTIDs.
   *
   * @returns The rows that the statement found.
   */
  async #execute(sql: string): Promise<number> {
    const { target } = this.options;
    try {
      const [result] = await target.query<ResultSetHeader>(sql);
      return result.affectedRows;
    } catch (error) {
      if (!isWithoutTransactions(error)) throw error;
      await target.query("COMMIT");
      const [result] = await target.query<ResultSetHeader>(sql);
      await target.query("START TRANSACTION");
      return result.affectedRows;
    }
  }

  async #report(table: TaskTable, operation: Operation, sql: string, reason: string) {
    const { settings, control, target } = this.options;
    const policy: ErrorPolicy = settings.ErrorBehavior[policies[operation]];
    if (policy === "IGNORE_RECORD") return;
    await control.addException(target, table.copied.source, sql, reason);
    const name = tableId(table.copied.source);
    if (policy === "STOP_TASK") {
      throw new TaskFailure("FATAL_ERROR", `A change of ${name} cannot be applied: ${reason}.`);
    }
    if (policy === "SUSPEND_TABLE") table.statistics.TableState = "Table error";
  }
}

/** The text of JSON, spatial values, and texts with bytes that their character set has no letter for. */
function needsLookUp({ kind, name }: CopiedColumn, row: RowValues): boolean {
  if (kind === "json" || kind === "geometry") return true;
  const value = row[name];
  return kind === "text" && typeof value === "string" && value.includes("\uFFFD");
}

function operationOf({ before, after }: Change): Operation {
  if (before === undefined) return "Inserts";
  return after === undefined ? "Deletes" : "Updates";
}

function sqlOf(statements: Statements, { before, after }: Change, settled: boolean): string {
  if (before === undefined) {
    const row = after ?? {};
    return settled ? statements.insert(row) : statements.replace(row);
  }
  return after === undefined ? statements.delete(before) : statements.update(before, after);
}

/** Spatial values of a row that has gone are objects, which no statement takes. */
function placeholderShapes({ columns }: CopiedTable, row: RowValues): RowValues {
  const shapes = columns.filter(({ kind, name }) => kind === "geometry" && row[name] !== null);
  const point = Buffer.alloc(25);
  point.writeUInt8(1, 4);
  point.writeUInt32LE(1, 5);
  return Object.fromEntries(shapes.map(({ name }) => [name, point]));
}
