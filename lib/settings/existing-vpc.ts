import { z } from "zod";
import { zoneNamePattern } from "../zones";
import { setting } from "./setting";

/** The id of a thing in a VPC, of either length that AWS has used. */
function idOf(prefix: string, kind: string, description: string) {
  return setting(
    z.string().regex(new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`)),
    description,
    `the id of a ${kind}, for example ${prefix}-0a1b2c3d4e5f60718`,
  );
}

function subnet(purpose: string, routes: string) {
  return z.strictObject({
    subnetId: idOf("subnet", "subnet", `Subnet ${purpose}.`),
    routeTableId: idOf("rtb", "route table", `Route table of that subnet: ${routes}.`),
  });
}

const zone = z.strictObject({
  public: subnet("of the load balancer", "it has a route to an internet gateway"),
  private: subnet(
    "of DMS, the rotation functions and the application",
    "a route to the internet may only go through NAT",
  ),
  database: subnet("of Aurora", "it has no route to the internet"),
});

const endpoints = z.strictObject({
  securityGroupId: idOf(
    "sg",
    "security group",
    "Group of the interface endpoints; the stack adds rules that let its own groups in on port 443.",
  ),
  s3PrefixListId: idOf("pl", "prefix list", "AWS's prefix list of S3 in the region."),
});

/** The schema of `network.existingVpc`. */
export const existingVpcSettings = z.strictObject({
  id: idOf("vpc", "VPC", "The VPC. A change replaces everything in it."),
  zones: setting(
    z
      .record(
        setting(
          z.string().regex(zoneNamePattern),
          "A zone.",
          "the name of an availability zone, for example us-east-1a",
        ),
        zone,
      )
      .refine((zones) => [2, 3].includes(Object.keys(zones).length)),
    "The subnets to use, by zone. Append zones, never reorder.",
    "a map of 2 or 3 zones, each with a public, a private and a database subnet",
  ),
  endpoints: endpoints
    .describe(
      "Existing private endpoints of the VPC for Secrets Manager, KMS, CloudWatch Logs, STS, RDS and S3, and of Session Manager (`ssm`, `ssmmessages`) for `operations.access.host`. Default: the stack creates them.",
    )
    .optional(),
});

/** An existing VPC, and the parts of it that the stack uses. */
export type ExistingVpc = z.output<typeof existingVpcSettings>;
