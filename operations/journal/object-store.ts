/** An object, and the tag of this version of it. */
export interface StoredObject {
  readonly text: string;
  readonly tag: string;
}

/**
 * Objects by key, written only under a condition: of two operators who write the same object, one
 * succeeds.
 */
export interface ObjectStore {
  /** The newest version; undefined when there is none. */
  readonly read: (key: string) => Promise<StoredObject | undefined>;
  /** Writes an object that is not there yet. Undefined when it is, with other text. */
  readonly create: (key: string, text: string) => Promise<StoredObject | undefined>;
  /** Replaces one version of an object. Undefined when another version is the newest by now. */
  readonly replace: (
    key: string,
    text: string,
    previous: StoredObject,
  ) => Promise<StoredObject | undefined>;
  /** The keys that begin with a prefix, sorted. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
}
