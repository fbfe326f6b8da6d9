import { setTimeout as sleep } from "node:timers/promises";
import { numberOf, type Query } from "../database/query";

/** How much of a source's time a comparison may take. */
export interface Limits {
  /** Per cent of the time that the comparison keeps the source busy, 1 to 100. */
  readonly busyPercent: number;
  /** Statements that may run on the source at a time before the comparison waits. */
  readonly mostRunning: number;
}

/** Milliseconds between two looks at how busy the source is. */
const lookIntervalMs = 2_000;

/** Milliseconds until a wait for a busy source ends: the comparison then continues slowly. */
const longestPauseMs = 60_000;

/** Keeps a comparison within the limits on a source. */
export class Budget {
  #lookedAt = 0;

  constructor(
    private readonly query: Query,
    private readonly limits: Limits,
    private readonly signal: AbortSignal,
    private readonly onPause: (running: number) => void,
  ) {}

  /** Waits as long as the limits require after the source was busy. */
  async rest(busyMs: number): Promise<void> {
    this.signal.throwIfAborted();
    const pause = restMs(busyMs, this.limits.busyPercent);
    if (pause >= 1) await sleep(pause, undefined, { signal: this.signal });
    if (Date.now() - this.#lookedAt >= lookIntervalMs) await this.#waitWhileBusy();
  }

  async #waitWhileBusy(): Promise<void> {
    const until = Date.now() + longestPauseMs;
    let running = await this.#running();
    while (running > this.limits.mostRunning && Date.now() < until) {
      this.onPause(running);
      await sleep(lookIntervalMs, undefined, { signal: this.signal });
      running = await this.#running();
    }
    this.#lookedAt = Date.now();
  }

  async #running(): Promise<number> {
    const [row] = await this.query("SHOW GLOBAL STATUS LIKE 'Threads_running'");
    return numberOf(row, "value");
  }
}

/** How long a source rests after it was busy, so that it is busy for a share of the time. */
export function restMs(busyMs: number, busyPercent: number): number {
  return busyMs * (100 / busyPercent - 1);
}
