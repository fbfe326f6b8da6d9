import type { PlannedResource } from "@landing-zone/plan/plan";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import type { AssumptionName, Assumptions } from "./assumptions";

/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth = 730;

/** One thing that AWS charges for. */
export interface Charge {
  /** In a few words, such as `db.r6g.large` or `2 zones`. */
  readonly item: string;
  /** Key of the price, such as `nat.hour`. */
  readonly price: string;
  /** In units of the price, a month. */
  readonly quantity: number;
  /** Assumption that the quantity depends on; absent if the plan states it. */
  readonly assumption?: AssumptionName;
}

/** Inputs of a charge besides its resource. */
export interface ChargeContext {
  readonly graph: PlanGraph;
  readonly assumptions: Assumptions;
  /** Number of availability zones. */
  readonly zones: number;
}

/** The charges of one resource. */
export type Charger = (resource: PlannedResource, context: ChargeContext) => readonly Charge[];

/** The quantity of a charge by the hour, for something that is always there. */
export function allMonth(item: string, price: string, count = 1): Charge {
  return { item, price, quantity: count * hoursPerMonth };
}
