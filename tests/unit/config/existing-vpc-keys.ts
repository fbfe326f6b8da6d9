import { type TriedValues } from "./dms-keys";
import { configured, spacious } from "./example";

const id = (prefix: string, digit: number) => `${prefix}-0a1b2c3d4e5f6070${digit}`;

/** A zone's subnets; the database's route table is that of all zones. */
const zone = (first: number) => ({
  public: { subnetId: id("subnet", first), routeTableId: id("rtb", 1) },
  private: { subnetId: id("subnet", first + 1), routeTableId: id("rtb", first + 2) },
  database: { subnetId: id("subnet", first + 2), routeTableId: id("rtb", 2) },
});

/** {@link spacious} in a VPC that is given. */
export function inExistingVpc(): Record<string, unknown> {
  return configured(spacious(), {
    "network.cidr": undefined,
    "network.existingVpc": {
      id: id("vpc", 1),
      zones: { "us-east-1a": zone(1), "us-east-1b": zone(4) },
      endpoints: { securityGroupId: id("sg", 1), s3PrefixListId: id("pl", 1) },
    },
  });
}

const tier = (name: string, free: number): Record<string, TriedValues> => ({
  [`network.existingVpc.zones.us-east-1a.${name}.subnetId`]: {
    refused: ["subnet-1", "vpc-0a1b2c3d4e5f60701", "subnet-0A1B2C3D"],
    allowed: "the id of a subnet, for example subnet-0a1b2c3d4e5f60718",
    accepted: [id("subnet", 9), "subnet-0a1b2c3d"],
  },
  [`network.existingVpc.zones.us-east-1a.${name}.routeTableId`]: {
    refused: ["rtb-1", id("subnet", 1)],
    allowed: "the id of a route table, for example rtb-0a1b2c3d4e5f60718",
    accepted: [id("rtb", free)],
  },
});

/** The keys of `network.existingVpc`. */
export const existingVpcKeys: Record<string, TriedValues> = {
  "network.existingVpc.id": {
    refused: ["default", "vpc-1"],
    allowed: "the id of a VPC",
    accepted: ["vpc-0a1b2c3d"],
  },
  "network.existingVpc.zones": {
    refused: [{}, { "us-east-1a": zone(1) }, [zone(1), zone(4)]],
    allowed: "a map of 2 or 3 zones",
    accepted: [{ "us-east-1f": zone(1), "us-east-1b": zone(4), "us-east-1c": zone(7) }],
  },
  ...tier("public", 9),
  ...tier("private", 9),
  ...tier("database", 9),
  "network.existingVpc.endpoints.securityGroupId": {
    refused: ["default"],
    allowed: "the id of a security group",
    accepted: [id("sg", 2)],
  },
  "network.existingVpc.endpoints.s3PrefixListId": {
    refused: ["com.amazonaws.us-east-1.s3"],
    allowed: "the id of a prefix list",
    accepted: ["pl-63a5400a"],
  },
};
