import { setTimeout as delay } from "node:timers/promises";
import type { TaskTable } from "./copy/apply";
import { tableId } from "./copy/catalog";
import { isTransient, PositionLost } from "./copy/failures";
import { Follower } from "./copy/follow";
import { loadOrSuspend, loadTables } from "./copy/full-load";
import { currentPosition } from "./copy/load";
import { parseStart, parseStop, type Position } from "./copy/position";
import { openSession, type Databases, type Session, type TaskDefinition } from "./copy/session";
import { nowSeconds } from "./copy/statistics";
import type { FaultName, Faults } from "./faults";
import { failureOf, interruptions, type Outcome } from "./outcome";
import { newRecord, type StopReason, type TaskRecord } from "./record";
import { faultyChanges } from "./row-faults";

/** Way to start a task, in DMS's words. */
export type StartType = "start-replication" | "resume-processing" | "reload-target";

/** Dependencies of a task. */
export interface Surroundings {
  readonly faults: Faults;
  /** Resolves the endpoints of the task. */
  readonly databases: () => Promise<Databases>;
  /** Saves the task's record, so that a double that is killed continues from there. */
  readonly save: (record: TaskRecord) => void;
  /** Called with events as DMS would report them. */
  readonly onEvent: (message: string, category: "state change" | "failure") => void;
}

/** Milliseconds that a change of state takes, so that clients see it. */
const stateChangeMs = 150;

/** Milliseconds between two looks for faults that end a task, and between two rounds of validation. */
const intervalMs = { faults: 200, validation: 500 };

/** How often a lost connection is opened again. */
const reconnects = 5;

/** One task of the double: its states, and the copying in each. */
export class Replication {
  readonly record: TaskRecord;
  session: Session | undefined;
  follower: Follower | undefined;
  #running = new AbortController();
  #reloads: Promise<unknown> = Promise.resolve();
  #isBusy: Promise<void> = Promise.resolve();
  #interruption: Outcome | undefined;

  constructor(
    readonly definition: TaskDefinition,
    private readonly surroundings: Surroundings,
    saved = newRecord(),
  ) {
    this.record = saved;
  }

  /** @throws Error for a start or stop position that cannot be used. */
  start(type: StartType, cdc: { readonly start?: string; readonly stop?: string }): void {
    const { record } = this;
    if (cdc.start !== undefined) parseStart(cdc.start);
    if (cdc.stop !== undefined) parseStop(cdc.stop);
    if (type !== "resume-processing")
      Object.assign(record, newRecord(), { cdcStart: record.cdcStart });
    if (cdc.start !== undefined) record.cdcStart = cdc.start;
    record.cdcStop = cdc.stop ?? record.cdcStop;
    record.stopReason = undefined;
    record.failure = undefined;
    record.startedAt = nowSeconds();
    record.freshStartAt ??= record.startedAt;
    this.#become("starting");
    this.#running = new AbortController();
    this.#isBusy = this.#run(type);
  }

  stop(): void {
    this.#become("stopping");
    this.#running.abort(new Error("The task is being stopped."));
  }

  /** Ends all work without a change of state, as when the process ends. */
  async abandon(): Promise<void> {
    this.#running.abort(new Error("The double is ending."));
    // One that holds a state would hold the end of the double too.
    this.surroundings.faults.clear();
    await this.#isBusy;
  }

  /** Loads tables again, or only compares them again, while the task is running. */
  reload(tables: readonly { schema: string; table: string }[], only: "validate" | undefined): void {
    for (const about of tables) {
      const table = this.session?.tables.get(tableId(about));
      if (table === undefined) continue;
      if (only === "validate") this.follower?.validate(table);
      else this.#reloads = this.#reloads.then(() => this.#reload(table));
    }
  }

