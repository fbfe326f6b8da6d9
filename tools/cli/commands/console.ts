import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";
import {
  DeploymentError,
  type ExitCode,
  exitCodes,
  InterruptedError,
  PolicyViolationError,
  UsageError,
} from "@landing-zone/plan/errors";
import { Progress, type ProgressStream } from "../render/progress";
import { type Colors } from "../render/tree";

/** Where a command writes. */
export interface Streams {
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
}

/** What a command prints: results to standard output, all else to standard error. */
export class Console {
  readonly colors: Colors;
  readonly progress: Progress;
  readonly #streams: Streams;

  /** @param activity What the progress line says is being done. */
  constructor(streams: Streams, activity: string) {
    this.#streams = streams;
    this.colors = createColors(useColors(streams.stdout));
    this.progress = new Progress(streams.stderr, activity);
  }

  /** Prints lines of the result. */
  result(lines: readonly string[]): void {
    this.#print(this.#streams.stdout, lines);
  }

  /** Prints lines about the run. */
  notice(lines: readonly string[]): void {
    this.#print(this.#streams.stderr, lines);
  }

  /** Prints what went wrong and says which exit code that is. */
  failure(error: unknown): ExitCode {
    this.notice([describe(error)]);
    if (error instanceof InterruptedError) return error.exitCode;
    if (error instanceof PolicyViolationError) return exitCodes.policyViolation;
    return error instanceof UsageError ? exitCodes.usage : exitCodes.programFailed;
  }

  #print(stream: ProgressStream, lines: readonly string[]): void {
    this.progress.clear();
    const text = lines.map((line) => `${line}\n`).join("");
    stream.write(useColors(stream) ? text : stripVTControlCharacters(text));
  }
}

function useColors(stream: ProgressStream): boolean {
  const { NO_COLOR } = process.env;
  return stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === "");
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
