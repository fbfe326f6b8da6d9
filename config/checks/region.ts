import { hasRdsRoots, rdsRootsUrl } from "../../lib/rds-certificates";
import { hasZonesABC } from "../../lib/regions";
import { isZoneOf } from "../../lib/zones";
import type { Path } from "../faults";
import type { Check, Draft } from "./draft";

/** Zones are the region's, and Aurora's certificates there can be verified. */
export const region: Check = (draft) => {
  if (draft.region !== undefined) {
    const check = draft.given("network", "existingVpc") ? checkGivenZones : checkZones;
    check(draft, draft.region);
    checkAuroraAuthorities(draft, draft.region);
  }
};

function checkZones({ settings, faults }: Draft, region: string): void {
  const path: Path = ["network", "availabilityZones"];
  const zones = settings.network?.availabilityZones;
  if (typeof zones === "number") {
    if (!hasZonesABC(region)) {
      faults.add(
        path,
        `${faults.show(path, zones)} is not enough for ${region}, whose zones differ by account; a list of zone names, for example [${region}a, ${region}b]`,
      );
    }
    return;
  }
  zones?.forEach((zone, index) => {
    const at = [...path, index];
    if (!zone || !isZoneOf(region, zone)) {
      faults.add(at, `${faults.show(at, zone)} is not a zone of ${region}, the stack's region`);
    } else if (zones.indexOf(zone) < index) {
      faults.add(at, `${faults.show(at, zone)} is named twice; every zone once`);
    }
  });
}

function checkGivenZones({ settings, faults }: Draft, region: string): void {
  for (const zone of Object.keys(settings.network?.existingVpc?.zones ?? {})) {
    const at = ["network", "existingVpc", "zones", zone];
    if (!isZoneOf(region, zone)) {
      faults.add(at, `${faults.show(at, zone)} is not a zone of ${region}, the stack's region`);
    }
  }
}

/** Aurora's certificates can be verified. */
function checkAuroraAuthorities({ faults, given }: Draft, region: string): void {
  if (!hasRdsRoots(region) && !given("dms", "target", "caCertificateFile")) {
    faults.add(
      ["dms", "target", "caCertificateFile"],
      `is required in ${region}; the relative path of a .pem file with RDS's certificates of the region, which ${rdsRootsUrl(region)} has`,
    );
  }
}
