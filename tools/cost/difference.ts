import type { Estimate } from "./estimate";

/** What a component costs in two plans, in US dollars a month. */
export interface CostChange {
  readonly component: string;
  readonly before: number;
  readonly after: number;
}

/** How the cost of two plans differs, in US dollars a month. */
export interface CostDifference {
  readonly before: number;
  readonly after: number;
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
  return {
    before: before.totalUsd,
    after: after.totalUsd,
    components: changes
      .filter((change) => size(change) >= 0.005)
      .toSorted((a, b) => size(b) - size(a)),
  };
}

function costOf({ components }: Estimate, name: string): number {
  return components.find(({ component }) => component === name)?.usd ?? 0;
}
