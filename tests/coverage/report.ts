import Table from "cli-table3";

/** Something that must be verified, and its verifications. */
export interface Item {
  /** Name for people, such as `aws:kms/key:Key data`. */
  readonly name: string;
  /** The tests that verify it; none when nothing does. */
  readonly verifiedBy: readonly string[];
}

/** One kind of item of a stack, such as its outputs. */
export interface Coverage {
  readonly kind: "resources" | "configuration parameters" | "outputs" | "security controls";
  readonly items: readonly Item[];
}

/** The coverage of one stack. */
export interface StackCoverage {
  readonly stack: string;
  readonly coverages: readonly Coverage[];
}

/** Items that nothing verifies. */
export function unverified({ items }: Coverage): readonly Item[] {
  return items.filter(({ verifiedBy }) => verifiedBy.length === 0);
}

/**
 * The share of verified items, in percent with one decimal. 100 only if all are verified, or there
 * are none.
 */
export function percentage(coverage: Coverage): number {
  const total = coverage.items.length;
  const verified = total - unverified(coverage).length;
  return total === 0 ? 100 : Math.floor((verified / total) * 1000) / 10;
}

/** Whether everything of every stack is verified. */
export function isComplete(stacks: readonly StackCoverage[]): boolean {
  return stacks.every(({ coverages }) =>
    coverages.every((coverage) => unverified(coverage).length === 0),
  );
}

/** A table a stack, each followed by what nothing verifies. */
export function render(stacks: readonly StackCoverage[]): string {
  return stacks.map(renderStack).join("\n\n");
}

function renderStack({ stack, coverages }: StackCoverage): string {
  const table = new Table({
    head: [stack, "verified", "of", "%"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const coverage of coverages) {
    const total = coverage.items.length;
    const verified = total - unverified(coverage).length;
    table.push([coverage.kind, verified, total, percentage(coverage).toFixed(1)]);
  }
  const gaps = coverages.flatMap((coverage) =>
    unverified(coverage).map(({ name }) => `  nothing verifies, of the ${coverage.kind}: ${name}`),
  );
  return [table.toString(), ...gaps].join("\n");
}
