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
  /** What is about to be done, for the operator. */
  readonly announcement: string;
  /** Why the step may not be taken now; undefined when it may. Default: it always may. */
  readonly obstacle?: () => Promise<string | undefined>;
  readonly act: () => Promise<void>;
  readonly proof: () => Promise<Proof>;
  /** Seconds until the proof must hold. */
  readonly limitSeconds: number;
  /** Takes the step back. Absent for a step that has nothing to take back. */
  readonly undo?: { readonly announcement: string; readonly act: () => Promise<void> };
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
 * Takes back the steps that were begun, the last one first.
 *
 * @throws what the first undo throws that fails.
 */
export async function undoSteps(steps: readonly Step[], journal: Journal): Promise<void> {
  for (const step of steps.toReversed()) {
    if (step.undo === undefined || stateOf(step, journal.entries) === "open") continue;
    await step.undo.act();
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
  const before = wasBegun ? await step.proof() : undefined;
  if (before?.proven !== true) {
    const obstacle = await step.obstacle?.();
    if (obstacle !== undefined) throw new OperationError(`${name}: ${obstacle}`);
    await journal.append("intent", name);
    await step.act();
  }
  const detail = await until(
    announcement,
    async () => {
      const proof = await step.proof();
      return proof.proven ? { done: proof.detail } : { pending: proof.why };
    },
    limitSeconds,
    waiting,
  );
  await journal.append("result", name, detail);
}

/** How far an earlier process, or this one, has come with a step. */
export function stateOf({ name }: Step, entries: readonly Entry[]): "open" | "begun" | "done" {
  const last = entries.filter(({ step }) => step === name).at(-1);
  if (last === undefined || last.kind === "undone") return "open";
  return last.kind === "result" ? "done" : "begun";
}
