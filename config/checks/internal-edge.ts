import type { Check } from "./draft";

/** Nothing is configured for clients of the internet when none of them reaches the load balancer. */
export const internalEdge: Check = ({ settings, faults, given }) => {
  const { internal, allowedCidrs = [], waf } = settings.edge ?? {};
  if (internal !== true) return;
  if (given("network", "existingVpc") && !given("edge", "allowedCidrs")) {
    faults.add(
      ["edge", "allowedCidrs"],
      "is required with edge.internal in a VPC that is given, whose range is not configured; the networks that reach it, for example [10.0.0.0/8]",
    );
  }
  allowedCidrs.forEach((cidr, index) => {
    const at = ["edge", "allowedCidrs", index];
    if (cidr !== undefined && isOpen(cidr)) {
      faults.add(
        at,
        `${faults.show(at, cidr)} is not allowed with edge.internal; the networks that reach the VPC, for example 10.0.0.0/8`,
      );
    }
  });
  if (waf?.allowedCountries?.some((country) => country !== undefined)) {
    faults.add(
      ["edge", "waf", "allowedCountries"],
      "is not allowed with edge.internal; private addresses are in no country, and all would be refused",
    );
  }
};

/** Whether a range is wider than any private network, and so the internet or a large part of it. */
function isOpen(cidr: string): boolean {
  return Number(cidr.split("/")[1]) < 8;
}
