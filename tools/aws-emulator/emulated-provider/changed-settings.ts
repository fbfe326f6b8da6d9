import { isDeepStrictEqual } from "node:util";

/** The settings of a request that differ from those before; AWS acts on some merely for being sent. */
export function changedSettings<Settings extends object>(
  before: Settings,
  after: Settings,
): Partial<Settings> {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(old.get(name), value)),
  ) as Partial<Settings>;
}
