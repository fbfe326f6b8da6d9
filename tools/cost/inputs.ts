/** A property that is a number, or the text of one; undefined for anything else. */
export function numberIn(from: unknown, property: string): number | undefined {
  const value = mapOf(from)[property];
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
}

/** A property that is a text; undefined for anything else. */
export function textIn(from: unknown, property: string): string | undefined {
  const value = mapOf(from)[property];
  return typeof value === "string" ? value : undefined;
}

/** A property that is a map; empty for anything else. */
export function mapIn(from: unknown, property: string): Readonly<Record<string, unknown>> {
  return mapOf(mapOf(from)[property]);
}

/** The number of items of a property that is a list; undefined for anything else. */
export function lengthIn(from: unknown, property: string): number | undefined {
  const value = mapOf(from)[property];
  return Array.isArray(value) ? value.length : undefined;
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** A number within limits, of which either may be absent. */
export function clamped(
  value: number,
  {
    min = 0,
    max = Infinity,
  }: { readonly min?: number | undefined; readonly max?: number | undefined },
): number {
  return Math.min(Math.max(value, min), max);
}
