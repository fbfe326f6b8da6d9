import type { Answer } from "../../status/facts";
import type { GateFacts } from "./facts";

/** Result of a gate. */
export interface Found {
  readonly passed: boolean;
  readonly measured: string;
  /** Remedy, if the gate did not pass. */
  readonly remedy: string;
}

/** A condition that must hold before anything is stopped. */
export interface Gate {
  readonly id: string;
  readonly wanted: string;
  /** Whether a named person may proceed without it, for a reason that is kept. */
  readonly isAcceptable: boolean;
  readonly judge: (facts: GateFacts) => Found;
}

/** Makes a gate. */
export function gate(
  id: string,
  wanted: string,
  isAcceptable: boolean,
  judge: (facts: GateFacts) => Found,
): Gate {
  return { id, wanted, isAcceptable, judge };
}

/** Passed when there is no problem. */
export function found(problems: readonly string[], measured: string, remedy: string): Found {
  return problems.length === 0
    ? { passed: true, measured, remedy }
    : { passed: false, measured: problems.join("; "), remedy };
}

/** An unknown answer does not pass. */
export function known<T>(answer: Answer<T>, judge: (value: T) => Found): Found {
  return "unknown" in answer
    ? {
        passed: false,
        measured: `not known: ${answer.unknown}`,
        remedy: "find out why, and ask again",
      }
    : judge(answer.value);
}
