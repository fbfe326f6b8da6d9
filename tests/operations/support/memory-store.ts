import type { ObjectStore, StoredObject } from "../../../operations/journal/object-store";

/** The objects of a bucket, in memory. */
export interface MemoryStore extends ObjectStore {
  readonly objects: Map<string, StoredObject>;
}

/** A bucket of its own for a test. */
export function memoryStore(): MemoryStore {
  const objects = new Map<string, StoredObject>();
  let version = 0;
  const put = (key: string, text: string): Promise<StoredObject> => {
    const stored = { text, tag: String((version += 1)) };
    objects.set(key, stored);
    return Promise.resolve(stored);
  };
  return {
    objects,
    read: (key) => Promise.resolve(objects.get(key)),
    create: (key, text) => (objects.has(key) ? Promise.resolve(undefined) : put(key, text)),
    replace: (key, text, { tag }) =>
      objects.get(key)?.tag === tag ? put(key, text) : Promise.resolve(undefined),
    list: (prefix) =>
      Promise.resolve([...objects.keys()].filter((key) => key.startsWith(prefix)).sort()),
  };
}
