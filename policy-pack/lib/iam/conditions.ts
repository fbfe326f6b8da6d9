import { areOpen, isCidr, isPublic, prefixOf } from "../cidr";
import { asRecord } from "../props";
import { grammarOf, type Narrowing } from "./condition-keys";

/** One operator on one key of a statement's Condition; names in lower case. */
export interface Condition {
  /** The operator without its quantifier, `not` and `IfExists`: stringequals, arnlike, ipaddress. */
  readonly operator: string;
  readonly negated: boolean;
  /** Whether it also holds where the request has no such key. */
  readonly ifExists: boolean;
  readonly quantifier: "forallvalues" | "foranyvalue" | undefined;
  readonly key: string;
  /** The values; a value that is not a text, number or truth value is undefined. */
  readonly values: readonly (string | undefined)[];
}

const operatorForm =
  /^(?:(forallvalues|foranyvalue):)?(string|arn|ip|numeric|date)?(not)?([a-z]+?)(ifexists)?$/;

/** The conditions of a statement. IAM ignores the case of operators and keys. */
export function conditionsIn(condition: unknown): Condition[] {
  return entriesOf(condition).flatMap(([name, entries]) =>
    entriesOf(entries).map(([key, value]) => ({
      ...operatorIn(name.toLowerCase()),
      key: key.toLowerCase(),
      values: (Array.isArray(value) ? Array.from<unknown>(value) : [value]).map(scalar),
    })),
  );
}

/** A condition that cannot be read counts: it narrows no Allow, and no Deny is sure to apply. */
function entriesOf(value: unknown): (readonly [string, unknown])[] {
  const map = asRecord(value);
  return map ? Object.entries(map) : [["", { "": undefined }]];
}

/**
 * Whether the conditions of an Allow let through only known callers, resources, keys or secrets. One
 * is enough: all of them must hold.
 */
export function narrows(conditions: readonly Condition[], narrowing: Narrowing): boolean {
  const present = new Set(conditions.filter(demandsKey).map(({ key }) => key));
  return conditions.some(
    (condition) =>
      !condition.negated &&
      ((!condition.ifExists && condition.quantifier !== "forallvalues") ||
        present.has(condition.key)) &&
      isDefinite(condition, narrowing),
  );
}

/**
 * Whether the conditions of a Deny hold for everybody but known callers or resources: each of them
 * is the negation of one that narrows.
 */
export function sparesOnly(conditions: readonly Condition[], narrowing: Narrowing): boolean {
  return conditions.every(
    (condition) =>
      condition.negated &&
      condition.quantifier !== "foranyvalue" &&
      isDefinite(condition, narrowing),
  );
}

/** Whether requests without TLS are all that the conditions are about, and none of those is left out. */
export function isPlainHttpOnly(conditions: readonly Condition[]): boolean {
  const [condition, ...others] = conditions;
  return (
    others.length === 0 &&
    condition?.key === "aws:securetransport" &&
    condition.operator === "bool" &&
    condition.quantifier !== "foranyvalue" &&
    condition.values.length > 0 &&
    condition.values.every((value) => value?.toLowerCase() === "false")
  );
}

/** Whether the condition ties its key to values that are definite, each by the grammar of the key. */
function isDefinite({ operator, key, values }: Condition, narrowing: Narrowing): boolean {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) {
    return false;
  }
  if (operator === "ipaddress") {
    return narrowing === "callers" && key === "aws:sourceip" && areFew(known);
  }
  const grammar = grammarOf(key, narrowing);
  const isText = textOperators.has(operator);
  const isArn = key.endsWith("arn") && arnOperators.has(operator);
  return (
    grammar !== undefined && (isText || isArn) && known.every((value) => grammar(value, isText))
  );
}

const textOperators: ReadonlySet<string> = new Set([
  "stringequals",
  "stringlike",
  "stringequalsignorecase",
]);
const arnOperators: ReadonlySet<string> = new Set(["arnequals", "arnlike"]);

/** The shortest prefixes of ranges that a caller's address may be tied to. */
const shortest = { 4: 16, 6: 32 } as const;

/** Whether the addresses are few. No request to AWS comes from a private one. */
function areFew(values: readonly string[]): boolean {
  const ranges = values.map((value) =>
    value.includes("/") ? value : `${value}/${value.includes(":") ? 128 : 32}`,
  );
  const routed = ranges.filter(isPublic);
  return (
    ranges.every(isCidr) &&
    !areOpen(routed) &&
    routed.every((range) => prefixOf(range) >= shortest[range.includes(":") ? 6 : 4])
  );
}

/** Whether the condition fails where the request has no such key. */
function demandsKey({ operator, negated, ifExists, values }: Condition): boolean {
  const isNullFalse =
    operator === "null" &&
    values.length > 0 &&
    values.every((value) => value?.toLowerCase() === "false");
  return isNullFalse && !negated && !ifExists;
}

function operatorIn(name: string): Omit<Condition, "key" | "values"> {
  const [, quantifier, family = "", not, comparison = name, ifExists] =
    operatorForm.exec(name) ?? [];
  return {
    operator: `${family}${comparison}`,
    negated: not !== undefined,
    ifExists: ifExists !== undefined,
    quantifier: quantifier as Condition["quantifier"],
  };
}

/** A value as IAM compares it. */
function scalar(value: unknown): string | undefined {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}
