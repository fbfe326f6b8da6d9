/** A deployment's change to an existing object. */
export interface PlannedChange {
  readonly urn: string;
  readonly operation: "update" | "replace" | "delete";
  /** Names of the resource's own properties that change, such as `tunnel1DpdTimeoutSeconds`. */
  readonly properties: readonly string[];
  /** Whether the object stays where it is when it is replaced or deleted (`retainOnDelete`). */
  readonly isKept: boolean;
  /** The tag `Phase` of the resource, before and after the change; absent where neither has it. */
  readonly phase?: { readonly before: unknown; readonly after: unknown };
  /** The object as it was last known; empty when nobody knows. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Tags are changed without anything else being touched. */
const tags: readonly string[] = ["tags", "tagsAll"];

/** The properties that change, without those that do no harm. */
export function changedBesides(
  { properties }: PlannedChange,
  harmless: readonly string[] = [],
): readonly string[] {
  return properties.filter((property) => ![...tags, ...harmless].includes(property));
}
