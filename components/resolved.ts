import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../lib/map-values";

/** The position of an output in the list of outputs. */
class Slot {
  constructor(readonly index: number) {}
}

/**
 * A nested value whose outputs are resolved. `pulumi.output` says the same, but makes outputs of
 * every object and list in the value too, which takes long for a large one.
 */
export function resolved<T>(value: T): pulumi.Output<pulumi.Unwrap<T>> {
  const slots = new Map<unknown, Slot>();
  const slotted = replaceLeaves(value, (leaf) => {
    if (!pulumi.Output.isInstance(leaf)) return leaf;
    const slot = slots.get(leaf) ?? new Slot(slots.size);
    slots.set(leaf, slot);
    return slot;
  });
  return pulumi
    .all([...slots.keys()])
    .apply((values) =>
      replaceLeaves(slotted, (leaf) => (leaf instanceof Slot ? values[leaf.index] : leaf)),
    ) as pulumi.Output<pulumi.Unwrap<T>>;
}

/** A copy of nested lists and plain objects, with something in the place of each other value. */
function replaceLeaves(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceLeaves(item, replace));
  if (typeof value !== "object" || value === null) return replace(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return replace(value);
  return mapValues(value as Record<string, unknown>, (item) => replaceLeaves(item, replace));
}
