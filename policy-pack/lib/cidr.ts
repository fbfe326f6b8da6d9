import { isIP } from "node:net";
import { containsCidr, excludeCidr, overlapCidr, parseCidr } from "cidr-tools";

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

/** The ranges without some others. Malformed ranges are left out. */
export function without(ranges: readonly string[], others: readonly string[]): readonly string[] {
  const valid = ranges.filter(isCidr);
  return attempt(() => excludeCidr(valid, others.filter(isCidr)), valid);
}

/** Whether the text is an address range that is routed on the internet. */
export function isPublic(text: string): boolean {
  return isCidr(text) && !attempt(() => isPrivate(text), false);
}

function isPrivate(cidr: string): boolean {
  const range = parseCidr(cidr);
  return parsedPrivate.some(
    ({ version, start, end }) =>
      version === range.version && start <= range.start && range.end <= end,
  );
}

/** None of them touches another, so that a range inside of all together is inside of one. */
const parsedPrivate = privateRanges.map((range) => parseCidr(range));

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
  const parsed = ranges.map((range) => parseCidr(range));
  return ([4, 6] as const).some(
    (version) =>
      addressesIn(parsed.filter((range) => range.version === version)) > largest[version],
  );
}

/** How many addresses ranges of one version have together, each counted once. */
function addressesIn(ranges: readonly { readonly start: bigint; readonly end: bigint }[]): bigint {
  const inOrder = ranges.toSorted((one, other) => (one.start < other.start ? -1 : 1));
  let [count, next] = [0n, 0n];
  for (const { start, end } of inOrder) {
    const from = start > next ? start : next;
    if (end >= from) {
      count += end - from + 1n;
      next = end + 1n;
    }
  }
  return count;
}

function attempt<T>(compute: () => T, otherwise: T): T {
  try {
    return compute();
  } catch {
    return otherwise;
  }
}
