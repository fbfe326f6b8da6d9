import { type PriceSource, sources } from "./price-sources";
import {
  classesElsewhere,
  everywhere,
  type PriceRow,
  regions,
  somewhere,
  virginiaClasses,
} from "./price-tables";

/** AWS's price of a unit. */
export interface Price {
  /** US dollars a unit. */
  readonly usd: number;
  /** Such as `hour` or `GB-month`. */
  readonly unit: string;
  /** Source of the price, and the date of its list. */
  readonly source: PriceSource;
}

/** Prices by key. */
export type PriceTable = ReadonlyMap<string, Price>;

/** The price list: prices by key, by region. */
export const priceList: ReadonlyMap<string, PriceTable> = new Map(
  regions.map((region, column) => [
    region,
    new Map(rowsOf(region, column).map(([key, usd, unit, source]) => [key, { usd, unit, source }])),
  ]),
);

/** The regions of the price list. */
export const pricedRegions: readonly string[] = regions;

function rowsOf(region: string, column: number): readonly PriceRow[] {
  return [
    ...classesOf(column),
    ...(somewhere[region] ?? []),
    ...everywhere.flatMap(([key, unit, source, usd]) =>
      rowOf(key, typeof usd === "number" ? usd : usd[column], unit, source),
    ),
  ];
}

/** The first column is us-east-1, which has a source of its own. */
function classesOf(column: number): readonly PriceRow[] {
  return column === 0
    ? Object.entries(virginiaClasses).flatMap(([name, usd]) =>
        rowOf(`aurora.instance.${name}`, usd, "hour", sources.auroraClasses),
      )
    : Object.entries(classesElsewhere).flatMap(([name, usd]) =>
        rowOf(`aurora.instance.${name}`, usd[column - 1], "hour", sources.auroraClassesElsewhere),
      );
}

function rowOf(
  key: string,
  usd: number | undefined,
  unit: string,
  source: PriceSource,
): readonly PriceRow[] {
  return usd === undefined ? [] : [[key, usd, unit, source]];
}
