import { type Plan } from "@landing-zone/plan/plan";
import { forcedActivities, plannedActivities, type Seconds } from "./activities";
import { precededBy } from "./chain";

/** A slow creation that waits for another slow one, though AWS does not ask for it. */
export interface NeedlessWait {
  readonly type: string;
  readonly waitsFor: string;
}

/**
 * The slow types of a plan that wait for each other without need.
 * @param slowS From how many seconds on a creation is slow.
 */
export function needlessWaits(
  plan: Pick<Plan, "resources">,
  seconds: Seconds,
  slowS: number,
): readonly NeedlessWait[] {
  const slow = plan.resources.filter(({ type, custom }) => custom && seconds(type) >= slowS);
  const planned = precededBy(plannedActivities(plan, seconds));
  const forced = precededBy(forcedActivities(plan, seconds));
  const waits = slow.flatMap(({ urn, type }) =>
    slow
      .filter((other) => planned.get(urn)?.has(other.urn) === true)
      .filter((other) => forced.get(type)?.has(other.type) !== true)
      .map((other) => ({ type, waitsFor: other.type })),
  );
  const unique = new Map(waits.map((wait) => [`${wait.type} ${wait.waitsFor}`, wait]));
  return [...unique.values()];
}
