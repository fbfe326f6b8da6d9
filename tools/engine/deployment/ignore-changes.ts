import { isMap, type PropertyMap, type PropertyValue, revealed } from "@landing-zone/plan/values";
import { parsePropertyPath, type PropertyPath } from "@landing-zone/plan/property-path";

/**
 * The inputs, with the deployed values of the paths in the option `ignoreChanges`: the old value,
 * or none if there was none.
 * @param paths Such as `tags.Owner` or `rules[0].port`.
 */
export function ignoreChanges(
  inputs: PropertyMap,
  old: PropertyMap,
  paths: readonly string[],
): PropertyMap {
  return paths
    .map(parsePropertyPath)
    .reduce<PropertyMap>(
      (changed, path) => withValue(changed, path, valueAt(old, path)) as PropertyMap,
      inputs,
    );
}

/** The value at a path; undefined when the path leads nowhere. */
export function valueAt(root: PropertyValue, path: PropertyPath): PropertyValue | undefined {
  return path.reduce<PropertyValue | undefined>((value, key) => {
    const container = revealed(value ?? null);
    if (typeof key === "number") return Array.isArray(container) ? container[key] : undefined;
    return isMap(container) ? container[key] : undefined;
  }, root);
}

/** A copy with the value at the path, or without it; a path that leads nowhere changes nothing. */
function withValue(
  root: PropertyValue,
  [key, ...rest]: PropertyPath,
  value: PropertyValue | undefined,
): PropertyValue {
  if (Array.isArray(root) && typeof key === "number" && key < root.length) {
    const inner = rest.length === 0 ? value : withValue(root[key] ?? null, rest, value);
    return root.map((item, index) => (index === key ? (inner ?? item) : item));
  }
  if (!isMap(root) || typeof key !== "string") return root;
  if (rest.length > 0) {
    return key in root ? { ...root, [key]: withValue(root[key] ?? null, rest, value) } : root;
  }
  const others = Object.fromEntries(Object.entries(root).filter(([name]) => name !== key));
  return value === undefined ? others : { ...root, [key]: value };
}
