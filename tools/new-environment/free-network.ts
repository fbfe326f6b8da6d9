import { excludeCidr, parseCidr } from "cidr-tools";

/** Usual address space of organisations' networks. */
const privateSpace = "10.0.0.0/8";

/**
 * The first network in 10.0.0.0/8 of the size of `model` that overlaps none of `taken`.
 *
 * @throws RangeError when there is none left.
 */
export function freeNetwork(model: string, taken: readonly string[]): string {
  const { prefix } = parseCidr(model);
  const room = excludeCidr(privateSpace, [...taken])
    .map(parseCidr)
    .find((free) => Number(free.prefix) <= Number(prefix));
  if (!room) throw new RangeError(`No network of the size of ${model} is free in ${privateSpace}`);
  return `${room.ip}/${prefix}`;
}
