import type { Json } from "../../lib/canonical-json";
import type { Context } from "../context";
import { messageOf, OperationError } from "../errors";
import { exitCodes, type ExitCode } from "../exit-codes";
import { Journal } from "./journal";
import { Lock, lockLifetimeMs } from "./lock";
import type { ObjectStore } from "./object-store";
import { thisOperator } from "./operator";
import { s3Store } from "./s3-store";
import { type Step, stateOf, takeSteps } from "./steps";

/** A run of a verb that changes something. */
export interface Run {
  readonly verb: string;
  /** Request of the verb; an unfinished run of the same request is continued. */
  readonly subject: Json;
  /** Chains of steps; those of one chain follow each other, the chains go side by side. */
  readonly chains: readonly (readonly Step[])[];
  /** Take the lock from another operator. */
  readonly stealLock: boolean;
}

/** The objects of the stack's operations bucket. */
export function storeOf({ aws, outputs }: Context): ObjectStore {
  return s3Store(aws.s3, outputs.operationsBucketName);
}

/**
 * Runs the steps of a run under the lock of the stack, with a journal, after the operator has
 * agreed. A run that ended in a crash is resumed.
 */
export async function perform(context: Context, run: Run): Promise<ExitCode> {
  const { console } = context;
  const store = storeOf(context);
  const operator = thisOperator();
  const earlier = await Journal.unfinished(store, run.verb, operator.name, run.subject);
  const open = run.chains.flat().filter((step) => stateOf(step, earlier?.entries ?? []) !== "done");
  if (earlier) console.say(`Going on with the run ${earlier.run}.`);
  if (!(await console.mayProceed(open.map(({ announcement }) => announcement)))) {
    return exitCodes.success;
  }
  return locked(context, store, run, async (signal) => {
    const journal =
      (await Journal.unfinished(store, run.verb, operator.name, run.subject)) ??
      (await Journal.begin(store, run.verb, operator.name, run.subject));
    const waiting = { signal, progress: console.progress.bind(console) };
    const ends = await Promise.allSettled(
      run.chains.map((steps) => takeSteps(steps, journal, waiting)),
    );
    const failures = ends.flatMap((end) =>
      end.status === "rejected" ? [end.reason as unknown] : [],
    );
    if (failures.length > 0) throw new OperationError(failures.map(messageOf).join("\n"));
    await journal.append("end");
    return exitCodes.success;
  });
}

/** Holds the lock while something is done; what loses it is aborted. */
export async function locked<T>(
  { signal }: Pick<Context, "signal">,
  store: ObjectStore,
  { verb, stealLock }: Pick<Run, "verb" | "stealLock">,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lock = await Lock.take(store, { operator: thisOperator(), verb, steal: stealLock });
  const lost = new AbortController();
  const timer = setInterval(() => {
    lock.renew().catch((error: unknown) => {
      lost.abort(error);
    });
  }, lockLifetimeMs / 4);
  try {
    return await action(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
    if (!lost.signal.aborted) await lock.release();
  }
}
