import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson, type Json } from "../../lib/canonical-json";
import type { Entry } from "../journal/journal";
import { comparedSchema } from "../verify/result";

const gate = z.object({
  gate: z.string(),
  outcome: z.enum(["passed", "failed", "accepted"]),
  wanted: z.string(),
  measured: z.string(),
  remedy: z.string(),
  reason: z.string(),
});
const position = z.object({ file: z.string(), offset: z.number(), gtids: z.string() });
const task = z.object({ stopReason: z.string(), checkpoint: z.string() });
const decision = z.object({
  decision: z.string(),
  by: z.string(),
  words: z.string(),
  evidence: z.string(),
});

/** Evidence of a cut-over, a return or a closing, for an auditor. No rows, no passwords. */
export const evidenceSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.string(),
  run: z.string(),
  stack: z.string(),
  environment: z.string(),
  region: z.string(),
  /** Version and commit of this program. */
  program: z.string(),
  /** SHA-256 of the configuration of the stack. */
  configuration: z.string(),
  outcome: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  /** People who ran commands. */
  operators: z.array(z.string()),
  decision: decision.optional(),
  /** From when until when the application could not write. */
  writesStopped: z.object({ from: z.string(), until: z.string(), seconds: z.number() }).optional(),
  gates: z.array(gate),
  tables: z.record(z.string(), comparedSchema),
  /** The end of the side that was left, and where the other way begins. */
  positions: z.object({
    left: z.record(z.string(), position),
    begins: z.record(z.string(), position),
  }),
  tasks: z.record(z.string(), task),
  steps: z.array(
    z.object({
      step: z.string(),
      outcome: z.enum(["done", "failed", "taken back", "begun"]),
      startedAt: z.string(),
      endedAt: z.string(),
      /** By the clock of the process; 0 where it was interrupted. */
      seconds: z.number(),
    }),
  ),
  failures: z.array(z.object({ time: z.string(), step: z.string(), message: z.string() })),
  /** Every entry of the journal, as it was written. */
  journal: z.array(z.json()),
});

/** One of {@link evidenceSchema}. */
export type Evidence = z.output<typeof evidenceSchema>;

/** Context of a run that the evidence adds to its journal. */
export interface EvidenceOrigin {
  readonly kind: string;
  readonly run: string;
  readonly stack: string;
  readonly environment: string;
  readonly region: string;
  readonly program: string;
  readonly configuration: Json;
}

/** Makes the evidence of a run from its journal. */
export function evidenceOf(origin: EvidenceOrigin, entries: readonly Entry[]): Evidence {
  const { configuration, ...rest } = origin;
  const last = entries.at(-1);
  const detail = <T>(step: string, schema: z.ZodType<T>): T | undefined => {
    const result = entries.findLast((it) => it.kind === "result" && it.step === step);
    return schema.safeParse(result?.detail).data;
  };
  const positionsOf = (step: string) =>
    detail(step, z.object({ positions: z.record(z.string(), position) }))?.positions ?? {};
  const decided = detail("decision", decision);
  const stopped = writesStopped(entries);
  const end = z.object({ outcome: z.string() }).safeParse(last?.detail).data;
  return {
    schemaVersion: 1,
    ...rest,
    configuration: sha256(canonicalJson(configuration)),
    outcome: last?.kind === "end" ? (end?.outcome ?? "done") : "under way",
    startedAt: entries[0]?.time ?? "",
    endedAt: last?.time ?? "",
    operators: [...new Set(entries.map(({ operator }) => operator))].sort(),
    ...(decided !== undefined && { decision: decided }),
    ...(stopped !== undefined && { writesStopped: stopped }),
    gates: detail("check", z.object({ gates: z.array(gate) }))?.gates ?? [],
    tables:
      detail("verify", z.object({ tables: z.record(z.string(), comparedSchema) }))?.tables ?? {},
    positions: { left: positionsOf("marker"), begins: positionsOf("position") },
    tasks: detail("stop", z.object({ stopped: z.record(z.string(), task) }))?.stopped ?? {},
    steps: stepsOf(entries),
    failures: entries.flatMap(({ kind, time, step = "", detail: message }) =>
      kind === "failure"
        ? [{ time, step, message: typeof message === "string" ? message : "" }]
        : [],
    ),
    journal: entries.map((entry) => ({ ...entry })),
  };
}

function stepsOf(entries: readonly Entry[]): Evidence["steps"] {
  const names = [...new Set(entries.flatMap(({ step }) => step ?? []))];
  const outcomes = {
    result: "done",
    failure: "failed",
    undone: "taken back",
  } as const satisfies Partial<Record<Entry["kind"], string>>;
  return names.map((step) => {
    const own = entries.filter((entry) => entry.step === step);
    const last = own.at(-1);
    const seconds = own.findLast(({ kind }) => kind === "result")?.seconds ?? 0;
    const kind = last?.kind ?? "intent";
    return {
      step,
      outcome: kind in outcomes ? outcomes[kind as keyof typeof outcomes] : "begun",
      startedAt: own[0]?.time ?? "",
      endedAt: last?.time ?? "",
      seconds,
    };
  });
}

/** The steps that stop the writes; the first of them that is taken counts. */
const stopping = ["door", "accounts", "read-only"];
/** Steps that let applications in again: the opening, or its undoing. */
const starting = ["open", "writable"];

/** How long the application could not write: until it could on either side. */
export function writesStopped(entries: readonly Entry[]): Evidence["writesStopped"] {
  const from = entries.find(
    ({ kind, step = "" }) => kind === "intent" && stopping.includes(step),
  )?.time;
  if (from === undefined) return undefined;
  const until =
    entries.findLast(({ kind, step = "" }) => kind === "result" && starting.includes(step))?.time ??
    entries.findLast(({ kind, step = "" }) => kind === "undone" && stopping.includes(step))?.time ??
    entries.at(-1)?.time ??
    from;
  const seconds = (new Date(until).getTime() - new Date(from).getTime()) / 1000;
  return { from, until, seconds };
}

/** SHA-256 in hexadecimal. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
