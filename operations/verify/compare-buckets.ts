import type { Found } from "./compare-chunks";
import { type Comparison, mostDifferences, partRounds } from "./comparison";
import { combined, type Digest, isEqual, noHash } from "./digest";
import type { TablePlan } from "./plan";
import type { Difference } from "./result";

/** Row digests that are read of one side. */
const mostHashes = 20_000;

/** Buckets that are looked at row by row; of a table that differs in more, the first ones. */
const mostBuckets = 50;

type Buckets = ReadonlyMap<string, Digest>;
type Hashes = ReadonlyMap<string, { readonly times: number; readonly label: string }>;

/**
 * Compares a table whose rows have no key, or none that both sides order alike: all rows at once, in
 * 4,096 parts by the first digits of their own digests.
 */
export async function compareBuckets(plan: TablePlan, comparison: Comparison): Promise<Found> {
  let buckets = await bothBuckets(plan, comparison);
  for (let round = 1; comparison.live && round < partRounds; round += 1) {
    if (buckets.differing.length === 0) break;
    buckets = await bothBuckets(plan, comparison);
  }
  const { source, differing } = buckets;
  const found = await differencesIn(plan, comparison, differing.slice(0, mostBuckets));
  const hasMore = differing.length > mostBuckets || found.differences.length > mostDifferences;
  return {
    rows: [...source.values()].reduce((sum, { rows }) => sum + rows, 0),
    chunks: source.size,
    digest: [...source.values()].reduce((hash, it) => combined(hash, it.hash), noHash),
    differences: found.differences.slice(0, mostDifferences),
    unsettledRows: found.unsettled,
    hasMore,
  };
}

interface BothBuckets {
  readonly source: Buckets;
  /** Names of the buckets that are not the same on both sides, sorted. */
  readonly differing: readonly string[];
}

async function bothBuckets(plan: TablePlan, comparison: Comparison): Promise<BothBuckets> {
  const { source, target, settle, live, rest } = comparison;
  const started = Date.now();
  const asked = source.buckets(plan.source);
  // Side by side is faster, and right when nobody writes.
  if (live) await asked;
  await settle();
  const [ofSource, ofTarget] = await Promise.all([asked, target.buckets(plan.target)]);
  await rest(Date.now() - started);
  const names = new Set([...ofSource.keys(), ...ofTarget.keys()]);
  const differing = [...names]
    .sort()
    .filter((name) => !isEqual(ofSource.get(name), ofTarget.get(name)));
  return { source: ofSource, differing };
}

/** Two looks: what differs in both in the same way is a true difference, anything else is traffic. */
async function differencesIn(
  plan: TablePlan,
  comparison: Comparison,
  buckets: readonly string[],
): Promise<{ readonly differences: readonly Difference[]; readonly unsettled: number }> {
  if (buckets.length === 0) return { differences: [], unsettled: 0 };
  const first = await surplus(plan, comparison, buckets);
  const second = await surplus(plan, comparison, buckets);
  const lasting = [...second].filter(([hash, { times }]) => first.get(hash)?.times === times);
  return {
    differences: differencesOf(lasting.map(([, it]) => it)),
    unsettled: second.size - lasting.length,
  };
}

/** How many more rows of each digest the source has than the target; none that are as many. */
async function surplus(
  plan: TablePlan,
  { source, target, settle }: Comparison,
  buckets: readonly string[],
): Promise<Hashes> {
  const ofSource = await source.hashesIn(plan.source, buckets, mostHashes);
  await settle();
  const ofTarget = await target.hashesIn(plan.target, buckets, mostHashes);
  const end = [ofSource, ofTarget].flatMap((it) => endOf(it) ?? []).sort()[0];
  const hashes = [...new Set([...ofSource.keys(), ...ofTarget.keys()])].filter(
    (hash) => end === undefined || hash <= end,
  );
  return new Map(
    hashes.flatMap((hash) => {
      const [left, right] = [ofSource.get(hash), ofTarget.get(hash)];
      const times = (left?.times ?? 0) - (right?.times ?? 0);
      return times === 0 ? [] : [[hash, { times, label: left?.label ?? right?.label ?? "" }]];
    }),
  );
}

/** The last digest of an answer that has not all of them: beyond it, nothing is known. */
const endOf = (hashes: Hashes) =>
  hashes.size < mostHashes ? undefined : [...hashes.keys()].at(-1);

/** A row that is missing under one digest and extra under another has changed, when it has a key. */
export function differencesOf(
  surpluses: readonly { readonly times: number; readonly label: string }[],
): readonly Difference[] {
  const differences = new Map<string, Difference>();
  const anonymous: Difference[] = [];
  for (const { times, label } of surpluses) {
    const kind = times > 0 ? "missing" : "extra";
    if (label === "") {
      anonymous.push(
        ...Array.from({ length: Math.abs(times) }, () => ({ key: "", kind }) as const),
      );
    } else {
      const other = differences.get(label);
      differences.set(label, { key: label, kind: other && other.kind !== kind ? "changed" : kind });
    }
  }
  return [...differences.values(), ...anonymous];
}
