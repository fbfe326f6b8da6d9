import { z } from "zod";

/** Place at which the double plays a fault. */
export type FaultPlace = "task" | "table" | "rows" | "target" | "validation" | "metrics" | "api";

/** A fault that the double can play, as a person needs to know it. */
export interface FaultFacts {
  readonly place: FaultPlace;
  /** The fault. */
  readonly title: string;
}

const facts = <Name extends string>(all: Record<Name, readonly [FaultPlace, string]>) =>
  Object.fromEntries(
    Object.entries<readonly [FaultPlace, string]>(all).map(([name, [place, title]]) => [
      name,
      { place, title },
    ]),
  ) as Readonly<Record<Name, FaultFacts>>;

/** All faults by name. Those of `table`, `rows` and `validation` may name the table they are about. */
export const faults = facts({
  "task-fails": ["task", "the task fails with FATAL_ERROR"],
  "task-fails-recoverably": ["task", "the task fails with RECOVERABLE_ERROR"],
  "low-memory": ["task", "the task stops because memory runs out"],
  "low-disk": ["task", "the task stops because the disk is full"],
  "instance-recycled": ["task", "the task stops since its instance is replaced"],
  "wrong-stop-reason": ["task", "a stop that was asked for ends with RECYCLE_TASK"],
  "stuck-starting": ["task", "a task that is started stays in starting"],
  "stuck-stopping": ["task", "a task that is stopped stays in stopping"],
  "slow-states": ["task", "each change of state takes some seconds"],
  "log-purged": ["task", "the source does not have the binary log any more that the task needs"],
  "full-load-stalls": ["task", "the full load goes no further"],
  "checkpoint-missing": ["task", "the task shows no recovery checkpoint"],
  "target-refuses": ["task", "the target takes no changes, so that they pile up"],

  "table-error": ["table", "a table is suspended with Table error"],
  "table-cancelled": ["table", "a table's load is cancelled"],
  "table-missing": ["table", "a table is reported as not existing"],
  "reload-stuck": ["table", "a table stays in Table is being reloaded"],
  "statistics-lag": ["table", "a table's applied changes stay behind its captured ones"],

  "lost-change": ["rows", "changes of a table are captured and not applied"],
  "lost-insert": ["rows", "inserts into a table are not applied"],
  "lost-update": ["rows", "updates of a table are not applied"],
  "lost-delete": ["rows", "deletes from a table are not applied"],
  "doubled-insert": ["rows", "inserts into a table without a key are applied twice"],
  "rounded-floats": ["rows", "FLOAT values are rounded to six digits"],
  "cut-enum": ["rows", "ENUM values are cut at a comma"],
  "shifted-times": ["rows", "TIMESTAMP values are an hour off"],
  "cut-text": ["rows", "long texts are cut off"],
  "trimmed-text": ["rows", "blanks at the end of texts are lost"],
  "quoted-json-numbers": ["rows", "numbers within JSON become strings"],

  "validation-mismatch": ["validation", "a table has mismatched records"],
  "validation-suspended": ["validation", "records of a table are suspended from validation"],
  "validation-error": ["validation", "the validation of a table ends with Error"],
  "validation-pending": ["validation", "the validation of a table never ends"],
  "validation-off": ["validation", "a table is not validated"],

  "source-latency": ["metrics", "CDCLatencySource grows"],
  "target-latency": ["metrics", "CDCLatencyTarget grows"],
  "metrics-missing": ["metrics", "no metric is sent"],

  "connection-refused": ["api", "tests of connections fail"],
  "connection-testing": ["api", "tests of connections never end"],
  throttling: ["api", "calls are throttled"],
  "server-error": ["api", "calls end with an internal failure"],
  "assessment-fails": ["api", "a premigration assessment finds a failure"],
  "assessment-warns": ["api", "a premigration assessment finds a warning"],
  "assessment-stuck": ["api", "a premigration assessment never ends"],

  "maintenance-pending": ["api", "maintenance of the replication instance is pending"],

  "apply-exception": ["target", "a change of a table is among the apply exceptions, at once"],
  "changed-row": ["target", "a value of one row is changed in the target, at once"],
  "missing-row": ["target", "one row is deleted in the target, at once"],
  "extra-row": ["target", "one row is there in the target only, at once"],
});

/** Name of a fault. */
export type FaultName = keyof typeof faults;

/** A fault to play. */
export const faultRequest = z.strictObject({
  fault: z.enum(Object.keys(faults) as [FaultName, ...FaultName[]]),
  /** Table that it is about, by its name in the source. Default: every table. */
  schema: z.string().optional(),
  table: z.string().optional(),
  /** How often it is played; then it is over. Default: until it is cleared. */
  times: z.number().int().positive().optional(),
  /** Seconds, for faults that take or add time. */
  seconds: z.number().positive().optional(),
});

/** A fault to play. */
export type FaultRequest = z.infer<typeof faultRequest>;

/** The faults that are being played. */
export class Faults {
  #active: (FaultRequest & { remaining: number })[] = [];

  get active(): readonly FaultRequest[] {
    return this.#active;
  }

  play(request: FaultRequest): void {
    this.#active.push({ ...request, remaining: request.times ?? Infinity });
  }

  clear(fault?: FaultName): void {
    this.#active = this.#active.filter((it) => fault !== undefined && it.fault !== fault);
  }

  /** The fault if it is played now, without counting it. */
  find(fault: FaultName, table?: { schema: string; table: string }): FaultRequest | undefined {
    return this.#active.find(
      (it) =>
        it.fault === fault &&
        (table === undefined ||
          ((it.schema ?? table.schema) === table.schema &&
            (it.table ?? table.table) === table.table)),
    );
  }

  /** Whether the fault is played now; counts as once. */
  take(fault: FaultName, table?: { schema: string; table: string }): FaultRequest | undefined {
    const found = this.find(fault, table) as (FaultRequest & { remaining: number }) | undefined;
    if (found === undefined) return undefined;
    found.remaining -= 1;
    if (found.remaining <= 0) this.#active = this.#active.filter((it) => it !== found);
    return found;
  }
}
