import { z } from "zod";
import { canonicalJson, type Json } from "../../lib/canonical-json";
import { OperationError } from "../errors";
import type { ObjectStore, StoredObject } from "../journal/object-store";
import type { Parameter } from "../database/query";
import type { Progress } from "./compare-chunks";
import { comparedSchema, type TableResult } from "./result";

const prefix = "verify/";

/** Milliseconds after which an unfinished verification is too old to resume. */
const tooOldMs = 24 * 60 * 60 * 1000;

const parameter = z.union([z.string(), z.number(), z.null(), z.object({ hex: z.string() })]);
const key = z.array(parameter);
const progressSchema = z.object({
  after: key.optional(),
  rows: z.number(),
  chunks: z.number(),
  digest: z.string(),
  suspects: z.array(z.object({ after: key.optional(), upTo: key.optional() })),
});
/** Without the keys of differing rows: the bucket keeps no value of a row for longer than it must. */
const resultSchema = z.object({
  migration: z.string(),
  table: z.string(),
  verdict: z.enum(["equal", "different", "unsettled"]),
  problems: z.array(z.string()),
  differences: z.array(
    z.object({ key: z.string(), kind: z.enum(["missing", "extra", "changed"]) }),
  ),
  hasMore: z.boolean(),
  unsettledRows: z.number(),
  ...comparedSchema.shape,
});
const recordSchema = z.object({
  subject: z.json(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  results: z.record(z.string(), resultSchema),
  /** Of the tables that were begun and not finished. */
  progress: z.record(z.string(), progressSchema),
});

type Content = z.infer<typeof recordSchema>;

/**
 * Progress and results of a verification, in the stack's bucket: it can be resumed, and is
 * evidence.
 */
export class VerificationRecord {
  readonly #store: ObjectStore;
  readonly #key: string;
  readonly #content: Content;
  #stored: StoredObject;

  private constructor(store: ObjectStore, at: string, content: Content, stored: StoredObject) {
    this.#store = store;
    this.#key = at;
    this.#content = content;
    this.#stored = stored;
  }

  /**
   * Goes on with the newest verification when it has the same subject, is unfinished and not a day
   * old; else begins one.
   */
  static async open(
    store: ObjectStore,
    subject: Json,
    restart: boolean,
    now = new Date(),
  ): Promise<VerificationRecord> {
    const newest = restart ? undefined : await readNewest(store);
    if (newest && canGoOn(newest.content, subject, now)) {
      return new VerificationRecord(store, newest.key, newest.content, newest.stored);
    }
    const at = `${prefix}${now.toISOString().replaceAll(/[:.]/g, "-")}.json`;
    const content = { subject, startedAt: now.toISOString(), results: {}, progress: {} } as Content;
    const stored = await store.create(at, JSON.stringify(content));
    if (stored === undefined) throw new OperationError(`${at} already exists; try again.`);
    return new VerificationRecord(store, at, content, stored);
  }

  /** An earlier process's result for a table; undefined if it was not finished. */
  resultOf(table: string): TableResult | undefined {
    return this.#content.results[table];
  }

  /** An earlier process's progress on a table; undefined if it was not begun. */
  progressOf(table: string): Progress | undefined {
    const progress = this.#content.progress[table];
    return (
      progress && {
        ...progress,
        after: progress.after?.map(decoded),
        suspects: progress.suspects.map(({ after, upTo }) => ({
          after: after?.map(decoded),
          upTo: upTo?.map(decoded),
        })),
      }
    );
  }

  async saveProgress(table: string, progress: Progress): Promise<void> {
    this.#content.progress[table] = {
      ...progress,
      after: progress.after?.map(encoded),
      suspects: progress.suspects.map(({ after, upTo }) => ({
        after: after?.map(encoded),
        upTo: upTo?.map(encoded),
      })),
    };
    await this.#save();
  }

  async saveResult(result: TableResult): Promise<void> {
    const withoutKeys = result.differences.map(({ kind }) => ({ key: "", kind }));
    this.#content.results[result.table] = {
      ...result,
      problems: [...result.problems],
      notCompared: [...result.notCompared],
      differences: withoutKeys,
    };
    this.#content.progress = Object.fromEntries(
      Object.entries(this.#content.progress).filter(([table]) => table !== result.table),
    );
    await this.#save();
  }

  async finish(now = new Date()): Promise<void> {
    this.#content.finishedAt = now.toISOString();
    await this.#save();
  }

  async #save(): Promise<void> {
    const text = JSON.stringify(this.#content);
    const stored = await this.#store.replace(this.#key, text, this.#stored);
    if (stored === undefined) {
      throw new OperationError("Another process continues this verification; this one stops.");
    }
    this.#stored = stored;
  }
}

