import { z } from "zod";
import type { Entry } from "../journal/journal";
import { type Step, stateOf } from "../journal/steps";

/** Outcome of a run: `done`, or aborted by somebody. */
export type Outcome = "done" | "aborted";

const end = z.object({ outcome: z.enum(["done", "aborted"]) });

/** The outcome of a run; undefined while it is under way. */
export function outcomeOf(entries: readonly Entry[]): Outcome | undefined {
  const last = entries.at(-1);
  return last?.kind === "end" ? (end.safeParse(last.detail).data?.outcome ?? "done") : undefined;
}

/** Whether a run is being taken back. */
export function isBeingTakenBack(entries: readonly Entry[]): boolean {
  return entries.some(({ kind }) => kind === "undo");
}

/** The steps that have changed something that an abort would take back. */
export function stepsInEffect(steps: readonly Step[], entries: readonly Entry[]): readonly Step[] {
  return steps.filter((step) => step.undo !== undefined && stateOf(step, entries) !== "open");
}
