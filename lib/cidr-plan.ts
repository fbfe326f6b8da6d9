import { parseCidr } from "cidr-tools";

/** The subnets of a VPC by tier; one CIDR a zone, in the order of the zones. */
export interface SubnetPlan {
  /** For internet-facing resources: load balancer, NAT gateways. */
  readonly public: string[];
  /** For what reaches out: replication instance, application, rotation functions. */
  readonly private: string[];
  /** For databases: no route out of the VPC. */
  readonly database: string[];
}

/** A VPC is cut into this many slots of equal size, one a zone, whether used or not. */
const slots = 4;

/**
 * Divides a VPC so that adding a zone moves no subnet.
 *
 * Each of four zones has a quarter of the VPC reserved. The first half of the quarter is the private
 * subnet, the next eighth the public one, the eighth after it the database's; the last quarter of it
 * stays free. For 10.20.0.0/16, zone 0: 10.20.0.0/19, 10.20.32.0/21, 10.20.40.0/21.
 *
 * @param cidr The VPC's range: a network address of /16 to /20, so that subnets are /28 or larger.
 * @param zoneCount 1 to 4.
 */
export function planSubnets(cidr: string, zoneCount: number): SubnetPlan {
  const { start, prefix } = parseCidr(cidr);
  const vpcPrefix = Number(prefix);
  const slotSize = 2 ** (32 - vpcPrefix) / slots;
  const subnet = (zone: number, offset: number, prefixInVpc: number) =>
    `${toAddress(Number(start) + zone * slotSize + offset)}/${vpcPrefix + prefixInVpc}`;
  const zones = Array.from({ length: zoneCount }, (_, zone) => zone);
  return {
    private: zones.map((zone) => subnet(zone, 0, 3)),
    public: zones.map((zone) => subnet(zone, slotSize / 2, 5)),
    database: zones.map((zone) => subnet(zone, (slotSize * 5) / 8, 5)),
  };
}

function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}
