/** A key column and how to compare it with a boundary. */
export interface KeyColumn {
  /** Its quoted name. */
  readonly name: string;
  /** The type that a boundary is cast to, such as `UNSIGNED`; absent where text is compared as it is. */
  readonly cast?: string | undefined;
}

/** A boundary: a value for each key column. */
export type Boundary<Value> = readonly Value[];

/** The keys after one boundary and up to another, that one included. Without a boundary: to the end. */
export interface KeyRange<Value> {
  readonly after?: Boundary<Value> | undefined;
  readonly upTo?: Boundary<Value> | undefined;
}

/** A condition with a placeholder for each parameter. */
export interface Condition<Value> {
  readonly sql: string;
  readonly parameters: readonly Value[];
}

/**
 * The condition that a key is in a range. MySQL uses no index for `(a, b) > (?, ?)`, so it is written
 * out: `a >= ? AND (a > ? OR (a = ? AND b > ?))`.
 */
export function inRange<Value>(
  key: readonly KeyColumn[],
  { after, upTo }: KeyRange<Value>,
): Condition<Value> {
  return allOf([
    ...(after === undefined ? [] : [compared(key, after, ">", ">")]),
    ...(upTo === undefined ? [] : [compared(key, upTo, "<", "<=")]),
  ]);
}

/** The condition that a key is one of these. */
export function isOneOf<Value>(
  key: readonly KeyColumn[],
  keys: readonly Boundary<Value>[],
): Condition<Value> {
  const one = `(${key.map((column) => `${column.name} = ${placeholder(column)}`).join(" AND ")})`;
  return {
    sql: keys.length === 0 ? "FALSE" : `(${keys.map(() => one).join(" OR ")})`,
    parameters: keys.flat(),
  };
}

/** All of some conditions. */
export function allOf<Value>(conditions: readonly Condition<Value>[]): Condition<Value> {
  return {
    sql: conditions.length === 0 ? "TRUE" : conditions.map(({ sql }) => sql).join(" AND "),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** @param last How the last column compares: with the boundary itself, or without it. */
function compared<Value>(
  [first, ...rest]: readonly KeyColumn[],
  [value, ...values]: Boundary<Value>,
  strict: ">" | "<",
  last: ">" | "<" | "<=",
): Condition<Value> {
  if (first === undefined || value === undefined) throw new RangeError("A key needs a column.");
  const here = first.name;
  const mark = placeholder(first);
  if (rest.length === 0) return { sql: `${here} ${last} ${mark}`, parameters: [value] };
  const inner = compared(rest, values, strict, last);
  return {
    sql: `${here} ${strict}= ${mark} AND (${here} ${strict} ${mark} OR (${here} = ${mark} AND ${inner.sql}))`,
    parameters: [value, value, value, ...inner.parameters],
  };
}

const placeholder = ({ cast }: KeyColumn) => (cast === undefined ? "?" : `CAST(? AS ${cast})`);

/** Rows of a chunk at first, at least and at most. */
const chunkRows = { first: 10_000, least: 500, most: 100_000 };

/** How long a chunk should take, in milliseconds: a source serves others between two chunks. */
const chunkMs = 500;

/**
 * The size of the next chunk, so that it takes about half a second.
 *
 * @param previous The chunk before it; absent for the first one.
 */
export function nextChunkRows(previous?: { readonly rows: number; readonly ms: number }): number {
  if (previous === undefined) return chunkRows.first;
  const wanted = (previous.rows * chunkMs) / Math.max(previous.ms, 1);
  // No jumps: one slow chunk may have waited for something else.
  const bounded = Math.min(Math.max(wanted, previous.rows / 2), previous.rows * 2);
  return Math.round(Math.min(Math.max(bounded, chunkRows.least), chunkRows.most));
}
