import { fits } from "./names";

/*
 * Lists of versions, classes and runtimes are true on the day that they are written. What is newer
 * than all that they have of its kind cannot be judged by them.
 */

/** Whether a name is on the list, whose entries may hold `*`. */
export function isListed(name: string, list: readonly string[]): boolean {
  return list.some((entry) => fits(name, entry, []));
}

/** Whether a name of a family on the list has higher numbers than all entries of the family. */
export function isNewer(name: string, list: readonly string[]): boolean {
  const own = numbersIn(name);
  const family = list.filter((entry) => familyOf(entry) === familyOf(name));
  return family.length > 0 && family.every((entry) => compare(own, numbersIn(entry)) > 0);
}

/** The family of an instance class: `db.r8g.large` and `db.r6g.*` differ in the number. */
function familyOf(name: string): string {
  return name.split(/\d/)[0] ?? "";
}

/** The numbers of a version, or of a class without its size. */
function numbersIn(name: string): readonly number[] {
  return (name.replace(/\.\d*x?large$/, "").match(/\d+/g) ?? []).map(Number);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length);
  const differences = Array.from({ length }, (_, at) => (one[at] ?? 0) - (other[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
