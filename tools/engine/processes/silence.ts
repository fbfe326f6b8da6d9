import { DeploymentError } from "@landing-zone/plan/errors";

/** Notices a program that neither asks for anything nor ends. */
export class SilenceWatch {
  readonly #limitMs: number;
  #lastRequest = "nothing yet";
  #timer: NodeJS.Timeout | undefined;
  #fail: (error: Error) => void = () => undefined;
  /** Rejects once nothing has been heard for the limit. */
  readonly broken: Promise<never>;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.broken = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#restart();
  }

  /** The program has asked for something. */
  heard(what: string): void {
    this.#lastRequest = what;
    this.#restart();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #restart(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#fail(
        new DeploymentError(
          `The program has not finished, and has been silent for ${this.#limitMs / 1000} s; the last thing it asked for was: ${this.#lastRequest}. A promise that never settles, or a timer or socket that is never closed, is the usual cause.`,
        ),
      );
    }, this.#limitMs);
  }
}
