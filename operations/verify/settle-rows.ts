import type { KeyRange } from "../../lib/chunks";
import type { Parameter } from "../database/query";
import type { Comparison } from "./comparison";
import { type Key, keyText, type RowDigests } from "./digest";
import type { TablePlan } from "./plan";
import type { Difference } from "./result";

/** Rows of a chunk that is looked at row by row. */
export const narrowRows = 1_000;

/** Looks at a row until it counts as changing all the time. */
const rounds = 6;

/** Keys in one statement. */
const keysAtOnce = 100;

/** A row that was not the same on both sides: its digests there, absent where it was not there. */
export interface Suspect {
  readonly key: Key;
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/** Outcome of looking at suspected rows again. */
export interface Settled {
  readonly differences: readonly Difference[];
  /** Keys that changed each time. */
  readonly unsettled: number;
}

/** The rows in a range that are not the same on both sides. */
export async function suspectsIn(
  plan: TablePlan,
  range: KeyRange<Parameter>,
  { source, target, settle }: Comparison,
): Promise<readonly Suspect[]> {
  const before = await source.rowsIn(plan.source, range, narrowRows * 2);
  await settle();
  const after = await target.rowsIn(plan.target, range, narrowRows * 2);
  return suspectsOf(before, after);
}

/**
 * Looks at suspects again. One that is the same on both sides at any time is settled; one whose two
 * digests are as they were the time before is a true difference, since no change is under way; any
 * other is traffic, and looked at again.
 */
export async function settleRows(
  plan: TablePlan,
  suspects: readonly Suspect[],
  comparison: Comparison,
): Promise<Settled> {
  const differences: Difference[] = [];
  let open = suspects;
  for (let round = 0; round < rounds && open.length > 0; round += 1) {
    const again = await lookAgain(plan, open, comparison);
    const judged = judge(open, again);
    differences.push(...judged.differences);
    open = judged.open;
  }
  return { differences, unsettled: open.length };
}

/** Judges two consecutive readings of the same rows. Pure. */
export function judge(
  before: readonly Suspect[],
  now: ReadonlyMap<string, Suspect>,
): { readonly differences: readonly Difference[]; readonly open: readonly Suspect[] } {
  const differences: Difference[] = [];
  const open: Suspect[] = [];
  for (const suspect of before) {
    const again = now.get(keyText(suspect.key));
    if (again === undefined || again.source === again.target) continue;
    if (again.source === suspect.source && again.target === suspect.target) {
      differences.push(differenceOf(again));
    } else {
      open.push(again);
    }
  }
  return { differences, open };
}

/** Rows whose digests differ between the sides. */
export function suspectsOf(source: RowDigests, target: RowDigests): readonly Suspect[] {
  const ids = new Set([...source.keys(), ...target.keys()]);
  return [...ids].flatMap((id) => {
    const [left, right] = [source.get(id), target.get(id)];
    const key = left?.key ?? right?.key ?? [];
    return left?.hash === right?.hash ? [] : [{ key, source: left?.hash, target: right?.hash }];
  });
}

async function lookAgain(
  plan: TablePlan,
  open: readonly Suspect[],
  { source, target, settle }: Comparison,
): Promise<ReadonlyMap<string, Suspect>> {
  const groups = Array.from({ length: Math.ceil(open.length / keysAtOnce) }, (_, index) =>
    open.slice(index * keysAtOnce, (index + 1) * keysAtOnce).map(({ key }) => key),
  );
  const before: RowDigests[] = [];
  for (const keys of groups) before.push(await source.rowsOf(plan.source, keys));
  await settle();
  const found = new Map<string, Suspect>();
  for (const [index, keys] of groups.entries()) {
    const after = await target.rowsOf(plan.target, keys);
    for (const suspect of suspectsOf(before[index] ?? new Map(), after)) {
      found.set(keyText(suspect.key), suspect);
    }
  }
  return found;
}

function differenceOf({ key, source, target }: Suspect): Difference {
  const kind = source === undefined ? "extra" : target === undefined ? "missing" : "changed";
  return { key: keyText(key), kind };
}
