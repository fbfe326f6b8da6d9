import type { TableSelection } from "../settings/table-mappings";

/** Whether some name matches both patterns, in which `%` stands for any characters. */
export function patternsMeet(left: string, right: string): boolean {
  const known = new Map<string, boolean>();
  const meet = (i: number, j: number): boolean => {
    const key = `${i} ${j}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const result = meetAt(i, j);
    known.set(key, result);
    return result;
  };
  const meetAt = (i: number, j: number): boolean => {
    const [a, b] = [left[i], right[j]];
    if (a === undefined && b === undefined) return true;
    if (a === "%") return meet(i + 1, j) || (b !== undefined && meet(i, j + 1));
    if (b === "%") return meet(i, j + 1) || (a !== undefined && meet(i + 1, j));
    return a === b && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}

/** Whether every name that matches the inner pattern matches the outer one. */
export function patternCovers(outer: string, inner: string): boolean {
  const expression = outer
    .split("%")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"))
    .join(".*");
  // A wildcard of the inner pattern is a character that only a wildcard matches.
  return new RegExp(`^${expression}$`, "su").test(inner.replaceAll("%", "\uFFFF"));
}

type Names = Pick<TableSelection, "schema" | "table">;

/**
 * Two selections, one of each list, that take the same rows of the same table; undefined when none
 * do. Excludes count, and so do filters of one column whose values cannot be the same.
 */
export function overlapOf(
  left: readonly TableSelection[],
  right: readonly TableSelection[],
): readonly [TableSelection, TableSelection] | undefined {
  const excluded = [...left, ...right].filter(({ action }) => action === "exclude");
  const isLeftOut = (names: Names) => excluded.some((exclude) => namesCover(exclude, names));
  for (const a of left.filter(({ action }) => action !== "exclude")) {
    for (const b of right.filter(({ action }) => action !== "exclude")) {
      const isApart = isLeftOut(a) || isLeftOut(b) || !namesMeet(a, b) || filtersPart(a, b);
      if (!isApart) return [a, b];
    }
  }
  return undefined;
}

function namesMeet(a: Names, b: Names): boolean {
  return patternsMeet(a.schema, b.schema) && patternsMeet(a.table, b.table);
}

function namesCover(outer: Names, inner: Names): boolean {
  return patternCovers(outer.schema, inner.schema) && patternCovers(outer.table, inner.table);
}

type Filter = NonNullable<TableSelection["filters"]>[number];

function filtersPart({ filters: a = [] }: TableSelection, { filters: b = [] }: TableSelection) {
  return a.some((one) => b.some((other) => one.column === other.column && valuesPart(one, other)));
}

function valuesPart(a: Filter, b: Filter): boolean {
  if (a.oneOf !== undefined && b.oneOf !== undefined) {
    const values = new Set(b.oneOf.map(String));
    return !a.oneOf.some((value) => values.has(String(value)));
  }
  return isBelow(a.atMost, b.atLeast) || isBelow(b.atMost, a.atLeast);
}

/** Whether one bound is below another; only numbers have an order that MySQL shares. */
function isBelow(end: string | number | undefined, start: string | number | undefined): boolean {
  if (end === undefined || start === undefined) return false;
  const [last, first] = [Number(end), Number(start)];
  const areNumbers = !Number.isNaN(last) && !Number.isNaN(first);
  return areNumbers ? last < first : String(end) < String(start) && isDate(end) && isDate(start);
}

function isDate(value: string | number): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(String(value));
}
