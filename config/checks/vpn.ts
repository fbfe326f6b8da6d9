import type { Path } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../../lib/settings/schema";
import type { Check, Draft } from "./draft";
import { pairsWithin } from "./pairs";

type Gateway = Readable<
  NonNullable<NonNullable<Settings["network"]["onPremises"]>["gateways"]>[number]
>;
type Tunnel = NonNullable<NonNullable<Gateway["tunnels"]>[number]>;

/** Devices and tunnels differ where they must, and each tunnel's options go together. */
export const vpn: Check = (draft) => {
  const gateways = draft.settings.network?.onPremises?.gateways ?? [];
  const path: Path = ["network", "onPremises", "gateways"];
  const devices = gateways.flatMap((gateway, index) =>
    gateway ? [{ path: [...path, index], gateway }] : [],
  );
  const tunnels = devices.flatMap(tunnelsOf);
  unlike(
    draft,
    devices.map((it) => ({ path: [...it.path, "ipAddress"], value: it.gateway.ipAddress })),
    "each device has an address of its own",
  );
  unlike(
    draft,
    tunnels.map((it) => ({ path: [...it.path, "insideCidr"], value: it.tunnel.insideCidr })),
    "each tunnel has a range of its own",
  );
  for (const { path: at, tunnel } of tunnels) {
    checkActions(draft, at, tunnel);
    checkLifetimes(draft, at, tunnel);
  }
};

function tunnelsOf({ path, gateway }: { readonly path: Path; readonly gateway: Gateway }) {
  return (gateway.tunnels ?? []).flatMap((tunnel, index) =>
    tunnel ? [{ path: [...path, "tunnels", index], tunnel }] : [],
  );
}

/** Reports each value that is there a second time. */
function unlike(
  { faults }: Draft,
  items: { readonly path: Path; readonly value: string | undefined }[],
  rule: string,
): void {
  const given = items.filter(({ value }) => value !== undefined);
  for (const [a, b] of pairsWithin(given)) {
    if (a.value === b.value) {
      faults.add(b.path, `${faults.show(b.path, b.value)} is given twice; ${rule}`);
    }
  }
}

function checkActions({ faults }: Draft, path: Path, tunnel: Tunnel): void {
  if (tunnel.dpdTimeoutAction === "clear" && tunnel.startupAction === "start") {
    const at = [...path, "dpdTimeoutAction"];
    faults.add(
      at,
      `${faults.show(at, "clear")} leaves a dead tunnel that AWS began down; restart, or startupAction add, where the device begins`,
    );
  }
}

function checkLifetimes({ faults }: Draft, path: Path, { phase1, phase2 }: Tunnel): void {
  const [first, second] = [phase1?.lifetimeSeconds, phase2?.lifetimeSeconds];
  if (first !== undefined && second !== undefined && second >= first) {
    const at = [...path, "phase2", "lifetimeSeconds"];
    faults.add(
      at,
      `${faults.show(at, second)} is not less than phase1.lifetimeSeconds ${faults.show(at, first)}; less is required`,
    );
  }
}
