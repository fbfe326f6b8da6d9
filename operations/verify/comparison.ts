import type { Side } from "./digest";

/** Options for comparing two servers. */
export interface Comparison {
  readonly source: Side;
  readonly target: Side;
  /**
   * Waits until the target has everything that the source had when it was called. Does nothing once
   * nobody writes any more.
   */
  readonly settle: () => Promise<void>;
  /** Whether rows may change meanwhile. */
  readonly live: boolean;
  /** Lets the source do something else after it was busy for a time, and stops when interrupted. */
  readonly rest: (busyMs: number) => Promise<void>;
  /** Shows how many rows of the table were compared so far. */
  readonly onRows: (rows: number) => void;
}

/** Differing rows that are named; of a table that has more, the first ones. */
export const mostDifferences = 100;

/** Looks at a part of a table until its rows are looked at one by one. */
export const partRounds = 3;
