import { UsageError } from "./errors";

/** Keys and list positions that lead to a value, such as `["migrations", "orders", "tables", 0]`. */
export type PropertyPath = readonly (string | number)[];

/** `name`, `["any name"]` or `[0]`, with the dot that separates names. */
const segment = /\.?([^.[\]"]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/y;

/**
 * Reads a path as `pulumi config set --path` takes it: `dms.migrations["my db"].tables[0]`.
 * @throws UsageError showing the path.
 */
export function parsePropertyPath(text: string): PropertyPath {
  const path: (string | number)[] = [];
  segment.lastIndex = 0;
  while (segment.lastIndex < text.length) {
    const [, name, quoted, index] = segment.exec(text) ?? [];
    const key = name ?? quoted?.replaceAll(/\\(.)/g, "$1");
    if (key !== undefined) {
      path.push(key);
    } else if (index !== undefined) {
      path.push(Number(index));
    } else {
      throw new UsageError(
        `"${text}" is not a configuration path. Write it like dms.migrations.orders.tables[0].schema.`,
      );
    }
  }
  return path;
}

/**
 * A copy of `root` with the value at the path set; missing maps and lists are made on the way.
 * @throws UsageError when the path goes through a scalar or leaves a gap in a list.
 */
export function withValueAt(root: unknown, path: PropertyPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value;
  }
  if (typeof key === "number") {
    return withItemAt(root ?? [], key, rest, value);
  }
  if (root !== undefined && root !== null && (typeof root !== "object" || Array.isArray(root))) {
    throw new UsageError(`"${key}" cannot be set: what holds it is not a map.`);
  }
  const map = (root ?? {}) as Readonly<Record<string, unknown>>;
  return { ...map, [key]: withValueAt(map[key], rest, value) };
}

function withItemAt(root: unknown, index: number, rest: PropertyPath, value: unknown): unknown {
  if (!Array.isArray(root)) {
    throw new UsageError(`[${index}] cannot be set: what holds it is not a list.`);
  }
  if (index > root.length) {
    throw new UsageError(`[${index}] cannot be set: the list has ${root.length} items.`);
  }
  const items: unknown[] = [...(root as unknown[])];
  items[index] = withValueAt(items[index], rest, value);
  return items;
}
