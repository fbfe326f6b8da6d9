import type { Estimate } from "./estimate";
import { dollars, missingRegion, signedDollars, unpricedInWords } from "./words";

/** Cost of a component in two plans, in US dollars a month. */
export interface CostChange {
  readonly component: string;
  readonly before: number;
  readonly after: number;
}

/** Difference in cost of two plans, in US dollars a month. */
export interface CostDifference {
  readonly before: number;
  readonly after: number;
  /** Items without a price in the two plans. */
  readonly unpriced: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Why the amounts cannot be compared; absent when they can. */
  readonly missing?: string;
  /** The components whose cost differs by a cent or more, the largest difference first. */
  readonly components: readonly CostChange[];
}

/** Compares two estimates. */
export function costDifference(before: Estimate, after: Estimate): CostDifference {
  const names = [...before.components, ...after.components].map(({ component }) => component);
  const changes = [...new Set(names)].map((component) => ({
    component,
    before: costOf(before, component),
    after: costOf(after, component),
  }));
  const size = (change: CostChange) => Math.abs(change.after - change.before);
  const missing = missingRegion(after) ?? missingRegion(before);
  return {
    before: before.totalUsd,
    after: after.totalUsd,
    unpriced: { before: unpricedInWords(before.unpriced), after: unpricedInWords(after.unpriced) },
    ...(missing === undefined ? {} : { missing }),
    components: changes
      .filter((change) => size(change) >= 0.005)
      .toSorted((a, b) => size(b) - size(a)),
  };
}

function costOf({ components }: Estimate, name: string): number {
  return components.find(({ component }) => component === name)?.usd ?? 0;
}

/** Both totals and how they differ, such as `$703 instead of $3,349 (-$2,646)`. */
export function costInWords({ before, after, missing }: CostDifference): string {
  return missing === undefined
    ? `${dollars(after)} instead of ${dollars(before)} (${signedDollars(after - before)})`
    : `not known, ${missing}`;
}

/** Items that each total lacks: one line for each incomplete plan. */
export function costLacks(
  names: { readonly own: string; readonly other: string },
  { missing, unpriced }: CostDifference,
): readonly string[] {
  const lack = (name: string, items: readonly string[]) =>
    items.length === 0 || missing !== undefined ? [] : [`${name} without ${items.join("; ")}`];
  return [...lack(names.own, unpriced.after), ...lack(names.other, unpriced.before)];
}
