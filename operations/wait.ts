import { setTimeout as sleep } from "node:timers/promises";
import { OperationError } from "./errors";

/** Interval and limit of a wait. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Shows the condition that is waited for. */
  readonly progress: (text: string) => void;
  /** Milliseconds between two looks at most; at first they are 100 apart. Default: 5,000. */
  readonly longestIntervalMs?: number;
}

/** Result of a poll: the value, or the missing condition. */
export type Look<T> = { readonly done: T } | { readonly pending: string };

const firstIntervalMs = 100;

/**
 * Looks until something is done.
 *
 * @param subject What is waited for, for people.
 * @throws OperationError when it is not done within the limit, saying what was missing last.
 */
export async function until<T>(
  subject: string,
  look: () => Promise<Look<T>>,
  limitSeconds: number,
  { signal, progress, longestIntervalMs = 5_000 }: Waiting,
): Promise<T> {
  const started = Date.now();
  let pause = Math.min(firstIntervalMs, longestIntervalMs);
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if ("done" in found) return found.done;
    const seconds = (Date.now() - started) / 1000;
    if (seconds >= limitSeconds) {
      throw new OperationError(
        `${subject}: not done after ${limitSeconds} s: ${found.pending}. Run the same command to continue waiting.`,
      );
    }
    progress(`${subject}: ${found.pending} (${Math.round(seconds)} of ${limitSeconds} s)`);
    await sleep(Math.min(pause, limitSeconds * 1000), undefined, { signal });
    pause = Math.min(pause * 1.5, longestIntervalMs);
  }
}
