import { at, type Planned, type Row } from "./row";

const gateway = "network.onPremises.gateways[0]";
const keyOfGateway = "network.onPremises.gateways[]";

const connection = (property: string) => (plan: Planned) =>
  plan.one("ec2/vpnConnection:VpnConnection", "network-vpn")?.[property];

/** One proposal of the second tunnel, in place of every strong one. */
function proposal(key: string, property: string): Row {
  return {
    configure: (value) => ({ [`${gateway}.tunnels[1].${key}`]: [value] }),
    read: connection(`tunnel2${property}`),
    means: (value) => [value],
  };
}

const tunnel = `${keyOfGateway}.tunnels[]`;

/** Effects of the keys of a VPN connection. */
export const vpnRows: Readonly<Record<string, Row>> = {
  [`${keyOfGateway}.routing`]: at(`${gateway}.routing`, connection("staticRoutesOnly"), {
    means: (routing) => routing === "static",
  }),
  [`${keyOfGateway}.logRetentionDays`]: at(`${gateway}.logRetentionDays`, (plan) =>
    plan.retention("network-vpn"),
  ),
  [`${tunnel}.phase1.encryptionAlgorithms[]`]: proposal(
    "phase1.encryptionAlgorithms",
    "Phase1EncryptionAlgorithms",
  ),
  [`${tunnel}.phase1.integrityAlgorithms[]`]: proposal(
    "phase1.integrityAlgorithms",
    "Phase1IntegrityAlgorithms",
  ),
  [`${tunnel}.phase1.dhGroups[]`]: proposal("phase1.dhGroups", "Phase1DhGroupNumbers"),
  [`${tunnel}.phase2.encryptionAlgorithms[]`]: proposal(
    "phase2.encryptionAlgorithms",
    "Phase2EncryptionAlgorithms",
  ),
  [`${tunnel}.phase2.integrityAlgorithms[]`]: proposal(
    "phase2.integrityAlgorithms",
    "Phase2IntegrityAlgorithms",
  ),
  [`${tunnel}.phase2.dhGroups[]`]: proposal("phase2.dhGroups", "Phase2DhGroupNumbers"),
  [`${tunnel}.startupAction`]: at(
    `${gateway}.tunnels[1].startupAction`,
    connection("tunnel2StartupAction"),
  ),
  [`${tunnel}.dpdTimeoutAction`]: at(
    `${gateway}.tunnels[1].dpdTimeoutAction`,
    connection("tunnel2DpdTimeoutAction"),
    { choose: (others) => (others(`${tunnel}.startupAction`) === "add" ? "clear" : "restart") },
  ),
};
