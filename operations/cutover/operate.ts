import { z } from "zod";
import type { Context } from "../context";
import { messageOf, OperationError, UsageError } from "../errors";
import { exitCodes, type ExitCode } from "../exit-codes";
import { Journal } from "../journal/journal";
import { thisOperator } from "../journal/operator";
import { locked, storeOf } from "../journal/run";
import { type Step, stateOf, takeSteps, undoSteps } from "../journal/steps";
import { accountMap } from "../schema/accounts";
import type { Waiting } from "../wait";
import { unfinished } from "./history";
import { evidenceLines, keepRun } from "./keep-evidence";
import { isBeingTakenBack, outcomeOf, stepsInEffect } from "./outcome";
import { programVersion } from "./program";
import { opening, stepsUntil } from "./sequence";
import { surroundingsOf, type Surroundings } from "./surroundings";

/** What is decided before a run begins. In the journal, so that whoever goes on decides nothing else. */
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

/** A sequence of steps that can be gone on with and taken back: the cut-over or the return. */
export interface Operation {
  readonly verb: "cutover" | "return";
  /** @throws UsageError when this is not the time for it. */
  readonly steps: (
    surroundings: Surroundings,
    subject: Subject,
    options: RunOptions,
  ) => Promise<readonly Step[]>;
  /** What an operator does next, once it is done. */
  readonly next: (stack: string) => readonly string[];
}

/** How an operator runs it. */
export interface RunOptions {
  readonly resume: boolean;
  readonly until: string | undefined;
  readonly stealLock: boolean;
  /** Who has decided to go, when that is known beforehand. */
  readonly decidedBy: string | undefined;
  /** In that person's words, or why it is taken back. */
  readonly reason: string;
}

/** Runs the steps, or goes on with them. */
export async function runOperation(
  context: Context,
  operation: Operation,
  given: Omit<Subject, "program">,
  options: RunOptions,
): Promise<ExitCode> {
  const { console } = context;
  const { verb } = operation;
  const store = storeOf(context);
  const earlier = await unfinished(store, verb);
  const subject = subjectOf(verb, earlier, options.resume, {
    ...given,
    program: await programVersion(),
  });
  return withSteps(context, operation, subject, options, async (bind) => {
    const planned = await bind(earlier);
    const wanted = stepsUntil(planned.steps, options.until);
    const open = wanted.filter((step) => stateOf(step, earlier?.entries ?? []) !== "done");
    const announcements = open.map(({ name, announcement }) => `${name}: ${announcement}`);
    if (!(await console.mayProceed(announcements))) return exitCodes.success;
    return locked(context, store, { verb, stealLock: options.stealLock }, async (signal) => {
      const journal =
        (await unfinished(store, verb)) ??
        (await Journal.begin(store, verb, thisOperator().name, subject));
      const { steps } = await bind(journal);
      const waiting = { signal, progress: console.progress.bind(console) };
      const taken = taking(context, stepsUntil(steps, options.until));
      return guarded(context, operation, steps, journal, async () => {
        await takeSteps(taken.slice(0, 1), journal, waiting).catch(async (error: unknown) => {
          if (!signal.aborted) await endUntouched(steps, journal);
          throw error;
        });
        await takeSteps(taken, journal, waiting);
        if (options.until !== undefined && options.until !== steps.at(-1)?.name) {
          console.say(...standing(context, operation, steps, journal));
          return exitCodes.success;
        }
        await journal.append("end", undefined, { outcome: "done" });
        const kept = await keepRun(context, verb, journal);
        const next = operation.next(context.stack);
        console.result(
          { run: journal.run, outcome: "done", evidence: { ...kept }, nextSteps: next },
          [
            `${journal.run}: done.`,
            ...evidenceLines(context, kept),
            ...next.map((line) => `Next: ${line}`),
          ],
        );
        return exitCodes.success;
      });
    });
  });
}

/** Takes the steps of an unfinished run back, the last one first. */
export async function abortOperation(
  context: Context,
  operation: Operation,
  options: RunOptions,
): Promise<ExitCode> {
  const { console } = context;
  const { verb } = operation;
  const store = storeOf(context);
  const earlier = await unfinished(store, verb);
  if (earlier === undefined)
    throw new UsageError(`There is no ${verb} under way: nothing to abort.`);
  if (stateOf({ name: opening }, earlier.entries) !== "open") {
    throw new OperationError(
      verb === "cutover"
        ? "Applications may have written to Aurora: cutover run --resume completes it, and return run keeps what they wrote."
        : "Applications may have written to the source: return run --resume completes it.",
    );
  }
  const subject = subjectSchema.parse(earlier.entries[0]?.detail);
  return withSteps(context, operation, subject, options, async (bind) => {
    const { steps } = await bind(earlier);
    const undone = stepsInEffect(steps, earlier.entries).toReversed();
    const lines = undone.map(({ name, undo }) => `${name}: ${undo?.announcement ?? ""}`);
    if (!(await console.mayProceed(lines))) return exitCodes.success;
    return locked(context, store, { verb, stealLock: options.stealLock }, async (signal) => {
      const journal = await unfinished(store, verb);
      if (journal === undefined) throw new UsageError(`The ${verb} has ended meanwhile.`);
      const { steps: all } = await bind(journal);
      const waiting: Waiting = { signal, progress: console.progress.bind(console) };
      return guarded(context, operation, all, journal, async () => {
        await undoSteps(undoing(context, all), journal, waiting);
        const { reason } = options;
        await journal.append("end", undefined, { outcome: "aborted", reason });
        const kept = await keepRun(context, verb, journal);
        console.result({ run: journal.run, outcome: "aborted", evidence: { ...kept } }, [
          `${journal.run}: taken back. Both sides are as they were before.`,
          ...evidenceLines(context, kept),
        ]);
        return exitCodes.success;
      });
    });
  });
}

