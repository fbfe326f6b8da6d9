import { stripVTControlCharacters } from "node:util";
import { confirm, input, select } from "@inquirer/prompts";
import { createColors } from "picocolors";
import { usesColors } from "../lib/terminal-colors";
import { UsageError } from "./errors";

/** Output stream of a verb. */
export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Streams and options of the console. */
export interface ConsoleOptions {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  /** Results as one JSON value on standard output; everything else on standard error. */
  readonly json: boolean;
  /** Print what would be done and stop. */
  readonly dryRun: boolean;
  /** Do not ask before a change. */
  readonly yes: boolean;
}

/** A log gets a new line of progress less often than a terminal, where the line is replaced. */
const logIntervalMs = 10_000;

/** Prints a verb's output, and asks for confirmation before changes. */
export class Console {
  readonly #options: ConsoleOptions;
  #progressShownAt = 0;
  #isLineOpen = false;

  constructor(options: ConsoleOptions) {
    this.#options = options;
  }

  /** Whether results are JSON. */
  get json(): boolean {
    return this.#options.json;
  }

  /** Shows progress: one line that changes in a terminal, an occasional line in a log. */
  progress(text: string): void {
    const { stderr } = this.#options;
    const now = Date.now();
    if (stderr.isTTY === true) {
      stderr.write(`\r\u001b[2K${createColors(usesColors(stderr)).dim(text)}`);
      this.#isLineOpen = true;
    } else if (now - this.#progressShownAt >= logIntervalMs) {
      stderr.write(`${text}\n`);
      this.#progressShownAt = now;
    }
  }

  /**
   * Writes lines for people: to standard error when standard output is for JSON. Their colours are left
   * out where the stream shows none.
   */
  say(...lines: readonly string[]): void {
    this.#closeLine();
    const stream = this.#options.json ? this.#options.stderr : this.#options.stdout;
    const shown = usesColors(stream) ? lines : lines.map((line) => stripVTControlCharacters(line));
    for (const line of shown) stream.write(`${line}\n`);
  }

  /** Writes the result of the verb: the value as JSON, or the lines for people. */
  result(value: unknown, lines: readonly string[]): void {
    if (!this.#options.json) {
      this.say(...lines);
      return;
    }
    this.#closeLine();
    this.#options.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** Writes what went wrong to standard error. */
  error(message: string): void {
    this.#closeLine();
    this.#options.stderr.write(`${message}\n`);
  }

  /**
   * Prints the planned actions, and returns whether they may proceed: false in a dry run, and when
   * the operator declines.
   *
   * @param actions One line each, statements for a database among them.
   * @throws UsageError when there is nobody to ask and `--yes` was not given.
   */
  async mayProceed(actions: readonly string[]): Promise<boolean> {
    const { dryRun, yes, interactive } = this.#options;
    this.say(dryRun ? "Would do:" : "About to do:", ...actions.map((action) => `  ${action}`));
    if (dryRun) return false;
    if (yes) return true;
    if (!interactive) {
      throw new UsageError("Nothing was changed: confirm with --yes when there is no terminal.");
    }
    return confirm({ message: "Go on?", default: false });
  }

  /** Whether a person can be asked. */
  get interactive(): boolean {
    return this.#options.interactive;
  }

  /** Whether the operator has agreed beforehand. */
  get yes(): boolean {
    return this.#options.yes;
  }

  /** Lets a person choose. */
  choose<T extends string>(message: string, choices: readonly T[]): Promise<T> {
    this.#closeLine();
    return select({ message, choices: choices.map((value) => ({ value })) });
  }

  /** Lets a person write a line. */
  ask(message: string): Promise<string> {
    this.#closeLine();
    return input({ message });
  }

  #closeLine(): void {
    if (this.#isLineOpen) this.#options.stderr.write("\r\u001b[2K");
    this.#isLineOpen = false;
  }
}
