import type { Ledger } from "./application";
import type { ComparedTable } from "./comparison";
import type { Times } from "./evidence";

/** Results of a rehearsal. */
export interface RehearsalResult {
  /** Seconds from the first verb to the last. */
  readonly seconds: number;
  readonly tables: readonly ComparedTable[];
  readonly ledger: Ledger;
  /** The row of the largest table in which one value was changed on purpose, and found. */
  readonly damagedRow: string;
  /** The differences between a side and the confirmed changes. */
  readonly contradictions: readonly string[];
  /** How long each cut-over and each return took. */
  readonly times?: Readonly<Record<string, Times>>;
}
