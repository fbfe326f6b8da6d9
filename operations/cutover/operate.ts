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
import { completeEvidence, keepMissingEvidence } from "./missing-evidence";
import { isBeingTakenBack, type Outcome, stepsInEffect } from "./outcome";
import { type Asked, type Operation, type Subject, subjectSchema } from "./operation";
import { programVersion } from "./program";
import { standing, taking, undoing } from "./report";
import { opening, stepsUntil } from "./sequence";
import { surroundingsOf, type Surroundings } from "./surroundings";

/** Milliseconds between two looks at most: nobody can write meanwhile. */
const longestIntervalMs = 1_000;

/** A run under the lock. */
interface Held {
  readonly journal: Journal;
  readonly steps: readonly Step[];
  readonly waiting: Waiting;
}

/** Makes the steps of an operation for a journal; of a run that has not begun without one. */
type Bind = (journal: Journal | undefined) => Promise<readonly Step[]>;

/** Runs the steps, or resumes them. */
export async function runOperation(
  asked: Asked,
  given: Omit<Subject, "program">,
): Promise<ExitCode> {
  const { context, options } = asked;
  const { verb } = asked.operation;
  const store = storeOf(context);
  const earlier = await unfinished(store, verb);
  if (options.resume && earlier === undefined && (await completeEvidence(context, verb))) {
    return exitCodes.success;
  }
  const subject = subjectOf(verb, earlier, options.resume, {
    ...given,
    program: await programVersion(),
  });
  return withSteps(asked, subject, async (bind) => {
    const open = stepsUntil(await bind(earlier), options.until).filter(
      (step) => stateOf(step, earlier?.entries ?? []) !== "done",
    );
    const announcements = open.map(({ name, announcement }) => `${name}: ${announcement}`);
    if (!(await context.console.mayProceed(announcements))) return exitCodes.success;
    const begun = async () => {
      const journal = await unfinished(store, verb);
      if (journal !== undefined) return journal;
      await keepMissingEvidence(context);
      return Journal.begin(store, verb, thisOperator().name, subject);
    };
    return underLock(asked, bind, begun, (held) => takeWanted(asked, held));
  });
}

/** Runs the steps as far as the operator asked; the last one ends the run. */
async function takeWanted(asked: Asked, { steps, journal, waiting }: Held): Promise<void> {
  const { context, operation, options } = asked;
  const taken = taking(context, stepsUntil(steps, options.until));
  await takeSteps(taken.slice(0, 1), journal, waiting).catch(async (error: unknown) => {
    if (!waiting.signal.aborted) await endUntouched(asked, steps, journal);
    throw error;
  });
  await takeSteps(taken, journal, waiting);
  if (options.until !== undefined && options.until !== steps.at(-1)?.name) {
    context.console.say(...standing(context, operation, steps, journal));
    return;
  }
  await end(asked, journal, { outcome: "done" }, "done.", operation.next(context.stack));
}

/** Takes the steps of an unfinished run back, the last one first. */
export async function abortOperation(asked: Asked): Promise<ExitCode> {
  const { context, operation, options } = asked;
  const { verb } = operation;
  const store = storeOf(context);
  const earlier = await unfinished(store, verb);
  if (earlier === undefined) {
    if (await completeEvidence(context, verb)) return exitCodes.success;
    throw new UsageError(`There is no ${verb} under way: nothing to abort.`);
  }
  refuseOnceOpen(verb, earlier);
  const subject = subjectSchema.parse(earlier.entries[0]?.detail);
  return withSteps(asked, subject, async (bind) => {
    const undone = stepsInEffect(await bind(earlier), earlier.entries).toReversed();
    const lines = undone.map(({ name, undo }) => `${name}: ${undo?.announcement ?? ""}`);
    if (!(await context.console.mayProceed(lines))) return exitCodes.success;
    const stillUnfinished = async () => {
      const journal = await unfinished(store, verb);
      if (journal === undefined) throw new UsageError(`The ${verb} has ended meanwhile.`);
      return journal;
    };
    return underLock(asked, bind, stillUnfinished, async ({ steps, journal, waiting }) => {
      await undoSteps(undoing(context, steps), journal, waiting);
      const message = "taken back. Both sides are as they were before.";
      await end(asked, journal, { outcome: "aborted", reason: options.reason }, message);
    });
  });
}

