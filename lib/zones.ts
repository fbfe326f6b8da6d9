import { hasZonesABC } from "./regions";

/** Pattern of an availability zone's name. */
export const zoneNamePattern = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;

/** Whether a name such as `us-east-1a` is that of an availability zone of the region. */
export function isZoneOf(region: string, zone: string): boolean {
  return zone.length === region.length + 1 && zone.startsWith(region) && /[a-z]$/.test(zone);
}

/**
 * The names of the availability zones to use, such as `["us-east-1a", "us-east-1b"]`: those of the
 * VPC that is given, or else those to make one in.
 *
 * @param network `availabilityZones`: how many, or which; a list is returned as it is.
 * @throws RangeError for a number in a region whose zones are not the same in every account.
 */
export function zonesOf(
  region: string,
  network: {
    readonly availabilityZones: number | readonly string[];
    readonly existingVpc?: { readonly zones: Readonly<Record<string, unknown>> } | undefined;
  },
): string[] {
  const { availabilityZones: zones, existingVpc } = network;
  if (existingVpc) {
    return Object.keys(existingVpc.zones);
  }
  if (typeof zones !== "number") {
    return [...zones];
  }
  if (!hasZonesABC(region)) {
    throw new RangeError(`The zones of ${region} differ by account and have to be named`);
  }
  return ["a", "b", "c"].slice(0, zones).map((letter) => region + letter);
}
