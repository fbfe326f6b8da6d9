import type {
  GatewaySettings,
  OnPremisesSettings,
  TunnelSettings,
} from "../../../lib/settings/on-premises";

const proposals: Omit<TunnelSettings["phase1"], "lifetimeSeconds"> = {
  encryptionAlgorithms: ["AES256", "AES256-GCM-16"],
  integrityAlgorithms: ["SHA2-256", "SHA2-384", "SHA2-512"],
  dhGroups: [14, 19, 20, 21],
};

export const tunnel: TunnelSettings = {
  phase1: { ...proposals, lifetimeSeconds: 28_800 },
  phase2: { ...proposals, lifetimeSeconds: 3_600 },
  startupAction: "start",
  dpdTimeoutSeconds: 30,
  dpdTimeoutAction: "restart",
};

export const gateway: GatewaySettings = {
  ipAddress: "203.0.113.10",
  bgpAsn: 65010,
  routing: "static",
  tunnels: [tunnel, tunnel],
  logRetentionDays: 30,
};

/** A data centre with one device and static routes. */
export const onPremises: OnPremisesSettings = {
  cidrs: ["192.168.10.0/24", "192.168.11.0/24"],
  gateways: [gateway],
};
