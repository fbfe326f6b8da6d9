import { assumptionNames, assumptionsFile, meaningOf } from "@landing-zone/cost/assumptions";
import { type ComponentCost, type Estimate } from "@landing-zone/cost/estimate";
import { datedPrices, dollars, missingRegion, unpricedInWords } from "@landing-zone/cost/words";
import { type Terminal, wrapped } from "./terminal";

/** Components with an amount of their own; the page has them all. */
const shownComponents = 4;

/**
 * Renders the monthly cost of the stack: in total, by component, and the items without a price.
 *
 * @param labelWidth Columns of the labels of the facts above it.
 */
export function renderCost(
  estimate: Estimate,
  { colors, width }: Terminal,
  labelWidth: number,
): readonly string[] {
  const { totalUsd, components, unpriced } = estimate;
  const indent = labelWidth + 2;
  const line = (label: string, text: string) =>
    wrapped(`  ${label.padEnd(labelWidth)}${text}`, width, indent);
  const missing = missingRegion(estimate);
  if (missing !== undefined) return line("Cost", `not known: ${missing}`);
  return [
    ...line(
      "Cost",
      `about ${colors.bold(dollars(totalUsd))} a month ${colors.dim(`· ${datedPrices(estimate)}`)}`,
    ),
    ...line("", colors.dim(sharesOf(components).join(", "))),
    ...(unpriced.length === 0
      ? []
      : line("", colors.yellow(`without ${unpricedInWords(unpriced).join("; ")}: no price`))),
  ];
}

function sharesOf(components: readonly ComponentCost[]): string[] {
  const others = components.slice(shownComponents);
  const rest = others.reduce((sum, { usd }) => sum + usd, 0);
  return [
    ...components
      .slice(0, shownComponents)
      .map(({ component, usd }) => `${component} ${dollars(usd)}`),
    ...(others.length === 0 ? [] : [`others ${dollars(rest)}`]),
  ];
}

/** Every item of the estimate and every assumption, for a reader who asks for all. */
export function renderCostItems(
  { items, unpriced, assumptions }: Estimate,
  { colors, width }: Terminal,
): readonly string[] {
  const groups = Map.groupBy(items, ({ component, item }) => `${component}: ${item}`);
  return [
    colors.bold("Cost a month"),
    ...[...groups].flatMap(([name, ofGroup]) => {
      const count = ofGroup.length === 1 ? "" : ` ×${ofGroup.length}`;
      const usd = ofGroup.reduce((sum, item) => sum + item.usd, 0);
      return wrapped(`  ${`$${usd.toFixed(2)}`.padStart(10)}  ${name}${count}`, width, 14);
    }),
    ...unpriced.map(({ resource, item }) => `  ${"no price".padStart(10)}  ${resource}: ${item}`),
    colors.dim(`  Assumed of use, unless ${assumptionsFile} states otherwise:`),
    ...assumptionNames.flatMap((name) =>
      wrapped(
        `  ${String(assumptions[name]).padStart(10)}  ${name}: ${meaningOf(name)}`,
        width,
        14,
      ),
    ),
    "",
  ];
}
