import { isDeepStrictEqual } from "node:util";
import { canonical, isRecord, unread } from "./values";
import { type Tags, whoseChange } from "./whose";

/** Something in AWS, as it is declared or as it is there. */
export interface Thing {
  /** By which the declared and the real one are found to be the same. */
  readonly id: string;
  /** Name in messages, such as `log group /aws/lambda/x`. */
  readonly label: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Of the real one: its tags, where AWS keeps any. */
  readonly tags?: Tags | undefined;
}

/** Rules for comparing things of one kind. */
export interface Comparison {
  /**
   * Values, by property, that count as undeclared: one value, or any of a list. Other undeclared
   * properties must be absent.
   */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Names of values that are not compared. */
  readonly ignored: ReadonlySet<string>;
  /** The tags that the stack gives everything it makes. */
  readonly ours: Tags;
}

/** Characters of a value that a message shows. */
const shownLength = 400;

/** The differences between the found and the declared things; each names the thing. */
export function compareThings(
  live: readonly Thing[],
  declared: readonly Thing[],
  comparison: Comparison,
): readonly string[] {
  const byId = new Map(live.map((thing) => [thing.id, thing]));
  const expected = new Set(declared.map(({ id }) => id));
  return [
    ...declared.flatMap((thing) => {
      const found = byId.get(thing.id);
      return found === undefined
        ? [`${thing.label}: is not there, expected it as declared: ${show(thing.values)}`]
        : compareValues(found, thing, comparison);
    }),
    ...live
      .filter(({ id }) => !expected.has(id))
      .map(
        ({ label, values, tags }) =>
          `${label}: is there with ${show(values)}, expected none: it is not declared${whoseChange(tags, comparison.ours)}`,
      ),
  ];
}

function compareValues(found: Thing, declared: Thing, comparison: Comparison): readonly string[] {
  const { defaults, ignored, ours } = comparison;
  const names = new Set([...Object.keys(declared.values), ...Object.keys(found.values)]);
  return [...names]
    .filter((name) => !ignored.has(name) && found.values[name] !== unread)
    .flatMap((name) => {
      const value = found.values[name];
      if (name in declared.values && declared.values[name] !== undefined) {
        return differences(name, value, declared.values[name]);
      }
      return [defaults[name]].flat().some((it) => isUndeclared(value, it))
        ? []
        : differences(name, value, [defaults[name]].flat()[0]);
    })
    .map((difference) => `${found.label}: ${difference}${whoseChange(found.tags, ours)}`);
}

/** Whether an undeclared value is AWS's default, which AWS may not show at all. */
function isUndeclared(value: unknown, byDefault: unknown): boolean {
  const actual = canonical(value);
  return actual === undefined || isDeepStrictEqual(actual, canonical(byDefault));
}

/** Lists the differences between a value and the declared one, part by part. */
export function differences(path: string, found: unknown, declared: unknown): readonly string[] {
  const [actual, expected] = [canonical(found), canonical(declared)];
  if (isDeepStrictEqual(actual, expected)) return [];
  if (isRecord(actual) && isRecord(expected)) {
    const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...names].flatMap((name) =>
      differences(`${path}.${name}`, actual[name], expected[name]),
    );
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return listDifferences(path, actual, expected);
  }
  return [`${path} is ${show(actual)}, expected ${show(expected)}`];
}

function listDifferences(
  path: string,
  actual: readonly unknown[],
  expected: readonly unknown[],
): readonly string[] {
  const extra = without(actual, expected);
  const missing = without(expected, actual);
  const [one] = extra;
  const [other] = missing;
  if (extra.length === 1 && missing.length === 1 && isRecord(one) && isRecord(other)) {
    return differences(`${path}[${nameOf(other)}]`, one, other);
  }
  const parts = [
    ...(extra.length > 0 ? [`has ${list(extra)}, which is not declared`] : []),
    ...(missing.length > 0 ? [`lacks ${list(missing)}`] : []),
  ];
  return [`${path} ${parts.join(", and ")}, expected ${show(expected)}`];
}

/** The members of a list that another has not, one for one. */
function without(members: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const rest = others.map((other) => JSON.stringify(other));
  return members.filter((member) => {
    const index = rest.indexOf(JSON.stringify(member));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

/** By which people know a member of a list. */
function nameOf(member: Readonly<Record<string, unknown>>): string {
  const name = member["name"] ?? member["Sid"] ?? member["id"] ?? member["ruleName"];
  return typeof name === "string" ? name : "";
}

function list(members: readonly unknown[]): string {
  return members.map(show).join(", ");
}

/** A value as a message shows it. */
function show(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
