import type { Tags } from "./resource";

/** Tags as most AWS APIs take them. */
export function tagList(tags: Tags | undefined): { Key: string; Value: string }[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as most AWS APIs return them, without those that AWS itself sets. */
export function tagMap(list: { Key?: string; Value?: string }[] | undefined): Tags {
  const entries = (list ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith("aws:")));
}

/** The tags to set and the keys to remove so that `before` becomes `after`. */
export function tagChanges(before: Tags, after: Tags): { set: Tags; remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value)),
    remove: Object.keys(before).filter((key) => !(key in after)),
  };
}
