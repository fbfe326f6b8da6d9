/** A side that can serve the application's requests. */
export type Side = "cloud" | "onPremises";

/** Share of requests for each side. */
export interface TrafficSplit {
  /** Weights that add up to 100. */
  readonly weights: Readonly<Record<Side, number>>;
  /** How long a client stays with the side that answered it first. */
  readonly stickiness: { readonly enabled: boolean; readonly duration: number };
}

/** The load balancer requires a duration even without stickiness: 1 second to 7 days. */
const shortestStay = 1;

/**
 * The share of each side, and whether clients stay with theirs.
 *
 * A cookie has precedence over the weights. So nobody is held any more once one side serves
 * everything: the last step of a move, and of the way back, is complete at once. Where servers hold
 * their clients, AWS refuses a rule that does not: then for the shortest time, from request to request.
 *
 * @param onPremisesPercent Requests of each hundred that the data centre serves, 0 to 100.
 * @param stickinessSeconds Seconds that a client stays with its side; 0 for not at all.
 * @param serversHold Whether a client stays with one server of its side.
 */
export function splitTraffic(
  onPremisesPercent: number,
  stickinessSeconds: number,
  serversHold = false,
): TrafficSplit {
  const isShared = onPremisesPercent > 0 && onPremisesPercent < 100;
  const weights = { cloud: 100 - onPremisesPercent, onPremises: onPremisesPercent };
  const isHeld = isShared && stickinessSeconds > 0;
  if (serversHold && !isHeld) {
    return { weights, stickiness: { enabled: true, duration: shortestStay } };
  }
  return {
    weights,
    stickiness: { enabled: isHeld, duration: Math.max(shortestStay, stickinessSeconds) },
  };
}
