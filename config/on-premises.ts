import { z } from "zod";
import { strongProposals } from "../lib/vpn-proposals";
import { isTunnelInsideCidr } from "../lib/vpn-tunnel-addresses";
import { logRetention, networks, oneOf, publicAddress, wholeNumber } from "./common";
import { setting } from "./setting";

/** Amazon's end of the VPN, and numbers that AWS keeps for itself. */
const takenAsns = new Set([64512, 7224, 9059, 10124, 17943]);

/** Some of the strong proposals, at least one, none twice. */
function someOf<const T extends readonly (string | number)[]>(strong: T, what: string) {
  const allowed = `a list of at least one of ${strong.join(", ")}, each once`;
  return setting(
    z
      .array(setting(z.literal(strong), "A proposal.", `one of ${strong.join(", ")}`))
      .min(1)
      .refine((list) => new Set(list).size === list.length),
    `${what} that the tunnel may agree on. Default: every strong one.`,
    allowed,
  ).default([...strong]);
}

function phase(what: string, longestSeconds: number) {
  return z.strictObject({
    encryptionAlgorithms: someOf(strongProposals.encryptionAlgorithms, "Encryption algorithms"),
    integrityAlgorithms: someOf(strongProposals.integrityAlgorithms, "Integrity algorithms"),
    dhGroups: someOf(strongProposals.dhGroups, "Diffie-Hellman groups"),
    lifetimeSeconds: wholeNumber(
      900,
      longestSeconds,
      `Seconds after which the ${what} are negotiated anew.`,
    ).default(longestSeconds),
  });
}

const tunnel = z.strictObject({
  insideCidr: setting(
    z.cidrv4({ abort: true }).refine(isTunnelInsideCidr),
    "Addresses of both ends inside the tunnel, when the device needs certain ones. Default: AWS chooses.",
    "a network of /30 in 169.254.0.0/16 that AWS does not keep for itself, for example 169.254.10.0/30",
  ).optional(),
  phase1: phase("keys of the negotiation (IKE)", 28_800).prefault({}),
  phase2: phase("keys of the traffic (IPsec)", 3_600).prefault({}),
  startupAction: oneOf(
    ["start", "add"],
    "Who begins: `start` AWS, `add` the device, which must then always be able to.",
  ).default("start"),
  dpdTimeoutSeconds: wholeNumber(
    30,
    3_600,
    "Seconds without a sign of life after which the device counts as dead.",
  ).default(30),
  dpdTimeoutAction: oneOf(
    ["restart", "clear"],
    "What AWS does with a dead tunnel: `restart` it, or `clear` it and wait for the device, which needs `startupAction` `add`.",
  ).default("restart"),
});

const gateway = z.strictObject({
  ipAddress: setting(
    publicAddress,
    "Address of the customer gateway device, as the internet sees it.",
    "a public IPv4 address, for example 203.0.113.10",
  ),
  bgpAsn: setting(
    z
      .int()
      .min(1)
      .max(2_147_483_647)
      .refine((asn) => !takenAsns.has(asn)),
    "BGP autonomous system number of the device. Also needed, but not used, for static routing.",
    `a whole number, 1 to 2147483647, except those that AWS uses: ${[...takenAsns].join(", ")}`,
  ).default(65000),
  routing: oneOf(
    ["static", "bgp"],
    "How the VPC learns the way back: `static` from `cidrs`, `bgp` from what the device announces.",
  ).default("static"),
  tunnels: setting(
    z.array(tunnel).length(2),
    "The two tunnels of the connection. AWS maintains one at a time: change one at a time too.",
    "a list of two maps, either of which may be empty: [{}, {}]",
  ).prefault([{}, {}]),
  logRetentionDays: logRetention("the VPN's tunnel logs").default(30),
});

/** The schema of `network.onPremises`. */
export const onPremisesSettings = z.strictObject({
  cidrs: networks("IPv4 ranges of the data centre, reached through the VPN."),
  gateways: setting(
    z.array(gateway).min(1).max(2),
    "The customer gateway devices, each with a VPN connection of its own: two survive the loss of one. Append, never reorder.",
    "a list of one or two gateways, for example [{ ipAddress: 203.0.113.10 }]",
  ),
});
