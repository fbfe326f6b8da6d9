import { z } from "zod";

/** Result for a table, as the bucket keeps it; the fields are those of {@link TableResult}. */
export const comparedSchema = z.object({
  rows: z.number(),
  digest: z.string(),
  chunks: z.number(),
  seconds: z.number(),
  notCompared: z.array(z.string()),
});

/** A row that differs. */
export interface Difference {
  /** Its key, `a, b` for a key of two columns; empty for a row without a key. */
  readonly key: string;
  readonly kind: "missing" | "extra" | "changed";
}

/** Result of comparing one table. */
export interface TableResult {
  readonly migration: string;
  /** The table's name in the source, for people. */
  readonly table: string;
  /**
   * `equal`: every row is the same. `unsettled`: some rows changed each time they were looked at, and
   * all others are the same.
   */
  readonly verdict: "equal" | "different" | "unsettled";
  /** Why it differs as a whole, such as a column that is not there; empty when it does not. */
  readonly problems: readonly string[];
  /** The rows that differ, the first ones. */
  readonly differences: readonly Difference[];
  /** Whether the list is truncated. */
  readonly hasMore: boolean;
  /** Rows that changed each time. */
  readonly unsettledRows: number;
  /** Rows in the source. */
  readonly rows: number;
  /** 128 bits over all rows of the source, in hexadecimal: the same however the table was cut. */
  readonly digest: string;
  readonly chunks: number;
  readonly seconds: number;
  /** Parts that were not compared, each with the reason. */
  readonly notCompared: readonly string[];
}

/** The verdict that follows from what was found. */
export function verdictOf(
  found: Pick<TableResult, "problems" | "differences" | "unsettledRows">,
): TableResult["verdict"] {
  if (found.problems.length > 0 || found.differences.length > 0) return "different";
  return found.unsettledRows > 0 ? "unsettled" : "equal";
}
