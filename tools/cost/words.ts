import type { Estimate, Unpriced } from "./estimate";
import { pricedRegions } from "./prices";

/** An amount in whole dollars, such as `$1,235`. */
export function dollars(usd: number): string {
  return `$${Math.round(usd).toLocaleString("en-US")}`;
}

/** A difference in whole dollars, such as `+$120`, `-$8` or `±$0`. */
export function signedDollars(usd: number): string {
  const sign = Math.round(usd) === 0 ? "±" : usd > 0 ? "+" : "-";
  return `${sign}${dollars(Math.abs(usd))}`;
}

/** Items without a price, each once, such as `2 × dms.r6i.large, Multi-AZ`. */
export function unpricedInWords(unpriced: readonly Unpriced[]): readonly string[] {
  const groups = Map.groupBy(unpriced, ({ item }) => item);
  return [...groups].map(([item, { length }]) => (length === 1 ? item : `${length} × ${item}`));
}

/** Why there is no amount at all; undefined when there is one. */
export function missingRegion({ region }: Estimate): string | undefined {
  return pricedRegions.includes(region)
    ? undefined
    : `no list prices for ${region}; the list has ${pricedRegions.join(", ")}`;
}

/** Of which day the prices are, such as `list prices of 2026-06-27 and later`. */
export function datedPrices({ priceDate }: Estimate): string {
  return priceDate === undefined ? "list prices" : `list prices of ${priceDate} and later`;
}
