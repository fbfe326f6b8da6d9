import { DeploymentError } from "@landing-zone/plan/errors";

/**
 * Notices a program that neither asks for anything nor ends. While the engine has a request of the
 * program in hand, which may take long on a slow machine, it is the engine that the program waits for.
 */
export class SilenceWatch {
  readonly #limitMs: number;
  #lastRequest = "nothing yet";
  #inHand = 0;
  #hasEnded = false;
  #timer: NodeJS.Timeout | undefined;
  #fail: (error: Error) => void = () => undefined;
  /** Rejects once nothing has been heard for the limit. */
  readonly broken: Promise<never>;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.broken = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.broken.catch(() => undefined);
  }

  /** The program runs from now on. */
  start(): void {
    if (this.#hasEnded) return;
    this.#timer = setTimeout(() => {
      this.#fail(
        new DeploymentError(
          `The program has not finished, and has been silent for ${this.#limitMs / 1000} s; its last request was: ${this.#lastRequest}. A promise that never settles, or a timer or socket that is never closed, is the usual cause.`,
        ),
      );
    }, this.#limitMs);
  }

  /**
   * Answers a request of the program.
   * @param what The request, for the message about a silence.
   */
  async during<T>(what: string, answer: () => T | Promise<T>): Promise<T> {
    this.#lastRequest = what;
    this.#inHand++;
    clearTimeout(this.#timer);
    try {
      return await answer();
    } finally {
      if (--this.#inHand === 0) this.start();
    }
  }

  /** The program is not waited for any more. */
  stop(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }
}
