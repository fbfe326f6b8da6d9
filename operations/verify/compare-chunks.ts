import { type KeyRange, nextChunkRows } from "../../lib/chunks";
import type { Parameter } from "../database/query";
import { type Comparison, mostDifferences, partRounds } from "./comparison";
import { combined, type Digest, isEqual, type Key, noHash } from "./digest";
import type { TablePlan } from "./plan";
import type { Difference } from "./result";
import { narrowRows, settleRows, suspectsIn } from "./settle-rows";

type Range = KeyRange<Parameter>;

/** Progress of comparing a table. Another process can resume from it. */
export interface Progress {
  /** The end of the last chunk; absent before the first one. */
  readonly after?: Key | undefined;
  readonly rows: number;
  readonly chunks: number;
  /** The hash of the rows so far. */
  readonly digest: string;
  /** Chunks that were not the same on both sides. */
  readonly suspects: readonly Range[];
}

/** Before the first chunk. */
export const noProgress: Progress = { rows: 0, chunks: 0, digest: noHash, suspects: [] };

/** Result of a comparison, without the table's name. */
export interface Found {
  readonly rows: number;
  readonly chunks: number;
  readonly digest: string;
  readonly differences: readonly Difference[];
  readonly hasMore: boolean;
  readonly unsettledRows: number;
}

/**
 * Compares a table by ranges of its key. Each range is digested on both sides; those that differ are
 * looked at again, then in smaller parts, then row by row. The memory that this takes does not depend
 * on the table.
 *
 * @param save Given the progress after each chunk.
 */
export async function compareChunks(
  plan: TablePlan,
  comparison: Comparison,
  begun: Progress,
  save: (progress: Progress) => Promise<void>,
): Promise<Found> {
  const progress = await scan(plan, comparison, begun, save);
  const suspects = await settleRanges(plan, comparison, progress.suspects);
  const found = await narrow(plan, comparison, suspects);
  return { ...progress, ...found };
}

async function scan(
  plan: TablePlan,
  comparison: Comparison,
  begun: Progress,
  save: (progress: Progress) => Promise<void>,
): Promise<Progress> {
  const { source, onRows, rest } = comparison;
  let progress = begun;
  let previous: { rows: number; ms: number } | undefined;
  for (;;) {
    const started = Date.now();
    const { after } = progress;
    const wanted = nextChunkRows(previous);
    const upTo = await source.boundary(plan.source, { after }, wanted);
    const range = { after, upTo };
    const [ofSource, ofTarget] = await digestBoth(plan, comparison, range);
    previous = { rows: wanted, ms: Date.now() - started };
    progress = {
      after: upTo,
      rows: progress.rows + ofSource.rows,
      chunks: progress.chunks + 1,
      digest: combined(progress.digest, ofSource.hash),
      suspects: isEqual(ofSource, ofTarget) ? progress.suspects : [...progress.suspects, range],
    };
    onRows(progress.rows);
    if (upTo === undefined) return progress;
    await save(progress);
    await rest(previous.ms);
  }
}

/** Both at once: equal digests prove equal rows, whenever each was taken. */
function digestBoth(
  plan: TablePlan,
  { source, target }: Comparison,
  range: Range,
): Promise<[Digest, Digest]> {
  return Promise.all([source.digest(plan.source, range), target.digest(plan.target, range)]);
}

/** Looks at ranges again, each time after the target has caught up. */
async function settleRanges(
  plan: TablePlan,
  comparison: Comparison,
  ranges: readonly Range[],
): Promise<readonly Range[]> {
  const { source, target, settle, live, rest } = comparison;
  let open = ranges;
  for (let round = 0; live && round < partRounds && open.length > 0; round += 1) {
    const before: Digest[] = [];
    for (const range of open) {
      const started = Date.now();
      before.push(await source.digest(plan.source, range));
      await rest(Date.now() - started);
    }
    await settle();
    const still: Range[] = [];
    for (const [index, range] of open.entries()) {
      const now = await target.digest(plan.target, range);
      if (!isEqual(before[index], now)) still.push(range);
    }
    open = still;
  }
  return open;
}

async function narrow(
  plan: TablePlan,
  comparison: Comparison,
  ranges: readonly Range[],
): Promise<Pick<Found, "differences" | "hasMore" | "unsettledRows">> {
  const differences: Difference[] = [];
  let unsettledRows = 0;
  for (const range of ranges) {
    for await (const part of partsOf(plan, comparison, range)) {
      const [ofSource, ofTarget] = await digestBoth(plan, comparison, part);
      if (isEqual(ofSource, ofTarget)) continue;
      const suspects = await suspectsIn(plan, part, comparison);
      const settled = await settleRows(plan, suspects, comparison);
      differences.push(...settled.differences);
      unsettledRows += settled.unsettled;
      if (differences.length > mostDifferences) {
        return { differences: differences.slice(0, mostDifferences), hasMore: true, unsettledRows };
      }
    }
  }
  return { differences, hasMore: false, unsettledRows };
}

/** A range in parts that are small enough to look at their rows. */
async function* partsOf(
  plan: TablePlan,
  { source, rest }: Comparison,
  { after, upTo }: Range,
): AsyncGenerator<Range> {
  let from = after;
  for (;;) {
    await rest(0);
    const to = await source.boundary(plan.source, { after: from, upTo }, narrowRows);
    yield { after: from, upTo: to ?? upTo };
    if (to === undefined) return;
    from = to;
  }
}
