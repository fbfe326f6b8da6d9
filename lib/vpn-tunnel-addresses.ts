import { containsCidr, overlapCidr, parseCidr } from "cidr-tools";

/** The link-local range that the inside addresses of VPN tunnels come from. */
const linkLocal = "169.254.0.0/16";

/**
 * Inside ranges that AWS keeps for itself.
 *
 * Source: "Tunnel options for your AWS Site-to-Site VPN connection", AWS Site-to-Site VPN User Guide.
 */
const reserved = [
  "169.254.0.0/30",
  "169.254.1.0/30",
  "169.254.2.0/30",
  "169.254.3.0/30",
  "169.254.4.0/30",
  "169.254.5.0/30",
  "169.254.169.252/30",
];

/**
 * Whether a VPN tunnel can have its inside addresses from a range.
 *
 * @param cidr An IPv4 range in CIDR notation, such as 169.254.10.0/30.
 */
export function isTunnelInsideCidr(cidr: string): boolean {
  const { ip, start, prefix } = parseCidr(cidr);
  return (
    Number(prefix) === 30 &&
    parseCidr(ip).start === start &&
    containsCidr(linkLocal, cidr) &&
    !overlapCidr(cidr, reserved)
  );
}