/** @throws OperationError once applications may have written to the other side. */
function refuseOnceOpen(verb: Operation["verb"], { entries }: Journal): void {
  if (stateOf({ name: opening }, entries) === "open") return;
  throw new OperationError(
    verb === "cutover"
      ? "Applications may have written to Aurora: cutover run --resume completes it, and return run keeps their writes."
      : "Applications may have written to the source: return run --resume completes it.",
  );
}

/** Does something with a run while this operator holds the lock. */
function underLock(
  { context, operation, options: { stealLock } }: Asked,
  bind: Bind,
  open: () => Promise<Journal>,
  action: (held: Held) => Promise<void>,
): Promise<ExitCode> {
  const { verb } = operation;
  return locked(context, storeOf(context), { verb, stealLock }, async (signal) => {
    const journal = await open();
    const steps = await bind(journal);
    const progress = context.console.progress.bind(context.console);
    const waiting = { signal, progress, longestIntervalMs };
    return guarded(context, operation, steps, journal, () => action({ journal, steps, waiting }));
  });
}

/** Ends a run, keeps its evidence, and reports both. */
async function end(
  { context, operation }: Asked,
  journal: Journal,
  ending: { readonly outcome: Outcome; readonly reason?: string },
  message: string,
  nextSteps?: readonly string[],
): Promise<void> {
  await journal.append("end", undefined, ending);
  const { run } = journal;
  const { outcome } = ending;
  const kept = await keepRun(context, operation.verb, journal);
  context.console.result(
    { run, outcome, evidence: { ...kept }, ...(nextSteps !== undefined && { nextSteps }) },
    [
      `${run}: ${message}`,
      ...evidenceLines(context, kept),
      ...(nextSteps ?? []).map((line) => `Next: ${line}`),
    ],
  );
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
      `${earlier.run}, begun by ${earlier.entries[0]?.operator ?? "somebody"}, has not ended: ${verb} run --resume continues it, ${verb} abort undoes it.`,
    );
  }
  if (isBeingTakenBack(earlier.entries)) {
    throw new UsageError(`${earlier.run} is being undone: continue with ${verb} abort.`);
  }
  return subjectSchema.parse(earlier.entries[0]?.detail);
}

/** Lets an action bind the steps to a journal, and closes the connections that they opened. */
async function withSteps<T>(
  { context, operation, options }: Asked,
  subject: Subject,
  action: (bind: Bind) => Promise<T>,
): Promise<T> {
  const opened: Surroundings[] = [];
  const decisions = { ...subject, accounts: accountMap(subject.account) };
  try {
    return await action(async (journal) => {
      const run = journal?.run ?? "";
      const surroundings = surroundingsOf(context, decisions, run, () => journal?.entries ?? []);
      opened.push(surroundings);
      return operation.steps(surroundings, subject, options);
    });
  } finally {
    for (const surroundings of opened) await surroundings.close();
  }
}

/** Acts on a run; if the action fails or is interrupted, the last lines describe the state. */
async function guarded(
  context: Context,
  operation: Operation,
  steps: readonly Step[],
  journal: Journal,
  action: () => Promise<void>,
): Promise<ExitCode> {
  try {
    await action();
    return exitCodes.success;
  } catch (error) {
    const { console, signal } = context;
    console.error(signal.aborted ? "Interrupted." : messageOf(error));
    console.error(standing(context, operation, steps, journal).join("\n"));
    return signal.aborted ? exitCodes.interrupted : exitCodes.failed;
  }
}

/** Ends a run that has changed nothing, such as one whose gates were closed. */
async function endUntouched(
  { context, operation }: Asked,
  steps: readonly Step[],
  journal: Journal,
): Promise<void> {
  if (stepsInEffect(steps, journal.entries).length > 0) return;
  await journal.append("end", undefined, { outcome: "aborted", reason: "a gate was closed" });
  await keepRun(context, operation.verb, journal);
}