/** A verification in the stack's bucket. */
export interface KeptVerification {
  readonly startedAt: string;
  /** Absent while it is unfinished. */
  readonly finishedAt: string | undefined;
  readonly results: readonly TableResult[];
}

/** A verification in short. */
export interface VerificationFacts {
  readonly startedAt: string;
  /** Absent while it is unfinished. */
  readonly finishedAt?: string | undefined;
  readonly tables: number;
  readonly different: number;
  readonly unsettled: number;
}

/** Counts the tables of a verification by their verdict. */
export function verificationFacts({
  startedAt,
  finishedAt,
  results,
}: KeptVerification): VerificationFacts {
  const count = (verdict: TableResult["verdict"]) =>
    results.filter((result) => result.verdict === verdict).length;
  return {
    startedAt,
    finishedAt,
    tables: results.length,
    different: count("different"),
    unsettled: count("unsettled"),
  };
}

/** The newest verification of a stack; undefined when there was none. */
export async function newestVerification(
  store: ObjectStore,
): Promise<KeptVerification | undefined> {
  const newest = await readNewest(store);
  return newest && kept(newest.content);
}

/** Scope of a verification. */
const subjectSchema = z.object({
  migrations: z.array(z.string()),
  tables: z.array(z.string()),
  run: z.string().optional(),
});

/** The newest verification that compared every table of some migrations; undefined without one. */
export async function newestFullVerification(
  store: ObjectStore,
  migrations: readonly string[],
): Promise<KeptVerification | undefined> {
  return findNewest(
    store,
    ({ tables, migrations: compared }) =>
      tables.length === 0 && migrations.every((name) => compared.includes(name)),
  );
}

/** The newest verification that is part of a run; undefined without one. */
export async function verificationOfRun(
  store: ObjectStore,
  run: string,
): Promise<KeptVerification | undefined> {
  return findNewest(store, (subject) => subject.run === run);
}

async function findNewest(
  store: ObjectStore,
  isWanted: (subject: z.infer<typeof subjectSchema>) => boolean,
): Promise<KeptVerification | undefined> {
  for (const key of (await store.list(prefix)).toReversed()) {
    const stored = await store.read(key);
    const content = stored && recordSchema.parse(JSON.parse(stored.text));
    const subject = subjectSchema.safeParse(content?.subject);
    if (content && subject.success && isWanted(subject.data)) return kept(content);
  }
  return undefined;
}

const kept = ({ startedAt, finishedAt, results }: Content): KeptVerification => ({
  startedAt,
  finishedAt,
  results: Object.values(results),
});

async function readNewest(store: ObjectStore) {
  const at = (await store.list(prefix)).at(-1);
  const stored = at === undefined ? undefined : await store.read(at);
  if (at === undefined || stored === undefined) return undefined;
  return { key: at, stored, content: recordSchema.parse(JSON.parse(stored.text)) };
}

function canGoOn(content: Content, subject: Json, now: Date): boolean {
  const age = now.getTime() - new Date(content.startedAt).getTime();
  const isSame = canonicalJson(content.subject as Json) === canonicalJson(subject);
  return content.finishedAt === undefined && isSame && age < tooOldMs;
}

const encoded = (value: Parameter) =>
  Buffer.isBuffer(value) ? { hex: value.toString("hex") } : value;

const decoded = (value: z.infer<typeof parameter>): Parameter =>
  typeof value === "object" && value !== null ? Buffer.from(value.hex, "hex") : value;
