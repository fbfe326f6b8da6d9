import { type Danger } from "@landing-zone/change-guard/index";
import { nameOf } from "@landing-zone/plan/urn";
import { UsageError } from "@landing-zone/plan/errors";

/** A danger that somebody accepts, for a reason. */
export interface Allowance {
  /** Name or URN of the resource. */
  readonly resource: string;
  readonly reason: string;
}

/** What remains of the dangers, and what does not. */
export interface Verdict {
  readonly open: readonly Danger[];
  readonly allowed: readonly (readonly [Danger, Allowance])[];
  /** Allowances of resources that are in no danger, such as those of another stack. */
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
 * Holds the dangers against what is allowed.
 *
 * @throws UsageError when an allowance is of a name that several of the resources have.
 */
export function judge(dangers: readonly Danger[], allowances: readonly Allowance[]): Verdict {
  const matching = ({ resource }: Allowance) =>
    dangers.filter(({ urn }) => urn === resource || nameOf(urn) === resource);
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
    matching(allowance).map((danger) => [danger, allowance] as const),
  );
  const accepted = new Set(allowed.map(([danger]) => danger));
  return {
    open: dangers.filter((danger) => !accepted.has(danger)),
    allowed,
    unused: allowances.filter((allowance) => matching(allowance).length === 0),
  };
}
