import { type Tier, tiers } from "../../lib/existing-vpc";
import type { Check, Draft } from "./draft";

const path = ["network", "existingVpc"];

/** Keys that configure a new VPC, and have no effect on an existing one. */
const makingKeys = ["cidr", "availabilityZones", "natGateways"] as const;

/** The stack makes a VPC or is given one, whose parts are each used once. */
export const existingVpc: Check = (draft) => {
  const { settings, faults, given } = draft;
  if (!given(...path)) {
    if (given("network") && !given("network", "cidr")) {
      faults.add(["network"], "has neither cidr nor existingVpc; exactly one of them is required");
    }
    return;
  }
  for (const key of makingKeys.filter((it) => given("network", it))) {
    const [at, value] = [["network", key], settings.network?.[key]];
    // A value with a fault of its own has been shown.
    const shown = value === undefined ? "" : `${faults.show(at, value)} `;
    faults.add(at, `${shown}applies only to a new VPC; leave it out with existingVpc`);
  }
  checkSubnets(draft);
  checkRouteTables(draft);
};

function placesIn({ settings }: Draft) {
  const zones = Object.entries(settings.network?.existingVpc?.zones ?? {});
  return zones.flatMap(([zone, subnets]) =>
    tiers.map((tier) => ({ at: [...path, "zones", zone, tier], tier, ...subnets?.[tier] })),
  );
}

function checkSubnets(draft: Draft): void {
  const seen = new Set<string>();
  for (const { at, subnetId } of placesIn(draft)) {
    if (subnetId === undefined) continue;
    if (seen.has(subnetId)) {
      const where = [...at, "subnetId"];
      draft.faults.add(where, `${draft.faults.show(where, subnetId)} is given twice; each once`);
    }
    seen.add(subnetId);
  }
}

/** A route table with a route to the internet must not be one of the databases'. */
function checkRouteTables(draft: Draft): void {
  const tierOf = new Map<string, Tier>();
  for (const { at, tier, routeTableId } of placesIn(draft)) {
    if (routeTableId === undefined) continue;
    const owner = tierOf.get(routeTableId) ?? tier;
    if (owner !== tier) {
      const where = [...at, "routeTableId"];
      draft.faults.add(
        where,
        `${draft.faults.show(where, routeTableId)} is that of ${owner} subnets too; ${tier} subnets have tables of their own`,
      );
    }
    tierOf.set(routeTableId, owner);
  }
}
