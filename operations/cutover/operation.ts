import { z } from "zod";
import type { Context } from "../context";
import type { Step } from "../journal/steps";
import type { Surroundings } from "./surroundings";

/**
 * Decisions made before a run begins, kept in the journal so that every process continues with the
 * same.
 */
export const subjectSchema = z.object({
  keep: z.array(z.string()),
  account: z.array(z.string()),
  limit: z.number(),
  still: z.number(),
  latencyMinutes: z.number(),
  windowMinutes: z.number(),
  people: z.array(z.string()),
  accepted: z.record(z.string(), z.string()),
  program: z.string(),
});

/** One of {@link subjectSchema}. */
export type Subject = z.output<typeof subjectSchema>;

/** A sequence of steps that can be resumed and undone: the cut-over or the return. */
export interface Operation {
  readonly verb: "cutover" | "return";
  /** @throws UsageError when this is not the time for it. */
  readonly steps: (
    surroundings: Surroundings,
    subject: Subject,
    options: RunOptions,
  ) => Promise<readonly Step[]>;
  /** The operator's next steps after the operation. */
  readonly next: (stack: string) => readonly string[];
}

/** The operator's options of a run. */
export interface RunOptions {
  readonly resume: boolean;
  readonly until: string | undefined;
  readonly stealLock: boolean;
  /** Name of the person who decided to proceed, if known beforehand. */
  readonly decidedBy: string | undefined;
  /** In that person's words, or why it is taken back. */
  readonly reason: string;
}

/** An operation as an operator asked for it. */
export interface Asked {
  readonly context: Context;
  readonly operation: Operation;
  readonly options: RunOptions;
}
