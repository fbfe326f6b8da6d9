import type { Plan, PlannedResource } from "@landing-zone/plan/plan";
import { PlanGraph, typeLabel } from "@landing-zone/plan/plan-graph";
import { type AssumptionName, type Assumptions, defaultAssumptions } from "./assumptions";
import type { Charge, ChargeContext, Charger } from "./charge";
import { databaseCharges } from "./charges/database";
import { edgeCharges } from "./charges/edge";
import { networkCharges } from "./charges/network";
import { operationsCharges } from "./charges/operations";
import { replicationCharges } from "./charges/replication";
import { isFree } from "./free-types";
import { textIn } from "./inputs";
import { type Price, priceList, type PriceTable } from "./prices";

/** One line of the estimate. */
export interface CostItem {
  /** Name of the component that the program makes. */
  readonly component: string;
  /** Name of the resource. */
  readonly resource: string;
  readonly item: string;
  /** In units of the price, a month. */
  readonly quantity: number;
  readonly price: Price;
  /** US dollars a month. */
  readonly usd: number;
  /** Assumption that the quantity depends on; absent if the plan states it. */
  readonly assumption?: AssumptionName;
}

/** Something that AWS charges for and the price list lacks. */
export interface Unpriced {
  readonly component: string;
  readonly resource: string;
  readonly item: string;
}

/** Cost of a component. */
export interface ComponentCost {
  readonly component: string;
  /** US dollars a month. */
  readonly usd: number;
}

/** Monthly cost of a stack at list prices. */
export interface Estimate {
  readonly region: string;
  /** The day of the oldest of its prices, such as `2026-06-27`; absent when there is none. */
  readonly priceDate?: string;
  /** US dollars a month. */
  readonly totalUsd: number;
  readonly components: readonly ComponentCost[];
  readonly items: readonly CostItem[];
  readonly unpriced: readonly Unpriced[];
  readonly assumptions: Assumptions;
}

/** A plan as `--json` writes it. */
export interface PricedPlan extends Plan {
  readonly cost: Estimate;
}

const chargers: Readonly<Record<string, Charger>> = {
  ...databaseCharges,
  ...replicationCharges,
  ...networkCharges,
  ...edgeCharges,
  ...operationsCharges,
};

/** Charges by use that the estimate leaves out, as no assumption covers them. */
export const leftOut: readonly string[] = [
  "data between availability zones",
  "readers that Aurora adds under load",
  "DNS queries, KMS and Secrets Manager requests, S3 requests",
  "enhanced monitoring's metrics, which are logs outside the stack",
  "free tiers, discounts, savings plans, taxes and support",
];

/** Estimates the monthly cost of a plan. */
export function estimateOf(plan: Plan, assumptions = defaultAssumptions): Estimate {
  const graph = new PlanGraph(plan);
  const context = { graph, assumptions, zones: zonesOf(graph) };
  const region = regionOf(plan);
  const prices = priceList.get(region);
  const priced = plan.resources
    .filter(({ custom }) => custom)
    .flatMap((resource) => linesOf(resource, context, prices));
  const items = priced.filter((line) => "usd" in line);
  const [oldest] = items.map(({ price }) => price.source.date).toSorted();
  return {
    region,
    ...(oldest !== undefined && { priceDate: oldest }),
    totalUsd: sum(items),
    components: byComponent(items),
    items,
    unpriced: priced.filter((line) => !("usd" in line)),
    assumptions,
  };
}

function linesOf(
  resource: PlannedResource,
  context: ChargeContext,
  prices: PriceTable | undefined,
): (CostItem | Unpriced)[] {
  const { type, name } = resource;
  const top = context.graph.root(resource);
  const place = { component: top.custom ? "no component" : top.name, resource: name };
  const charger = Object.hasOwn(chargers, type) ? chargers[type] : undefined;
  if (!charger) return isFree(type) ? [] : [{ ...place, item: typeLabel(type) }];
  return charger(resource, context)
    .filter(({ quantity }) => quantity !== 0)
    .map((charge) => ({ ...place, ...pricedOf(charge, prices?.get(charge.price)) }));
}

function pricedOf(
  { item, quantity, assumption }: Charge,
  price: Price | undefined,
): Omit<CostItem, "component" | "resource"> | { item: string } {
  if (price === undefined || Number.isNaN(quantity)) return { item };
  const depends = assumption === undefined ? {} : { assumption };
  return { item, quantity, price, usd: rounded(quantity * price.usd), ...depends };
}

function byComponent(items: readonly CostItem[]): ComponentCost[] {
  const groups = Map.groupBy(items, ({ component }) => component);
  return [...groups]
    .map(([component, ofComponent]) => ({ component, usd: sum(ofComponent) }))
    .toSorted((a, b) => b.usd - a.usd || (a.component < b.component ? -1 : 1));
}

function sum(items: readonly CostItem[]): number {
  return rounded(items.reduce((total, { usd }) => total + usd, 0));
}

/** To a hundredth of a cent. */
function rounded(usd: number): number {
  return Math.round(usd * 10_000) / 10_000;
}

function regionOf({ providers }: Plan): string {
  const regions = providers
    .filter(({ type }) => type === "pulumi:providers:aws")
    .map(({ inputs }) => textIn(inputs, "region"));
  return regions.find((region) => region !== undefined) ?? "unknown";
}

/** The zones of the subnets; of an existing VPC, those that the stack gives as its output. */
function zonesOf(graph: PlanGraph): number {
  const zones = graph.all("subnet").map(({ inputs }) => inputs["availabilityZone"]);
  const listed = graph.plan.outputs["availabilityZones"];
  return new Set(zones).size || (Array.isArray(listed) ? listed.length : 1);
}
