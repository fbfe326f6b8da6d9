import { z } from "zod";
import { canonicalJson, type Json } from "../../lib/canonical-json";
import { OperationError } from "../errors";
import type { ObjectStore } from "./object-store";

const kinds = ["begin", "intent", "result", "failure", "undo", "undone", "end"] as const;

const entrySchema = z.object({
  /** 0, 1, 2 … within the run. */
  sequence: z.int(),
  /** When, in UTC. */
  time: z.string(),
  operator: z.string(),
  kind: z.enum(kinds),
  /** The step that it is about; absent at the beginning and the end of a run. */
  step: z.string().optional(),
  detail: z.json().optional(),
  /** Of a result: since the intent, by the clock of the process that wrote both. */
  seconds: z.number().optional(),
});

/** One entry of a journal. */
export type Entry = Readonly<z.infer<typeof entrySchema>>;

/**
 * Kind of an entry: `intent` is written before an action, `result` or `failure` after it; `undo`
 * before it is taken back, `undone` after that.
 */
export type EntryKind = (typeof kinds)[number];

const prefix = "journal/";

/** Characters of the time that a run's name begins with. */
const timeLength = "2026-01-31T12-00-00-000Z".length;

/**
 * The journal of one run of a verb: what was meant to be done and what was done, an object each, so
 * that it survives the process and no entry is ever written over.
 */
export class Journal {
  /** The run: when it began, and its verb. Sorts by time. */
  readonly run: string;
  readonly #store: ObjectStore;
  readonly #operator: string;
  readonly #entries: Entry[];
  #last: Promise<unknown> = Promise.resolve();

  private constructor(store: ObjectStore, run: string, operator: string, entries: Entry[]) {
    this.#store = store;
    this.run = run;
    this.#operator = operator;
    this.#entries = entries;
  }

  /** Begins the journal of a new run. */
  static async begin(
    store: ObjectStore,
    verb: string,
    operator: string,
    detail: Json,
    now = new Date(),
  ): Promise<Journal> {
    const run = `${now.toISOString().replaceAll(/[:.]/g, "-")}-${verb}`;
    const journal = new Journal(store, run, operator, []);
    await journal.append("begin", undefined, detail);
    return journal;
  }

  /** Opens the journal of a run that was begun before. */
  static async open(store: ObjectStore, run: string, operator: string): Promise<Journal> {
    return new Journal(store, run, operator, await readEntries(store, run));
  }

  /** The newest run of a verb, ended or not; undefined when there was none. */
  static async newest(
    store: ObjectStore,
    verb: string,
    operator: string,
  ): Promise<Journal | undefined> {
    const run = (await runs(store)).filter((it) => verbOf(it) === verb).at(-1);
    return run === undefined ? undefined : Journal.open(store, run, operator);
  }

  /**
   * The newest run of a verb, if it was begun with the same subject and has not ended: the one to
   * resume.
   */
  static async unfinished(
    store: ObjectStore,
    verb: string,
    operator: string,
    detail: Json,
  ): Promise<Journal | undefined> {
    const journal = await Journal.newest(store, verb, operator);
    if (journal === undefined) return undefined;
    const [begin] = journal.entries;
    const isSame =
      begin?.detail !== undefined && canonicalJson(begin.detail as Json) === canonicalJson(detail);
    return isSame && journal.entries.at(-1)?.kind !== "end" ? journal : undefined;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /**
   * Writes an entry.
   *
   * @throws OperationError when another process has written to this run.
   */
  append(kind: EntryKind, step?: string, detail?: Json, seconds?: number): Promise<void> {
    const written = this.#last.then(() => this.#write(kind, step, detail, seconds));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #write(kind: EntryKind, step?: string, detail?: Json, seconds?: number): Promise<void> {
    const entry: Entry = {
      sequence: this.#entries.length,
      time: new Date().toISOString(),
      operator: this.#operator,
      kind,
      ...(step !== undefined && { step }),
      ...(detail !== undefined && { detail: detail as z.core.util.JSONType }),
      ...(seconds !== undefined && { seconds }),
    };
    const stored = await this.#store.create(keyOf(this.run, entry.sequence), JSON.stringify(entry));
    if (stored === undefined) {
      throw new OperationError(
        `Another process has written to the journal of ${this.run}; this one stops here.`,
      );
    }
    this.#entries.push(entry);
  }
}

/** The runs that a stack's bucket has a journal of, oldest first. */
export async function runs(store: ObjectStore): Promise<readonly string[]> {
  const keys = await store.list(prefix);
  return [...new Set(keys.flatMap((key) => key.slice(prefix.length).split("/")[0] ?? []))];
}

/** The verb of a run, by its name. */
export const verbOf = (run: string): string => run.slice(timeLength + 1);

async function readEntries(store: ObjectStore, run: string): Promise<Entry[]> {
  const keys = await store.list(`${prefix}${run}/`);
  const objects = await Promise.all(keys.map((key) => store.read(key)));
  return objects.map((object) => entrySchema.parse(JSON.parse(object?.text ?? "")));
}

/** Keys sort as text. */
const keyOf = (run: string, sequence: number) =>
  `${prefix}${run}/${String(sequence).padStart(6, "0")}.json`;
