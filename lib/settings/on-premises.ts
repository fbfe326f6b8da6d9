import { z } from "zod";
import { strongProposals } from "../vpn-proposals";
import { isTunnelInsideCidr } from "../vpn-tunnel-addresses";
import { logRetention, network, networks, oneOf, publicAddress, wholeNumber } from "./kinds";
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
      `Seconds after which the ${what} are renegotiated.`,
    ).default(longestSeconds),
  });
}

const tunnel = z.strictObject({
  insideCidr: setting(
    z.cidrv4({ abort: true }).refine(isTunnelInsideCidr),
    "Inside addresses of the tunnel, if the device needs specific ones. Default: AWS chooses.",
    "a network of /30 in 169.254.0.0/16 that AWS does not keep for itself, for example 169.254.10.0/30",
  ).optional(),
  phase1: phase("keys of the negotiation (IKE)", 28_800).prefault({}),
  phase2: phase("keys of the traffic (IPsec)", 3_600).prefault({}),
  startupAction: oneOf(
    ["start", "add"],
    "Who initiates the tunnel: AWS (`start`) or the device (`add`), which must then always be able to.",
  ).default("start"),
  dpdTimeoutSeconds: wholeNumber(
    30,
    3_600,
    "Seconds without a response after which AWS considers the device dead.",
  ).default(30),
  dpdTimeoutAction: oneOf(
    ["restart", "clear"],
    "AWS's reaction to a dead tunnel: `restart` it, or `clear` it and wait for the device, which requires `startupAction` `add`.",
  ).default("restart"),
});

function selector(description: string) {
  return setting(
    network,
    description,
    "an IPv4 network, for example 192.168.0.0/16, written with its first address",
  );
}

const policyBased = z.strictObject({
  onPremisesCidr: selector(
    "The range at the device's end, with all of `network.onPremises.cidrs`.",
  ),
  awsCidr: selector(
    "The range at AWS's end, with the whole VPC. Default: `network.cidr`; required with `network.existingVpc`.",
  ).optional(),
});

const gateway = z.strictObject({
  ipAddress: setting(
    publicAddress,
    "Public address of the customer gateway device.",
    "a public IPv4 address, for example 203.0.113.10",
  ),
  bgpAsn: setting(
    z
      .int()
      .min(1)
      .max(4_294_967_295)
      .refine((asn) => !takenAsns.has(asn)),
    "BGP autonomous system number of the device. AWS requires it for static routing too, but does not use it.",
    `a whole number, 1 to 4294967295, except those that AWS uses: ${[...takenAsns].join(", ")}`,
  ).default(65000),
  routing: oneOf(
    ["static", "bgp"],
    "How the VPC learns its routes to the data centre: `static` from `cidrs`, `bgp` from the device's announcements.",
  ).default("static"),
  policyBased: policyBased
    .describe(
      "The one pair of ranges that a policy-based device agrees on: AWS negotiates no other. Default: any address at both ends, as route-based devices ask for.",
    )
    .optional(),
  tunnels: setting(
    z.array(tunnel).length(2),
    "The two tunnels of the connection. AWS maintains one at a time: change one at a time too.",
    "a list of two maps, either of which may be empty: [{}, {}]",
  ).prefault([{}, {}]),
  logRetentionDays: logRetention("the VPN's tunnel logs").default(30),
});

/** Resolver rules bear the domain in their names, of which AWS takes 64 characters. */
const domain = setting(
  z
    .string()
    .max(33)
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)
    .refine((name) => !/(?:^|\.)(?:amazonaws\.com|aws)$/.test(name)),
  "A domain.",
  "a domain name in lower case of at most 33 characters, not AWS's own, for example corp.example",
);

const dns = z.strictObject({
  domains: setting(
    z.array(domain).min(1),
    "Domains that the data centre resolves, with their subdomains.",
    "a list of at least one domain name, for example [corp.example]",
  ),
  servers: setting(
    z
      .array(setting(z.ipv4(), "A DNS server.", "an IPv4 address"))
      .min(1)
      .max(6),
    "Addresses of DNS servers in the data centre, on port 53.",
    "a list of 1 to 6 IPv4 addresses, for example [192.168.10.53]",
  ),
});

/** The schema of `network.onPremises`. */
export const onPremisesSettings = z.strictObject({
  cidrs: networks(
    "IPv4 ranges of the data centre, reached through the VPN or the transit gateway.",
  ),
  gateways: setting(
    z.array(gateway).min(1).max(2),
    "The customer gateway devices, each with its own VPN connection. With two, the loss of one does not interrupt the connection. Append, never reorder.",
    "a list of one or two gateways, for example [{ ipAddress: 203.0.113.10 }]",
  ).optional(),
  transitGatewayId: setting(
    z.string().regex(/^tgw-[0-9a-f]{17}$/),
    "A transit gateway with a route to the data centre, owned by this account or shared with it. The VPC is attached to it and has no VPN of its own. The gateway's owner accepts the attachment and adds the return route.",
    "the id of a transit gateway, for example tgw-0a1b2c3d4e5f60718",
  ).optional(),
  dns: dns
    .describe("Domain names that the VPC resolves in the data centre. Default: none.")
    .optional(),
});

/** The data centre and the connection to it, with defaults filled in. */
export type OnPremisesSettings = z.output<typeof onPremisesSettings>;

/** A customer gateway device. */
export type GatewaySettings = z.output<typeof gateway>;

/** One of the two tunnels of a VPN connection. */
export type TunnelSettings = z.output<typeof tunnel>;
