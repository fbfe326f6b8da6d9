import { AsyncLocalStorage } from "node:async_hooks";

/** Limits how long a check waits. The time starts when its first command starts. */
export class Stopwatch {
  static readonly #current = new AsyncLocalStorage<Stopwatch>();
  readonly #running = new Map<string, number>();
  readonly #late: Promise<never>;
  #fail: (reason: Error) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(private readonly limitMs: number) {
    this.#late = new Promise((_, reject) => {
      this.#fail = reject;
    });
  }

  /**
   * Does something that runs commands.
   * @throws Error naming the commands that still run, with the seconds of each, when it takes longer
   * than the limit from the beginning of its first command.
   */
  static async run<Result>(limitMs: number, work: () => Promise<Result>): Promise<Result> {
    const watch = new Stopwatch(limitMs);
    try {
      return await Promise.race([Stopwatch.#current.run(watch, work), watch.#late]);
    } finally {
      clearTimeout(watch.#timer);
    }
  }

  /** The stopwatch of what runs now, if any. */
  static get current(): Stopwatch | undefined {
    return Stopwatch.#current.getStore();
  }

  /** A command of the check begins, or began at a time in milliseconds since the epoch. */
  begin(command: string, at: number): void {
    this.#running.set(command, at);
    this.#timer ??= setTimeout(() => {
      this.#fail(new Error(this.#message()));
    }, this.limitMs);
  }

  /** A command has ended, however it did. */
  end(command: string): void {
    this.#running.delete(command);
  }

  #message(): string {
    const waiting = [...this.#running].map(
      ([command, at]) =>
        `  ${command} has been running for ${((Date.now() - at) / 1000).toFixed(1)} s`,
    );
    return [`took longer than ${this.limitMs / 1000} s:`, ...waiting].join("\n");
  }
}