function subjectOf(
  verb: Operation["verb"],
  earlier: Journal | undefined,
  isResumed: boolean,
  given: Subject,
): Subject {
  if (earlier === undefined) {
    if (isResumed) throw new UsageError(`There is no ${verb} under way: nothing to resume.`);
    return given;
  }
  if (!isResumed) {
    throw new UsageError(
      `${earlier.run}, begun by ${earlier.entries[0]?.operator ?? "somebody"}, has not ended: ${verb} run --resume goes on with it, ${verb} abort takes it back.`,
    );
  }
  if (isBeingTakenBack(earlier.entries)) {
    throw new UsageError(`${earlier.run} is being taken back: ${verb} abort goes on with that.`);
  }
  return subjectSchema.parse(earlier.entries[0]?.detail);
}

interface Bound {
  readonly steps: readonly Step[];
  readonly surroundings: Surroundings;
}

/** Lets an action bind the steps to a journal, and closes the connections that they opened. */
async function withSteps<T>(
  context: Context,
  operation: Operation,
  subject: Subject,
  options: RunOptions,
  action: (bind: (journal: Journal | undefined) => Promise<Bound>) => Promise<T>,
): Promise<T> {
  const opened: Surroundings[] = [];
  const decisions = { ...subject, accounts: accountMap(subject.account) };
  try {
    return await action(async (journal) => {
      const run = journal?.run ?? "";
      const surroundings = surroundingsOf(context, decisions, run, () => journal?.entries ?? []);
      opened.push(surroundings);
      return { surroundings, steps: await operation.steps(surroundings, subject, options) };
    });
  } finally {
    for (const surroundings of opened) await surroundings.close();
  }
}

/** Steps that report themselves as they are taken. */
function taking({ console }: Context, steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => ({
    ...step,
    act: async (before) => {
      console.say(`${step.name}: ${step.announcement}`);
      await step.act(before);
    },
  }));
}

/** Steps that report themselves as they are taken back. */
function undoing({ console }: Context, steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => {
    const { undo } = step;
    if (undo === undefined) return step;
    return {
      ...step,
      undo: {
        ...undo,
        act: async (before, waiting) => {
          console.say(`${step.name}: ${undo.announcement}`);
          await undo.act(before, waiting);
        },
      },
    };
  });
}

/** Does something with a run; when it fails or is interrupted, the last lines say how things stand. */
async function guarded(
  context: Context,
  operation: Operation,
  steps: readonly Step[],
  journal: Journal,
  action: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    const { console, signal } = context;
    console.error(signal.aborted ? "Interrupted." : messageOf(error));
    console.error(standing(context, operation, steps, journal).join("\n"));
    return signal.aborted ? exitCodes.interrupted : exitCodes.failed;
  }
}

/** Ends a run that has changed nothing, such as one whose gates were closed. */
async function endUntouched(steps: readonly Step[], journal: Journal): Promise<void> {
  if (stepsInEffect(steps, journal.entries).length > 0) return;
  await journal.append("end", undefined, { outcome: "aborted", reason: "a gate was closed" });
}

/** How things stand between two commands, and what the operator can do. */
function standing(
  { stack }: Context,
  { verb }: Operation,
  steps: readonly Step[],
  { entries }: Journal,
): readonly string[] {
  if (outcomeOf(entries) !== undefined) return ["Nothing was changed."];
  const inEffect = stepsInEffect(steps, entries);
  const command = (action: string) => `npm run migrate -- ${verb} ${action} --stack ${stack}`;
  if (stateOf({ name: opening }, entries) !== "open") {
    return [`It is open, and not complete. Go on: ${command("run --resume")}`];
  }
  return [
    inEffect.length === 0
      ? "Nothing is in effect that would have to be taken back."
      : `In effect: ${inEffect.map(({ name }) => name).join(", ")}.`,
    ...(isBeingTakenBack(entries) ? [] : [`Go on:     ${command("run --resume")}`]),
    `Take back: ${command("abort")}`,
  ];
}
