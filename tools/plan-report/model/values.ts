/** The plan's placeholders for secret and unknown values. */
export const placeholders: ReadonlySet<unknown> = new Set(["[secret]", "[unknown]"]);

/** A text that is known and no secret. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && !placeholders.has(value) ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The items of a list; none for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The known texts of a list. */
export function textsOf(value: unknown): string[] {
  return listOf(value)
    .map(textOf)
    .filter((text) => text !== undefined);
}

/** The entries of a map; none for anything else. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A map that a property holds as a JSON text, such as DMS task settings; empty when it is none. */
export function documentOf(value: unknown): Readonly<Record<string, unknown>> {
  try {
    return mapOf(JSON.parse(textOf(value) ?? "{}"));
  } catch {
    return {};
  }
}

/** "1 zone", "3 zones". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
