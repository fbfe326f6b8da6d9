import { isLike } from "./names";
import { asRecord, text } from "./props";
import { requireWhollyKnown, type Props } from "./unknowns";

/** A statement of an IAM policy document, its one-or-many fields as lists. */
export interface Statement {
  readonly allows: boolean;
  readonly denies: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  /** Principals as "<type>:<value>", or "*" for everybody. */
  readonly principals: readonly string[];
  readonly hasNotPrincipal: boolean;
  readonly conditions: Props;
}

/**
 * The object that a JSON property holds, as text or as an object; undefined when it holds none or
 * the text is no JSON. Throws the SDK's signal when it is unknown or has an unknown part.
 */
export function jsonObject(props: Props, key: string): Props | undefined {
  const value = props[key];
  if (typeof value !== "string") {
    return asRecord(value);
  }
  requireWhollyKnown(value, key);
  try {
    return asRecord(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** The statements of an IAM policy document; undefined when it is none. */
export function statements(props: Props, key: string): Statement[] | undefined {
  const document = jsonObject(props, key);
  const list = document?.Statement;
  const items: unknown[] | undefined = Array.isArray(list) ? list : asRecord(list) && [list];
  return items?.map((item) => statement(asRecord(item) ?? {}));
}

/** Whether anybody at all may do what the statement allows: a "*" principal and no condition. */
export function isPublic(statement: Statement): boolean {
  return (
    statement.allows &&
    (statement.hasNotPrincipal || statement.principals.some(isEverybody)) &&
    !narrows(statement.conditions)
  );
}

/** Whether one of the patterns, which may hold `*`, matches the action; IAM ignores their case. */
export function matches(patterns: readonly string[], action: string): boolean {
  return isLike(
    action.toLowerCase(),
    patterns.map((pattern) => pattern.toLowerCase()),
  );
}

/** Condition keys that tie a request to an account, an organization, a resource or a network. */
const narrowing =
  /^(aws:(sourceaccount|sourcearn|sourceowner|sourceorgid|sourcevpc|sourcevpce|principalaccount|principalarn|principalorgid|principalorgpaths|resourceaccount)|kms:(calleraccount|viaservice))$/i;

function narrows(conditions: Props): boolean {
  return Object.entries(conditions).some(([operator, entries]) => {
    const positive = /^(ForAnyValue:)?(String|Arn)(Equals|Like)/i.test(operator);
    return positive && Object.entries(asRecord(entries) ?? {}).some(isNarrowing);
  });
}

function isNarrowing([key, values]: readonly [string, unknown]): boolean {
  const texts = many(values);
  return narrowing.test(key) && texts.length > 0 && !texts.some((value) => /^[*?]*$/.test(value));
}

function isEverybody(principal: string): boolean {
  return principal === "*" || principal === "AWS:*";
}

function statement(item: Props): Statement {
  return {
    allows: text(item, "Effect") === "Allow",
    denies: text(item, "Effect") === "Deny",
    actions: many(item.Action),
    notActions: many(item.NotAction),
    resources: many(item.Resource),
    principals: principals(item.Principal),
    hasNotPrincipal: item.NotPrincipal !== undefined,
    conditions: asRecord(item.Condition) ?? {},
  };
}

function principals(value: unknown): string[] {
  const map = asRecord(value);
  return map
    ? Object.entries(map).flatMap(([kind, values]) => many(values).map((v) => `${kind}:${v}`))
    : many(value);
}

/** One text or many, as a list. */
function many(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === "string");
}
