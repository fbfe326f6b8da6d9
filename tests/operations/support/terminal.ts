import type { Terminal } from "../../../operations/command";

/** A terminal that keeps its output. */
export interface RecordedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
  readonly interrupt: () => void;
}

/** A terminal with nobody to ask. */
export function recordedTerminal(): RecordedTerminal {
  const written = { out: "", err: "" };
  const controller = new AbortController();
  return {
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    interactive: false,
    signal: controller.signal,
    out: () => written.out,
    err: () => written.err,
    interrupt: () => {
      controller.abort();
    },
  };
}
