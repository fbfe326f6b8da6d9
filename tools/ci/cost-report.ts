import { costDifference } from "@landing-zone/cost/difference";
import { estimateOf, type Estimate, type PricedPlan } from "@landing-zone/cost/estimate";
import { dollars, missingRegion, signedDollars, unpricedInWords } from "@landing-zone/cost/words";
import { type Plan } from "@landing-zone/plan/plan";
import { escaped } from "./markdown";

/** A plan that `--json` has written, perhaps a version of it that did not estimate the cost. */
export type WrittenPlan = Plan & Partial<PricedPlan>;

/** The monthly cost of a plan, as a line of Markdown. */
export function costLine(plan: WrittenPlan): string {
  const cost = plan.cost ?? estimateOf(plan);
  const missing = missingRegion(cost);
  if (missing !== undefined) return `Cost: not known, ${escaped(missing)}.`;
  const parts = cost.components.map(({ component, usd }) => `${component} ${dollars(usd)}`);
  const shares = parts.length === 0 ? "" : ` (${escaped(parts.join(", "))})`;
  return `Cost: about **${dollars(cost.totalUsd)}** a month${shares}${without(cost)}.`;
}

/** The effect of a change on the cost of a stack, in Markdown. */
export function costReport(before: WrittenPlan, after: WrittenPlan): string {
  const cost = after.cost ?? estimateOf(after);
  const difference = costDifference(before.cost ?? estimateOf(before), cost);
  const { missing, unpriced } = difference;
  if (missing !== undefined) return `Cost: not known, ${escaped(missing)}.`;
  const change = difference.after - difference.before;
  const total = `Cost: about **${dollars(difference.after)}** a month`;
  if (difference.components.length === 0) return `${total}, as before${without(cost)}.`;
  const lackedBefore = unpriced.before.filter((item) => !unpriced.after.includes(item));
  const lack =
    lackedBefore.length === 0 ? "" : ` The cost before lacks ${escaped(lackedBefore.join("; "))}.`;
  return [
    `${total}, **${signedDollars(change)}** by this change${without(cost)}.${lack}`,
    "",
    "| component | before | after | difference |",
    "| --- | --: | --: | --: |",
    ...difference.components.map(
      ({ component, before: old, after: now }) =>
        `| ${escaped(component)} | ${dollars(old)} | ${dollars(now)} | ${signedDollars(now - old)} |`,
    ),
  ].join("\n");
}

function without({ unpriced }: Estimate): string {
  return unpriced.length === 0
    ? ""
    : `, without ${escaped(unpricedInWords(unpriced).join("; "))}, which the price list lacks`;
}
