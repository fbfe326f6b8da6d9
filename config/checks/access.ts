import { containsCidr } from "cidr-tools";
import type { Check } from "./draft";

/** Operators come from where there is a route to Aurora; each of their ranges has a rule of its own. */
export const access: Check = ({ settings, faults }) => {
  const { network, operations } = settings;
  const cidrs = operations?.access?.cidrs ?? [];
  const routed = [network?.cidr, ...(network?.onPremises?.cidrs ?? [])].filter(
    (cidr) => cidr !== undefined,
  );
  cidrs.forEach((cidr, index) => {
    if (cidr === undefined) return;
    const path = ["operations", "access", "cidrs", index];
    if (cidrs.indexOf(cidr) < index) {
      faults.add(path, `${faults.show(path, cidr)} is named twice; each once`);
    } else if (!containsCidr(routed, cidr)) {
      faults.add(
        path,
        `${faults.show(path, cidr)} is in neither network.cidr nor network.onPremises.cidrs; Aurora has a route to no other range`,
      );
    }
  });
};
