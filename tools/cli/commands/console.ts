import { stripVTControlCharacters } from "node:util";
import {
  DeploymentError,
  type ExitCode,
  exitCodes,
  InterruptedError,
  PolicyViolationError,
  UsageError,
} from "@landing-zone/plan/errors";
import { Progress, type ProgressStream } from "../render/progress";
import {
  type Colors,
  type Terminal,
  terminalOf,
} from "@landing-zone/plan-report/terminal/terminal";

/** Output streams of a command. */
export interface Streams {
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
}

/** Writes results to standard output, everything else to standard error. */
export class Console {
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly #streams: Streams;

  /** @param activity What the progress line says is being done. */
  constructor(streams: Streams, activity: string) {
    this.#streams = streams;
    this.terminal = terminalOf(streams.stdout);
    this.progress = new Progress(streams.stderr, activity);
  }

  get colors(): Colors {
    return this.terminal.colors;
  }

  /** Prints lines of the result. */
  result(lines: readonly string[]): void {
    this.#print(this.#streams.stdout, lines);
  }

  /** Prints lines about the run. */
  notice(lines: readonly string[]): void {
    this.#print(this.#streams.stderr, lines);
  }

  /**
   * Prints an error.
   * @returns Its exit code.
   */
  failure(error: unknown): ExitCode {
    this.notice([describe(error)]);
    if (error instanceof InterruptedError) return error.exitCode;
    if (error instanceof PolicyViolationError) return exitCodes.policyViolation;
    return error instanceof UsageError ? exitCodes.usage : exitCodes.programFailed;
  }

  #print(stream: ProgressStream, lines: readonly string[]): void {
    this.progress.clear();
    const text = lines.map((line) => `${line}\n`).join("");
    const { isColorSupported } = terminalOf(stream).colors;
    stream.write(isColorSupported ? text : stripVTControlCharacters(text));
  }
}

function describe(error: unknown): string {
  if (
    error instanceof UsageError ||
    error instanceof DeploymentError ||
    error instanceof InterruptedError ||
    error instanceof PolicyViolationError
  ) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
