/**
 * Regions in which every account has the availability zones a, b and c.
 *
 * Left out are those where the letters depend on the account (us-west-1, ap-northeast-1,
 * ca-central-1, sa-east-1, cn-north-1): there the zones have to be named.
 */
const regionsWithZonesABC: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-west-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "us-east-1",
  "us-east-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "us-west-2",
]);

/** What the name of an availability zone looks like. */
export const zoneNamePattern = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;

/** Whether the zones of a region can be told from their number alone. */
export function hasWellKnownZones(region: string): boolean {
  return regionsWithZonesABC.has(region);
}

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
  if (!hasWellKnownZones(region)) {
    throw new RangeError(`The zones of ${region} differ by account and have to be named`);
  }
  return ["a", "b", "c"].slice(0, zones).map((letter) => region + letter);
}
