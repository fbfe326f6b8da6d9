import { containsCidr } from "cidr-tools";
import { formatPath } from "../faults";
import type { Check, Draft } from "./draft";

/** The load balancer can reach the application on both sides, in a way that AWS allows. */
export const traffic: Check = (draft) => {
  checkDataCentre(draft);
  checkStays(draft);
  checkSlowStart(draft);
};

function checkDataCentre({ settings, faults, given }: Draft): void {
  const path = ["edge", "onPremises"];
  if (!given(...path)) return;
  if (!given("network", "onPremises")) {
    faults.add(path, "needs network.onPremises, the way to the data centre; leave it out without");
    return;
  }
  const { cidrs } = settings.network?.onPremises ?? {};
  // A range with a fault of its own may hold any address.
  if (!cidrs?.every((cidr) => cidr !== undefined)) return;
  settings.edge?.onPremises?.addresses?.forEach((address, index) => {
    const at = [...path, "addresses", index];
    if (address !== undefined && !containsCidr(cidrs, address)) {
      faults.add(
        at,
        `${faults.show(at, address)} is outside network.onPremises.cidrs ${cidrs.join(", ")}; an address of the data centre`,
      );
    }
  });
}

function checkStays({ settings, faults }: Draft): void {
  const { balancing, onPremises } = settings.edge ?? {};
  if (balancing?.stickinessSeconds && onPremises?.stickinessSeconds === 0) {
    const [at, other] = [
      ["edge", "onPremises", "stickinessSeconds"],
      ["edge", "balancing", "stickinessSeconds"],
    ];
    faults.add(
      at,
      `${faults.show(at, 0)} is not allowed with ${formatPath(other)} ${faults.show(other, balancing.stickinessSeconds)}, since a client whose side changes loses its server; at least 1`,
    );
  }
}

function checkSlowStart({ settings, faults }: Draft): void {
  const { algorithm, slowStartSeconds } = settings.edge?.balancing ?? {};
  if (slowStartSeconds && algorithm !== undefined && algorithm !== "round_robin") {
    const at = ["edge", "balancing", "slowStartSeconds"];
    faults.add(
      at,
      `${faults.show(at, slowStartSeconds)} needs the algorithm round_robin; 0 is allowed with ${algorithm}`,
    );
  }
}
