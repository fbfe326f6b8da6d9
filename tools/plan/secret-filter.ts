import { isSecret, mapValues, type PropertyMap, revealed } from "./values";

/** Shorter secrets are not looked for, as in Pulumi: replacing "no" would garble every message. */
const shortest = 3;

/** Blanks out secret values in text that people see: messages of policies, programs and errors. */
export class SecretFilter {
  readonly #secrets = new Set<string>();

  /** Remembers a secret text. */
  add(text: string): void {
    if (text.length >= shortest) {
      this.#secrets.add(text);
      this.#secrets.add(JSON.stringify(text).slice(1, -1));
    }
  }

  /** Remembers every secret text within a resource's properties. */
  addFrom(properties: PropertyMap): void {
    mapValues(properties, (value) => {
      const inner = isSecret(value) ? revealed(value) : undefined;
      if (typeof inner === "string") {
        this.add(inner);
      }
      return undefined;
    });
  }

  /** The text with "[secret]" in place of each remembered secret. */
  apply(text: string): string {
    let filtered = text;
    for (const secret of this.#secrets) {
      filtered = filtered.replaceAll(secret, "[secret]");
    }
    return filtered;
  }

  /** A copy of a value in which {@link apply} went over every text, names of properties too. */
  applyToAll<T>(value: T): T {
    if (this.#secrets.size === 0) return value;
    const copy = (part: unknown): unknown => {
      if (typeof part === "string") return this.apply(part);
      if (Array.isArray(part)) return part.map(copy);
      if (typeof part !== "object" || part === null) return part;
      return Object.fromEntries(
        Object.entries(part).map(([key, inner]) => [this.apply(key), copy(inner)]),
      );
    };
    return copy(value) as T;
  }
}
