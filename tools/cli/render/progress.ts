/** Milliseconds that a run may take before it shows its progress. */
const patienceMs = 2_000;

/** A terminal's line changes every second; a log gets a new line less often. */
const intervalMs = { terminal: 1_000, log: 10_000 };

/** The stream for progress; a terminal gets one line that changes. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows the elapsed time and how many resources there are, for runs of more than two seconds. */
export class Progress {
  readonly #stream: ProgressStream;
  #activity = "";
  #started = Date.now();
  readonly #timer: NodeJS.Timeout;
  #resources = 0;
  #isShown = false;

  /** @param activity What is being done, such as `Previewing`. */
  constructor(stream: ProgressStream, activity: string) {
    this.#stream = stream;
    this.begin(activity);
    this.#timer = setInterval(
      () => {
        this.#show();
      },
      stream.isTTY === true ? intervalMs.terminal : intervalMs.log,
    );
  }

  /** Shows another activity from now on, and how long that takes. */
  begin(activity: string): void {
    this.#activity = activity;
    this.#started = Date.now();
  }

  /** The number of resources so far. */
  update(resources: number): void {
    this.#resources = resources;
  }

  /** Removes the line, so that other output can follow. */
  clear(): void {
    if (this.#isShown && this.#stream.isTTY === true) {
      this.#stream.write("\r\u001b[2K");
    }
    this.#isShown = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  #show(): void {
    const elapsedMs = Date.now() - this.#started;
    if (elapsedMs < patienceMs) {
      return;
    }
    const resources = this.#resources === 0 ? "" : `, ${this.#resources} resources`;
    const text = `${this.#activity}: ${Math.round(elapsedMs / 1000)} s${resources}`;
    if (this.#stream.isTTY === true) {
      this.#stream.write(`\r\u001b[2K${text}`);
      this.#isShown = true;
    } else {
      this.#stream.write(`${text}\n`);
    }
  }
}
