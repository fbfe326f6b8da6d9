/** The stream for progress; a terminal gets one line that changes. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows the current measurement and the elapsed time. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #started = Date.now();

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  report(message: string): void {
    const line = `${this.#elapsed()}  ${message}`;
    this.#stream.write(this.#stream.isTTY === true ? `\r\u001b[2K${line}` : `${line}\n`);
  }

  /** Removes the line, so that other output can follow. */
  clear(): void {
    if (this.#stream.isTTY === true) this.#stream.write("\r\u001b[2K");
  }

  #elapsed(): string {
    const seconds = Math.round((Date.now() - this.#started) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}
