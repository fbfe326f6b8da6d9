import { type DangerousChange } from "@landing-zone/change-guard/index";
import { nameOf } from "@landing-zone/plan/urn";
import { UsageError } from "@landing-zone/plan/errors";

/** Allows one dangerous change, for a reason. */
export interface Allowance {
  /** Name or URN of the resource. */
  readonly resource: string;
  readonly reason: string;
}

/** The dangerous changes of a plan, sorted by the allowances. */
export interface Verdict {
  readonly open: readonly DangerousChange[];
  readonly allowed: readonly (readonly [DangerousChange, Allowance])[];
  /** Allowances that match no dangerous change, such as those for another stack. */
  readonly unused: readonly Allowance[];
}

/**
 * Reads `<resource>=<reason>`.
 *
 * @throws UsageError when one of the two is missing.
 */
export function parseAllowance(text: string): Allowance {
  const [resource = "", ...rest] = text.split("=");
  const reason = rest.join("=").trim();
  if (resource.trim() === "" || reason === "") {
    throw new UsageError(
      `"${text}" allows nothing: write <name or URN of the resource>=<reason>, such as orders=stopped at 12:40 for new mappings.`,
    );
  }
  return { resource: resource.trim(), reason };
}

/**
 * Sorts dangerous changes into open and allowed ones.
 *
 * @throws UsageError when an allowance names several resources.
 */
export function judge(
  changes: readonly DangerousChange[],
  allowances: readonly Allowance[],
): Verdict {
  const matching = ({ resource }: Allowance) =>
    changes.filter(({ urn }) => urn === resource || nameOf(urn) === resource);
  for (const allowance of allowances) {
    const urns = matching(allowance).map(({ urn }) => urn);
    if (urns.length > 1) {
      throw new UsageError(
        [`"${allowance.resource}" is the name of several resources; give one's URN:`, ...urns].join(
          "\n  ",
        ),
      );
    }
  }
  const allowed = allowances.flatMap((allowance) =>
    matching(allowance).map((change) => [change, allowance] as const),
  );
  const accepted = new Set(allowed.map(([change]) => change));
  return {
    open: changes.filter((change) => !accepted.has(change)),
    allowed,
    unused: allowances.filter((allowance) => matching(allowance).length === 0),
  };
}
