import type { Json } from "../../lib/canonical-json";
import { messageOf, OperationError } from "../errors";
import { until, type Waiting } from "../wait";
import type { Entry, Journal } from "./journal";

/** Whether a step has had its effect, with what shows it; or why not yet. */
export type Proof =
  | { readonly proven: true; readonly detail: Json }
  | { readonly proven: false; readonly why: string };

/** One step of a verb. Its functions can be called again after a crash at any moment. */
export interface Step {
  /** Unique within the verb: its name in the journal. */
  readonly name: string;
  /** Announcement of the action, for the operator. */
  readonly announcement: string;
  /** Why the step may not be taken now; undefined when it may. Default: it always may. */
  readonly obstacle?: () => Promise<string | undefined>;
  /**
   * State before the step, as far as its proof and its undo need it. Asked once, before the first
   * attempt, and kept in the journal. Default: `{}`.
   */
  readonly before?: () => Promise<Json>;
  readonly act: (before: Json) => Promise<void>;
  readonly proof: (before: Json) => Promise<Proof>;
  /** Seconds until the proof must hold. */
  readonly limitSeconds: number;
  /** Takes the step back, also one that a crash has left half taken. Absent when there is nothing to. */
  readonly undo?: Undo;
}

/** Undo of a step. It can be called again after a crash at any moment. */
export interface Undo {
  readonly announcement: string;
  readonly act: (before: Json, waiting: Waiting) => Promise<void>;
}

/**
 * Takes the steps in order, those of an earlier process left out. Each writes its intent before it
 * acts, and its result once that is proven. A step with an intent and no result is taken again, unless
 * its proof holds already.
 *
 * @throws OperationError when a step may not be taken, fails, or is not proven in time.
 */
export async function takeSteps(
  steps: readonly Step[],
  journal: Journal,
  waiting: Waiting,
): Promise<void> {
  for (const step of steps) {
    waiting.signal.throwIfAborted();
    const state = stateOf(step, journal.entries);
    if (state === "done") continue;
    try {
      await take(step, state === "begun", journal, waiting);
    } catch (error) {
      waiting.signal.throwIfAborted();
      await journal.append("failure", step.name, messageOf(error));
      throw error;
    }
  }
}

/**
 * Undoes the steps that were begun, the last one first.
 *
 * @throws what the first undo throws that fails.
 */
export async function undoSteps(
  steps: readonly Step[],
  journal: Journal,
  waiting: Waiting,
): Promise<void> {
  for (const step of steps.toReversed()) {
    if (step.undo === undefined || stateOf(step, journal.entries) === "open") continue;
    waiting.signal.throwIfAborted();
    await journal.append("undo", step.name);
    await step.undo.act(beforeOf(step, journal.entries) ?? {}, waiting);
    await journal.append("undone", step.name);
  }
}

async function take(
  step: Step,
  wasBegun: boolean,
  journal: Journal,
  waiting: Waiting,
): Promise<void> {
  const { name, announcement, limitSeconds } = step;
  const started = performance.now();
  let before = beforeOf(step, journal.entries);
  const earlier = wasBegun ? await step.proof(before ?? {}) : undefined;
  if (earlier?.proven !== true) {
    const obstacle = await step.obstacle?.();
    if (obstacle !== undefined) throw new OperationError(`${name}: ${obstacle}`);
    before ??= await step.before?.();
    await journal.append("intent", name, before);
    await step.act(before ?? {});
  }
  const detail = await until(
    announcement,
    async () => {
      const proof = await step.proof(before ?? {});
      return proof.proven ? { done: proof.detail } : { pending: proof.why };
    },
    limitSeconds,
    waiting,
  );
  const seconds = (performance.now() - started) / 1000;
  await journal.append("result", name, detail, Number(seconds.toFixed(3)));
}

/** The entries of a step since it was last taken back. */
function attemptOf({ name }: Pick<Step, "name">, entries: readonly Entry[]): readonly Entry[] {
  const own = entries.filter(({ step }) => step === name);
  return own.slice(own.findLastIndex(({ kind }) => kind === "undone") + 1);
}

/**
 * The state before a step, by its first intent: a later attempt would see the changes of the first.
 */
export function beforeOf(step: Pick<Step, "name">, entries: readonly Entry[]): Json | undefined {
  const intent = attemptOf(step, entries).find(({ kind }) => kind === "intent");
  return intent?.detail as Json | undefined;
}

/** The result that proves a step; undefined if the step is not done. */
export function resultOf(step: Pick<Step, "name">, entries: readonly Entry[]): Json | undefined {
  const last = attemptOf(step, entries).at(-1);
  return last?.kind === "result" ? (last.detail as Json | undefined) : undefined;
}

/** Progress of a step in this process or an earlier one. */
export function stateOf(
  step: Pick<Step, "name">,
  entries: readonly Entry[],
): "open" | "begun" | "done" {
  const attempt = attemptOf(step, entries);
  // A failure before the intent, such as an obstacle, has changed nothing.
  if (!attempt.some(({ kind }) => kind === "intent")) return "open";
  return attempt.at(-1)?.kind === "result" ? "done" : "begun";
}
