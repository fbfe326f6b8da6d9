import { hasWellKnownZones, isZoneOf } from "../../lib/zones";
import type { Path } from "../faults";
import type { Check, Draft } from "./draft";

/** Zones and certificates belong to one region; it has to be the stack's. */
export const region: Check = (draft) => {
  if (draft.region !== undefined) {
    const check = draft.given("network", "existingVpc") ? checkGivenZones : checkZones;
    check(draft, draft.region);
    checkCertificate(draft, draft.region);
  }
};

function checkZones({ settings, faults }: Draft, region: string): void {
  const path: Path = ["network", "availabilityZones"];
  const zones = settings.network?.availabilityZones;
  if (typeof zones === "number") {
    if (!hasWellKnownZones(region)) {
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

function checkCertificate({ settings, faults }: Draft, region: string): void {
  const path: Path = ["edge", "certificateArn"];
  const arn = settings.edge?.certificateArn;
  if (arn !== undefined && arn.split(":")[3] !== region) {
    faults.add(
      path,
      `${faults.show(path, arn)} is a certificate of another region; the load balancer needs one of ${region}`,
    );
  }
}
