import type { OnPremisesNetwork } from "../../../components/networking/on-premises";
import type { CustomerGateway } from "../../../components/networking/site-to-site-vpn";
import type { TunnelSettings } from "../../../components/networking/vpn-tunnels";
import { strongProposals } from "../../../lib/vpn-proposals";

export const tunnel: TunnelSettings = {
  phase1: { ...strongProposals, lifetimeSeconds: 28_800 },
  phase2: { ...strongProposals, lifetimeSeconds: 3_600 },
  startupAction: "start",
  dpdTimeoutSeconds: 30,
  dpdTimeoutAction: "restart",
};

export const gateway: CustomerGateway = {
  ipAddress: "203.0.113.10",
  bgpAsn: 65010,
  routing: "static",
  tunnels: [tunnel, tunnel],
  logRetentionDays: 30,
};

/** A data centre with one device and static routes. */
export const onPremises: OnPremisesNetwork = {
  cidrs: ["192.168.10.0/24", "192.168.11.0/24"],
  gateways: [gateway],
};