  #become(status: TaskRecord["status"]): void {
    this.record.status = status;
    this.#save();
    this.surroundings.onEvent(`Replication task is ${status}.`, "state change");
  }

  #save(): void {
    for (const [id, { statistics, loadedAt, settledAt }] of this.session?.tables ?? []) {
      this.record.tables[id] = { statistics, loadedAt, settledAt };
    }
    this.record.applied = this.follower?.applied ?? this.record.applied;
    this.surroundings.save(this.record);
  }

  async #run(type: StartType): Promise<void> {
    const ticker = setInterval(() => {
      this.#tick();
    }, intervalMs.faults);
    await this.#changeState("stuck-starting");
    const outcome = await this.#outcome(type);
    clearInterval(ticker);
    if (outcome.stopReason === "NORMAL") await this.#changeState("stuck-stopping");
    const wrong =
      outcome.stopReason === "NORMAL" && this.surroundings.faults.take("wrong-stop-reason");
    Object.assign(this.record, outcome, wrong && { stopReason: "RECYCLE_TASK" });
    this.record.stoppedAt = nowSeconds();
    this.#save();
    this.session?.close();
    this.follower = undefined;
    const { status, failure } = outcome;
    if (failure === undefined)
      this.surroundings.onEvent("Replication task has stopped.", "state change");
    else this.surroundings.onEvent(`Replication task is ${status}: ${failure}`, "failure");
  }

  #interrupted(): Outcome | undefined {
    return this.#interruption;
  }

  async #outcome(type: StartType): Promise<Outcome> {
    const stopped = { status: "stopped", stopReason: "NORMAL" } as const;
    this.#interruption = undefined;
    try {
      this.#findLog();
      if (!this.#running.signal.aborted) this.#become("running");
      const stopReason = await this.#copyWithReconnects(type);
      return this.#interrupted() ?? { ...stopped, stopReason };
    } catch (error) {
      // Asked to stop: the previous activity does not matter any more.
      if (this.#running.signal.aborted) return this.#interrupted() ?? stopped;
      return failureOf(error);
    }
  }

  /** @throws PositionLost before the task is running, as far as it goes on from a place in the log. */
  #findLog(): void {
    const goesOn = this.record.isLoaded || this.definition.migrationType === "cdc";
    if (goesOn && this.surroundings.faults.take("log-purged")) throw new PositionLost();
  }

  /** A state takes its time; a fault may hold it for ever. */
  async #changeState(stuck: "stuck-starting" | "stuck-stopping"): Promise<void> {
    const { faults } = this.surroundings;
    const { seconds = 5 } = faults.find("slow-states") ?? { seconds: stateChangeMs / 1_000 };
    await delay(seconds * 1_000);
    while (faults.find(stuck)) await delay(100);
  }

  async #copyWithReconnects(type: StartType): Promise<StopReason> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#copy(attempt === 1 ? type : "resume-processing");
      } catch (error) {
        const isOver = this.#running.signal.aborted || attempt > reconnects;
        if (isOver || !isTransient(error)) throw error;
        await delay(500 * attempt);
      }
    }
  }

  async #copy(type: StartType): Promise<StopReason> {
    const { definition, record } = this;
    const { signal } = this.#running;
    this.session?.close();
    this.session = await openSession(
      definition,
      await this.surroundings.databases(),
      record.tables,
    );
    const session = this.session;
    if (type !== "resume-processing") await session.control.forgetCheckpoint(session.writer);
    if (definition.migrationType === "cdc") {
      for (const { statistics } of session.tables.values()) {
        if (statistics.TableState === "Before load") statistics.TableState = "Table completed";
      }
    } else if (!record.isLoaded) {
      await this.#load(session);
      if (definition.migrationType === "full-load") return "FULL_LOAD_ONLY_FINISHED";
      if (session.settings.FullLoadSettings.StopTaskCachedChangesNotApplied)
        return "STOPPED_AFTER_FULL_LOAD";
    }
    signal.throwIfAborted();
    return this.#follow(session);
  }

  async #load(session: Session): Promise<void> {
    const { record } = this;
    record.changesFrom ??= await currentPosition(session.reader);
    record.loadStartedAt = nowSeconds();
    this.#save();
    await loadTables(session, {
      mayGoOn: () => this.#whileNot("full-load-stalls"),
      onTableDone: () => {
        this.#save();
      },
      signal: this.#running.signal,
    });
    record.cachedUntil = await currentPosition(session.reader);
    record.isLoaded = true;
    record.loadFinishedAt = nowSeconds();
    this.#save();
  }

  async #whileNot(fault: "full-load-stalls" | "target-refuses"): Promise<void> {
    const { faults } = this.surroundings;
    while (faults.find(fault) && !this.#running.signal.aborted) await delay(100);
  }

  async #follow(session: Session): Promise<StopReason> {
    const { record, surroundings } = this;
    const { signal } = this.#running;
    const saved = await session.control.readCheckpoint(session.writer);
    const given = record.cdcStart === undefined ? undefined : parseStart(record.cdcStart);
    const start = saved ?? record.changesFrom ?? given ?? (await currentPosition(session.reader));
    if (saved === undefined && !("since" in start)) {
      await session.control.saveCheckpoint(session.writer, start);
    }
    const follower = new Follower(session, {
      start,
      stop: record.cdcStop === undefined ? undefined : parseStop(record.cdcStop),
      cachedUntil: record.cachedUntil,
      filterChange: (table, change) => faultyChanges(surroundings.faults, table, change),
      mayApply: () => this.#whileNot("target-refuses"),
      signal,
    });
    this.follower = follower;
    for (const table of session.tables.values()) {
      if (table.statistics.ValidationState === "Pending records") follower.validate(table);
    }
    const validating = this.#validate(follower);
    const end = await follower.run().finally(() => (this.#save(), undefined));
    if (end !== "stopped") this.#running.abort(new Error("The task has reached its end."));
    await validating;
    return end === "stopped" ? "NORMAL" : end;
  }

  async #validate(follower: Follower): Promise<void> {
    const { signal } = this.#running;
    for (;;) {
      // Changes that wait already come first.
      await delay(intervalMs.validation, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await follower.validationRound().catch(() => undefined);
    }
  }

  async #reload(table: TaskTable): Promise<void> {
    const { session, follower } = this;
    if (session === undefined || follower === undefined) return;
    table.statistics.TableState = "Table is being reloaded";
    table.statistics.FullLoadReloaded = true;
    table.held = [];
    while (this.surroundings.faults.find("reload-stuck", table.copied.source)) await delay(100);
    await loadOrSuspend(session, table, {
      mayGoOn: () => this.#whileNot("full-load-stalls"),
      onTableDone: () => {
        this.#save();
      },
      signal: this.#running.signal,
    }).catch(() => undefined);
    await follower.finishReload(table).catch(() => undefined);
    if (table.statistics.ValidationState !== "Not enabled") follower.validate(table);
  }

  /** Plays the faults that end a task, and saves its record. */
  #tick(): void {
    if (this.record.status !== "running") return;
    for (const [fault, outcome] of Object.entries(interruptions) as [FaultName, Outcome][]) {
      if (this.surroundings.faults.take(fault)) {
        this.#interruption = outcome;
        this.#running.abort(new Error("A fault ends the task."));
      }
    }
    this.#save();
  }
}

/** Position of a task, for `RecoveryCheckpoint`. */
export const appliedPosition = ({ record, follower }: Replication): Position | undefined =>
  follower?.applied ?? record.applied ?? record.changesFrom;
