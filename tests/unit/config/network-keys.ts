import { type TriedValues } from "./dms-keys";
import { configured, spacious } from "./example";

/** The keys of `network`. */
export const networkKeys: Record<string, TriedValues> = {
  "network.cidr": {
    refused: ["10.20.0.0/28", "10.20.0.0/15", "10.20.1.0/16", "10.20.0.0", "fd00::/16", 10],
    allowed: "/16 to /20 (65,536 to 4,096 addresses), for example 10.20.0.0/16",
    accepted: ["10.20.0.0/16", "10.20.16.0/20"],
  },
  "network.availabilityZones": {
    refused: [1, 4, "2", ["us-east-1a"], ["use1-az1", "use1-az2"]],
    allowed: "2 or 3",
    accepted: [2, 3, ["us-east-1b", "us-east-1f"]],
  },
  "network.natGateways": {
    refused: ["two", 1],
    allowed: "none, single, or perAz",
    accepted: ["none", "single", "perAz"],
  },
  "network.flowLogRetentionDays": {
    refused: [0, 8, "7"],
    allowed: "1, 3, 5, 7, 14, 30",
    accepted: [1, 3653],
  },
  "network.onPremises.cidrs": {
    refused: [[], "192.168.10.0/24"],
    allowed: "at least one IPv4 network",
    accepted: [["192.168.10.0/24", "172.16.0.0/12"]],
  },
  "network.onPremises.gateways": {
    refused: [[], { ipAddress: "203.0.113.10" }, ["203.0.113.10", "203.0.113.11", "203.0.113.12"]],
    allowed: "one or two gateways",
    accepted: [[{ ipAddress: "203.0.113.10" }, { ipAddress: "203.0.113.11" }]],
  },
  "network.onPremises.gateways.0.ipAddress": {
    refused: ["10.0.0.1", "192.168.1.1", "100.64.0.1", "224.0.0.1", "vpn.corp.example"],
    allowed: "a public IPv4 address",
    accepted: ["203.0.113.10", "100.128.0.1"],
  },
  "network.onPremises.gateways.0.bgpAsn": {
    refused: [0, 64512, 7224, 4294967296, 65000.5, "65000"],
    allowed: "1 to 4294967295",
    accepted: [1, 2147483647, 4200000010],
  },
  "network.onPremises.gateways.0.routing": {
    refused: ["ospf"],
    allowed: "static or bgp",
    accepted: ["static", "bgp"],
  },
  "network.onPremises.gateways.0.policyBased": {
    refused: ["192.168.0.0/16", true],
    allowed: "a map with the keys onPremisesCidr, awsCidr",
    accepted: [{ onPremisesCidr: "192.168.10.0/24", awsCidr: "10.20.0.0/16" }],
  },
  "network.onPremises.gateways.0.logRetentionDays": {
    refused: [29],
    allowed: "1, 3, 5, 7",
    accepted: [1, 30],
  },
  "network.onPremises.gateways.0.tunnels": {
    refused: [[{}], [{}, {}, {}], {}],
    allowed: "a list of two maps",
    accepted: [[{}, { startupAction: "add" }]],
  },
  "network.onPremises.gateways.0.tunnels.0.insideCidr": {
    refused: [
      "169.254.5.0/30",
      "169.254.10.0/29",
      "169.254.10.1/30",
      "10.0.0.0/30",
      "169.254.10.0",
    ],
    allowed: "a network of /30 in 169.254.0.0/16",
    accepted: ["169.254.6.0/30", "169.254.255.252/30"],
  },
  "network.onPremises.gateways.0.tunnels.0.startupAction": {
    refused: ["wait"],
    allowed: "start or add",
    accepted: ["start", "add"],
  },
  "network.onPremises.gateways.0.tunnels.1.dpdTimeoutSeconds": {
    refused: [29, 3_601],
    allowed: "30 to 3,600",
    accepted: [30, 3_600],
  },
  "network.onPremises.gateways.0.tunnels.1.dpdTimeoutAction": {
    refused: ["none"],
    allowed: "restart or clear",
    accepted: ["restart"],
  },
  "network.onPremises.transitGatewayId": {
    refused: ["tgw-1", "vgw-0a1b2c3d4e5f60718"],
    allowed: "the id of a transit gateway",
    accepted: [],
  },
  ...proposals("phase1", 28_800),
  ...proposals("phase2", 3_600),
};

/** {@link spacious} with names of the data centre. */
export function withDns(): Record<string, unknown> {
  const dns = { domains: ["corp.example"], servers: ["192.168.10.53"] };
  return configured(spacious(), { "network.onPremises.dns": dns });
}

/** The keys of `network.onPremises.dns`. */
export const dnsKeys: Record<string, TriedValues> = {
  "network.onPremises.dns.domains": {
    refused: [[], "corp.example"],
    allowed: "at least one domain name",
    accepted: [["corp.example", "db.corp.example"]],
  },
  "network.onPremises.dns.domains.0": {
    refused: ["example", "Corp.example", "s3.amazonaws.com", "amazonaws.com", "x.aws", "a.b-"],
    allowed: "a domain name in lower case of at most 33 characters",
    accepted: ["a.example", `${"a".repeat(25)}.example`],
  },
  "network.onPremises.dns.servers": {
    refused: [[], "192.168.10.53", ["a", "b", "c", "d", "e", "f", "g"]],
    allowed: "1 to 6 IPv4 addresses",
    accepted: [["192.168.10.53", "192.168.10.54"]],
  },
};

/** The keys of one phase of a tunnel; see `lib/vpn-proposals.ts`. */
function proposals(phase: string, longestSeconds: number): Record<string, TriedValues> {
  const key = `network.onPremises.gateways.0.tunnels.0.${phase}`;
  return {
    [`${key}.encryptionAlgorithms`]: {
      refused: [[], ["AES256", "AES256"], "AES256"],
      allowed: "AES256, AES256-GCM-16",
      accepted: [["AES256-GCM-16"]],
    },
    [`${key}.integrityAlgorithms`]: {
      refused: [[], "SHA2-256"],
      allowed: "SHA2-256, SHA2-384, SHA2-512",
      accepted: [["SHA2-512", "SHA2-256"]],
    },
    [`${key}.dhGroups`]: {
      refused: [[], [14, 14], 14],
      allowed: "14, 19, 20, 21",
      accepted: [[21]],
    },
    [`${key}.lifetimeSeconds`]: {
      refused: [899, longestSeconds + 1],
      allowed: "900 to",
      accepted: [longestSeconds],
    },
  };
}

/** Values to try for a policy-based device. */
export const policyBasedKeys: Readonly<Record<string, TriedValues>> = {
  "network.onPremises.gateways.0.policyBased.onPremisesCidr": {
    refused: ["192.168.0.1/16", "0.0.0.0", "2001:db8::/32"],
    allowed: "an IPv4 network",
    accepted: ["192.168.0.0/16", "0.0.0.0/0"],
  },
  "network.onPremises.gateways.0.policyBased.awsCidr": {
    refused: ["10.20.0.1/16", "vpc"],
    allowed: "an IPv4 network",
    accepted: ["10.20.0.0/16", "10.0.0.0/8"],
  },
};
