import { createColors } from "picocolors";
import { usesColors } from "../../lib/terminal-colors";

/** Output stream of a rehearsal. */
export interface Output {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Prints the progress of a rehearsal: a line for each station, with its duration. */
export class RehearsalConsole {
  readonly #output: Output;
  readonly #colors: ReturnType<typeof createColors>;
  #station = "";
  #started = 0;

  constructor(output: Output) {
    this.#output = output;
    this.#colors = createColors(usesColors(output));
  }

  /** Begins a station of the migration. */
  begin(station: string): void {
    this.#station = station;
    this.#started = Date.now();
    this.#show(this.#colors.dim(`  … ${station}`));
  }

  /** Shows progress in a station, on a terminal only. */
  progress(line: string): void {
    if (this.#output.isTTY !== true) return;
    const seconds = Math.round((Date.now() - this.#started) / 1_000);
    const text = `  … ${this.#station} (${seconds} s): ${line.trim()}`;
    this.#show(this.#colors.dim(text.slice(0, (this.#output.columns ?? 80) - 1)));
  }

  /**
   * The station is done.
   * @param detail What is worth knowing of it.
   */
  done(detail: string): void {
    const seconds = ((Date.now() - this.#started) / 1_000).toFixed(1);
    const time = this.#colors.dim(`${seconds} s`.padStart(8));
    this.#clear();
    this.lines([`${this.#colors.green("  ✔")} ${this.#station.padEnd(26)} ${time}  ${detail}`]);
  }

  /** The station failed. */
  failed(detail: string): void {
    this.#clear();
    this.lines([`${this.#colors.red("  ✘")} ${this.#station}: ${detail}`]);
  }

  heading(text: string): void {
    this.lines(["", this.#colors.bold(text)]);
  }

  lines(lines: readonly string[]): void {
    this.#output.write(`${lines.join("\n")}\n`);
  }

  #show(text: string): void {
    if (this.#output.isTTY === true) this.#output.write(`\r\u001b[2K${text}`);
  }

  #clear(): void {
    if (this.#output.isTTY === true) this.#output.write("\r\u001b[2K");
  }
}
