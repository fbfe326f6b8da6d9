import { z } from "zod";
import { zoneNamePattern } from "../zones";
import { logRetention, network, oneOf } from "./kinds";
import { existingVpcSettings } from "./existing-vpc";
import { onPremisesSettings } from "./on-premises";
import { setting } from "./setting";

/** The schema of `network`. */
export const networkSettings = z.strictObject({
  cidr: setting(
    network.regex(/\/(?:1[6-9]|20)$/),
    "IPv4 range of the new VPC. A change replaces the VPC and everything in it.",
    "a network of /16 to /20 (65,536 to 4,096 addresses), for example 10.20.0.0/16",
  ).optional(),
  availabilityZones: setting(
    z.union([z.literal([2, 3]), z.array(z.string().regex(zoneNamePattern)).min(2).max(3)]),
    "Number of zones, or their names. A zone's place in the list is its slot in the CIDR plan: append, never reorder.",
    "2 or 3, or a list of 2 or 3 zone names, for example [us-east-1a, us-east-1b]",
  ).default(2),
  natGateways: oneOf(
    ["none", "single", "perAz"],
    "NAT gateways of the private subnets: `none` means no internet access, `single` depends on one zone, `perAz` survives the loss of a zone.",
  ).default("single"),
  existingVpc: existingVpcSettings
    .describe("An existing VPC to use. Default: the stack creates one in `cidr`.")
    .optional(),
  flowLogRetentionDays: logRetention("VPC flow logs").default(7),
  onPremises: onPremisesSettings
    .describe("The data centre and the connection to it. Default: none.")
    .optional(),
});

/** Settings of the VPC and of the connection to the data centre, with defaults filled in. */
export type NetworkSettings = z.output<typeof networkSettings>;
