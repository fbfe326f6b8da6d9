import { containsCidr } from "cidr-tools";
import type { Path } from "../faults";
import type { Check, Draft } from "./draft";

const path: Path = ["network", "onPremises"];

/** There is one way to the data centre, which a given VPC may have already, and its DNS servers are in it. */
export const onPremises: Check = (draft) => {
  const { faults, given } = draft;
  const [gateways, transitGateway] = ["gateways", "transitGatewayId"].map((key) =>
    given("network", "onPremises", key),
  );
  const ways = "exactly one of them";
  if (gateways && transitGateway) {
    faults.add(path, `has gateways and transitGatewayId; ${ways} is allowed`);
  } else if (needsWay(draft) && !gateways && !transitGateway) {
    faults.add(path, `has neither gateways nor transitGatewayId; ${ways} is required`);
  }
  checkSelectors(draft);
  checkServers(draft);
  checkOnce(draft, "domains");
  checkOnce(draft, "servers");
};

function needsWay({ given }: Draft): boolean {
  return given("network", "onPremises") && !given("network", "existingVpc");
}

/** A policy-based device passes traffic within the pair of ranges, and does not use BGP. */
function checkSelectors({ settings, faults, given }: Draft): void {
  const { cidr, onPremises: dataCentre } = settings.network ?? {};
  dataCentre?.gateways?.forEach((gateway, index) => {
    if (!gateway?.policyBased) return;
    const at = [...path, "gateways", index];
    const { onPremisesCidr, awsCidr } = gateway.policyBased;
    if (gateway.routing === "bgp") {
      faults.add([...at, "routing"], '"bgp" is not allowed with policyBased; static');
    }
    const own = [...at, "policyBased", "awsCidr"];
    if (given("network", "existingVpc") && !given(...own.map(String))) {
      faults.add(own, "is required with network.existingVpc; the range of the VPC");
    }
    const inside = (range: Path, outer: string | undefined, inner: string | undefined) => {
      if (outer !== undefined && inner !== undefined && !containsCidr(outer, inner)) {
        faults.add(range, `${faults.show(range, outer)} does not hold ${inner}; a range that does`);
      }
    };
    inside(own, awsCidr, cidr);
    for (const range of dataCentre.cidrs ?? []) {
      inside([...at, "policyBased", "onPremisesCidr"], onPremisesCidr, range);
    }
  });
}

function checkServers({ settings, faults }: Draft): void {
  const { cidrs, dns } = settings.network?.onPremises ?? {};
  const ranges = (cidrs ?? []).filter((cidr) => cidr !== undefined);
  if (ranges.length === 0) return;
  dns?.servers?.forEach((server, index) => {
    const at = [...path, "dns", "servers", index];
    if (server !== undefined && !containsCidr(ranges, server)) {
      faults.add(
        at,
        `${faults.show(at, server)} is in none of network.onPremises.cidrs; a server of the data centre`,
      );
    }
  });
}

function checkOnce({ settings, faults }: Draft, key: "domains" | "servers"): void {
  const values = settings.network?.onPremises?.dns?.[key] ?? [];
  values.forEach((value, index) => {
    const at = [...path, "dns", key, index];
    if (value !== undefined && values.indexOf(value) < index) {
      faults.add(at, `${faults.show(at, value)} is named twice; each once`);
    }
  });
}
