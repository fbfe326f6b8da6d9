import { createColors } from "picocolors";
import { stripVTControlCharacters } from "node:util";

/** Text styles; plain when the output is not a terminal or NO_COLOR is set. */
export type Colors = ReturnType<typeof createColors>;

/** Capabilities of an output: width, colours. */
export interface Terminal {
  readonly colors: Colors;
  /** Columns of a line; Infinity for a pipe, whose lines are never wrapped. */
  readonly width: number;
}

/** A stream that may be a terminal. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * The terminal behind a stream. `NO_COLOR` switches colours off, `FORCE_COLOR` on, also in a pipe.
 * Sources: https://no-color.org, https://force-color.org.
 */
export function terminalOf(stream: TerminalStream, env = process.env): Terminal {
  const isTerminal = stream.isTTY === true;
  return {
    colors: createColors(usesColors(isTerminal, env)),
    width: isTerminal ? (stream.columns ?? 80) : Infinity,
  };
}

function usesColors(isTerminal: boolean, { NO_COLOR, FORCE_COLOR }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return isTerminal && (NO_COLOR === undefined || NO_COLOR === "");
}

/**
 * Breaks a line between words so that it fits the width. Escape sequences take no room, and a word
 * that is longer than a line has a line of its own.
 *
 * @param indent Spaces before every line but the first.
 */
export function wrapped(text: string, width: number, indent = 0): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const [, gap = "", word = ""] of text.matchAll(/(\s*)(\S+)/g)) {
    if (line.trim() !== "" && visibleLength(line + gap + word) > width) {
      lines.push(line);
      line = " ".repeat(indent) + word;
    } else {
      line += gap + word;
    }
  }
  return [...lines, line];
}

/** A text of one line that fits the width, cut where it does not. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** The number of columns that a text takes. */
export function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
