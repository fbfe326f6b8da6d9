import { assumptionNames, type AssumptionName, meaningOf } from "@landing-zone/cost/assumptions";
import { type CostItem, type Estimate, leftOut } from "@landing-zone/cost/estimate";
import { datedPrices, dollars, missingRegion } from "@landing-zone/cost/words";
import { markup, type Content, type Html } from "../html";
import type { ReportModel } from "../model";
import { counted } from "../model/values";
import type { Section } from "../page";
import { absent, groupedTable, table, type Column } from "../table";

/** Equal items of a component: their total cost. */
interface CostLine {
  readonly items: readonly [CostItem, ...CostItem[]];
}

const cents = (usd: number) =>
  usd.toLocaleString("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 2 });

const total = (items: readonly CostItem[]) => items.reduce((sum, { usd }) => sum + usd, 0);

const columns: readonly Column<CostLine>[] = [
  {
    title: "What",
    cell: ({ items: [first, ...others] }) =>
      markup`${first.item} <small>${others.length === 0 ? first.resource : counted(others.length + 1, "resource")}</small>`,
  },
  {
    title: "Quantity a month",
    cell: ({ items: [first, ...others] }) =>
      `${others.length === 0 ? "" : `${others.length + 1} × `}${rounded(first.quantity)} ${first.price.unit}${first.assumption === undefined ? "" : ", assumed"}`,
  },
  {
    title: "Price",
    cell: ({ items: [{ price }] }) =>
      markup`<a href="${price.source.url}" rel="noreferrer">$${price.usd}</a> <small>${price.source.date}</small>`,
    short: true,
  },
  { title: "Cost a month", cell: ({ items }) => cents(total(items)), short: true },
];

/** The section of monthly costs by component, with prices, their sources and the assumptions. */
export function costSection({ cost }: ReportModel): Section {
  const missing = missingRegion(cost);
  const section = { id: "cost", title: "Cost" };
  if (missing !== undefined) return { ...section, body: absent(`Not known: ${missing}.`) };
  return {
    ...section,
    lead: `About ${dollars(cost.totalUsd)} a month at ${datedPrices(cost)} for ${cost.region}. Left out: ${leftOut.join("; ")}.`,
    body: [unpriced(cost), itemTable(cost), assumptionTable(cost)],
  };
}

function unpriced({ unpriced: missing }: Estimate): Content {
  return (
    missing.length > 0 &&
    markup`<div class="rule"><h3>Without a price</h3>
<p>The price list does not have these, so the total lacks them.</p>
<ul>${missing.map(({ resource, item }) => markup`<li><strong>${resource}</strong> ${item}</li>`)}</ul></div>`
  );
}

function itemTable({ components, items }: Estimate): Html {
  return groupedTable(
    "Cost a month, by component",
    columns,
    components.map(({ component, usd }) => ({
      heading: markup`${component} <small>${cents(usd)}</small>`,
      rows: linesOf(items.filter((item) => item.component === component)),
    })),
  );
}

function linesOf(items: readonly CostItem[]): CostLine[] {
  const groups = Map.groupBy(
    items,
    ({ item, quantity, price }) => `${item} ${quantity} ${price.usd}`,
  );
  return [...groups.values()]
    .flatMap(([first, ...others]): CostLine[] => (first ? [{ items: [first, ...others] }] : []))
    .toSorted((a, b) => total(b.items) - total(a.items));
}

function assumptionTable({ assumptions }: Estimate): Content {
  const assumed: readonly Column<AssumptionName>[] = [
    { title: "Assumption", cell: (name) => markup`<code>${name}</code>` },
    { title: "Value", cell: (name) => assumptions[name], short: true },
    { title: "Meaning", cell: meaningOf },
  ];
  return markup`<h3>Assumptions</h3>
<p class="lead">What depends on use. <code>cost-assumptions.yaml</code> sets them by stack.</p>
${table("Assumptions on use", assumed, assumptionNames)}`;
}

function rounded(quantity: number): string {
  return quantity.toLocaleString("en-US", { maximumFractionDigits: 2 });
}
