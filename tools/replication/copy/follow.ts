import { Applier, type ChangeFilter, type TaskTable } from "./apply";
import { tableId } from "./catalog";
import { changesOf, type Transaction } from "./changes";
import { ddlTarget, applyDdl } from "./ddl";
import { isTransient } from "./failures";
import { currentPosition } from "./load";
import { comparePositions, type Position, type Start, type Stop } from "./position";
import { taskTables, type Session } from "./session";
import { nowSeconds } from "./statistics";
import { Validator } from "./validation";

/** Why following changes came to an end by itself. */
export type FollowEnd =
  "stopped" | "STOPPED_AFTER_CACHED_EVENTS" | "STOPPED_AT_SERVER_TIME" | "STOPPED_AT_COMMIT_TIME";

/** Queries and reports of following changes. */
export interface FollowControl {
  readonly start: Start;
  readonly stop: Stop | undefined;
  /** Changes up to here came in while the tables were loaded. */
  readonly cachedUntil: Position | undefined;
  readonly filterChange: ChangeFilter;
  /** Waited for before each batch is applied. */
  readonly mayApply: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Follows the changes of a source and applies them. */
export class Follower {
  /** Up to where changes are applied. */
  applied: Position | undefined;
  /** Rows that were read from the log, and rows that were applied. */
  readonly rows = { read: 0, applied: 0 };
  /** Commit time of the oldest change that is not applied, in milliseconds since 1970. */
  oldestUnapplied: number | undefined;
  /** Commit time of the newest change that was read. */
  newestRead: number | undefined;
  readonly #applier: Applier;
  readonly #validator: Validator | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: Session,
    private readonly control: FollowControl,
  ) {
    const { reader: source, writer: target, mappings, settings, control: tables } = session;
    const { EnableValidation, PartitionSize, SkipLobColumns } = settings.ValidationSettings;
    const shared = { source, target, control: tables, mappings };
    this.#validator = EnableValidation
      ? new Validator({ ...shared, partitionSize: PartitionSize, skipLobs: SkipLobColumns })
      : undefined;
    this.#applier = new Applier({
      ...shared,
      settings,
      tables: session.tables,
      filterChange: control.filterChange,
      onApplied: (table, row) => this.#validator?.addRow(table, row),
    });
  }

  /** Nothing else is done with the target meanwhile. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  validate(table: TaskTable): void {
    this.#validator?.add(table);
  }

  /** Compares all pending rows once, unless changes wait. */
  async validationRound(): Promise<void> {
    const validator = this.#validator;
    if (validator && this.oldestUnapplied === undefined) {
      await this.#exclusively(() => validator.round());
    }
  }

  /** Applies what came in while a table was loaded again. */
  finishReload(table: TaskTable): Promise<void> {
    return this.#exclusively(() => this.#applier.applyHeld(table));
  }

  /** Whether everything that the source has committed is applied. */
  async isIdle(): Promise<boolean> {
    const { applied } = this;
    if (applied === undefined) return false;
    return comparePositions(applied, await currentPosition(this.session.reader)) >= 0;
  }

  async run(): Promise<FollowEnd> {
    const { start, signal, stop } = this.control;
    if (!("since" in start)) this.applied = start;
    for await (const batch of changesOf(this.session.source, start, signal)) {
      const wanted = stop && batch.filter(({ committedAt }) => committedAt <= stop.at.getTime());
      await this.#applyBatch(wanted ?? batch);
      if (stop !== undefined && wanted?.length !== batch.length) return endOf(stop);
      if (this.#cachedChangesAreApplied()) return "STOPPED_AFTER_CACHED_EVENTS";
    }
    return "stopped";
  }

  #cachedChangesAreApplied(): boolean {
    const { cachedUntil } = this.control;
    const { StopTaskCachedChangesApplied: stops } = this.session.settings.FullLoadSettings;
    if (!stops || cachedUntil === undefined || this.applied === undefined) return false;
    return comparePositions(this.applied, cachedUntil) >= 0;
  }

  async #applyBatch(batch: readonly Transaction[]): Promise<void> {
    const rows = batch.reduce((sum, { changes }) => sum + changes.length, 0);
    this.oldestUnapplied = batch.find(({ changes }) => changes.length > 0)?.committedAt;
    this.newestRead = batch.at(-1)?.committedAt;
    this.rows.read += rows;
    await this.control.mayApply();
    await this.#exclusively(async () => {
      for (const part of splitAtDdl(batch)) {
        await this.#applier.apply(part);
        for (const { ddl } of part) if (ddl) await this.#onDdl(ddl);
      }
    });
    this.rows.applied += rows;
    this.applied = batch.at(-1)?.end ?? this.applied;
    this.oldestUnapplied = undefined;
  }

  /** A statement that changes tables: it is carried out in the target as far as the task is to. */
  async #onDdl(ddl: NonNullable<Transaction["ddl"]>): Promise<void> {
    const { tables, reader, mappings, settings } = this.session;
    const about = ddlTarget(ddl);
    if (about !== undefined && mappings.selects(about)) {
      const known = tables.get(tableId(about));
      if (known) known.statistics.Ddls += 1;
      try {
        const applied = await applyDdl(this.session, ddl, about, known);
        if (known && applied) known.statistics.AppliedDdls += 1;
      } catch (error) {
        if (isTransient(error)) throw error;
        if (known) known.statistics.TableState = "Table error";
      }
    }
    const saved = Object.fromEntries([...tables]);
    for (const [id, table] of await taskTables(reader, mappings, settings, saved)) {
      // A table that is made while changes are followed has no rows to load.
      if (!tables.has(id)) table.statistics.TableState = "Table completed";
      table.statistics.LastUpdateTime = nowSeconds();
      tables.set(id, table);
    }
  }
}

const endOf = ({ by }: Stop) =>
  by === "server_time" ? "STOPPED_AT_SERVER_TIME" : "STOPPED_AT_COMMIT_TIME";

/** Parts that end with a statement about tables, or with the batch. */
function splitAtDdl(batch: readonly Transaction[]): Transaction[][] {
  const parts: Transaction[][] = [[]];
  for (const transaction of batch) {
    parts.at(-1)?.push(transaction);
    if (transaction.ddl) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}
