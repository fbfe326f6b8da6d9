import { isIP } from "node:net";
import { containsCidr, excludeCidr, mergeCidr, overlapCidr, parseCidr } from "cidr-tools";

/** Ranges that are not routed on the internet: RFC 1918, RFC 6598, unique local and link-local IPv6. */
export const privateRanges: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
  "fe80::/10",
];

/** Whether the text is an address range with its prefix length. */
export function isCidr(text: string): boolean {
  const [, address = "", prefix = ""] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** Whether the range lies inside one of the others, or a union of them. */
export function isInside(cidr: string, ranges: readonly string[]): boolean {
  return isCidr(cidr) && attempt(() => containsCidr(ranges.filter(isCidr), cidr), false);
}

/** Whether two ranges share an address. Malformed ranges share none. */
export function overlaps(one: string, other: string): boolean {
  return isCidr(one) && isCidr(other) && attempt(() => overlapCidr(one, other), false);
}

/** What is left of the ranges without others. Malformed ranges are left out. */
export function without(ranges: readonly string[], others: readonly string[]): readonly string[] {
  const valid = ranges.filter(isCidr);
  return attempt(() => excludeCidr(valid, others.filter(isCidr)), valid);
}

/** Whether the text is an address range that is routed on the internet. */
export function isPublic(text: string): boolean {
  return isCidr(text) && !isInside(text, privateRanges);
}

/**
 * Whether the range is the internet or a large part of it: public, and wider than /8 (IPv4) or
 * /32 (IPv6), so that halves and quarters of the internet count too.
 */
export function isOpen(cidr: string): boolean {
  if (!isPublic(cidr)) {
    return false;
  }
  const { version, prefix } = parseCidr(cidr);
  return Number(prefix) < (version === 4 ? 8 : 32);
}

/** The prefix length of a range; NaN of a text that is none. */
export function prefixOf(cidr: string): number {
  return isCidr(cidr) ? Number(cidr.slice(cidr.indexOf("/") + 1)) : NaN;
}

/** The addresses in the largest range that is not open, by version of IP. */
const largest = { 4: 2n ** 24n, 6: 2n ** 96n } as const;

/** Whether the public ranges together are a large part of the internet, however it is split. */
export function areOpen(cidrs: readonly string[]): boolean {
  const ranges = [...new Set(cidrs)].filter(isPublic);
  if (ranges.some(isOpen)) {
    return true;
  }
  const merged = attempt(() => mergeCidr(ranges), ranges);
  return ([4, 6] as const).some((version) => {
    const own = merged.filter((range) => isIP(range.split("/")[0] ?? "") === version);
    const bits = version === 4 ? 32n : 128n;
    const addresses = own.map((range) => 2n ** (bits - BigInt(prefixOf(range))));
    return addresses.reduce((sum, count) => sum + count, 0n) > largest[version];
  });
}

function attempt<T>(compute: () => T, otherwise: T): T {
  try {
    return compute();
  } catch {
    return otherwise;
  }
}
