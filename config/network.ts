import { z } from "zod";
import { logRetention, network, oneOf, publicAddress } from "./common";
import { setting } from "./setting";

/** Ranges of which no two may be the same or overlap; see `checks/address-ranges.ts`. */
export function networks(description: string) {
  const range = setting(
    network,
    "An IPv4 range.",
    "an IPv4 network, for example 192.168.10.0/24, written with its first address",
  );
  return setting(
    z.array(range).min(1),
    description,
    "a list of at least one IPv4 network, for example [192.168.10.0/24]",
  );
}

/** Amazon's end of the VPN, and numbers that AWS keeps for itself. */
const takenAsns = new Set([64512, 7224, 9059, 10124, 17943]);

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
  logRetentionDays: logRetention("the VPN's tunnel logs").default(30),
});

/** The schema of `network`. */
export const networkSettings = z.strictObject({
  cidr: setting(
    network.regex(/\/(?:1[6-9]|20)$/),
    "IPv4 range of the VPC. A change replaces the VPC and everything in it.",
    "a network of /16 to /20 (65,536 to 4,096 addresses), for example 10.20.0.0/16",
  ),
  availabilityZones: setting(
    z.union([
      z.literal([2, 3]),
      z
        .array(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/))
        .min(2)
        .max(3),
    ]),
    "How many zones, or their names. A zone's place in the list is its slot in the CIDR plan: append, never reorder.",
    "2 or 3, or a list of 2 or 3 zone names, for example [us-east-1a, us-east-1b]",
  ).default(2),
  natGateways: oneOf(
    ["none", "single", "perAz"],
    "NAT gateways of the private subnets: `none` has no way to the internet, `single` depends on one zone, `perAz` on none.",
  ).default("single"),
  flowLogRetentionDays: logRetention("VPC flow logs").default(7),
  onPremises: z
    .strictObject({
      cidrs: networks("IPv4 ranges of the data centre, reached through the VPN."),
      gateway,
    })
    .describe("The data centre, connected by a site-to-site VPN. Default: no VPN.")
    .optional(),
});
