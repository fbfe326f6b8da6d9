import { narrowsCallers } from "./conditions";
import { fits } from "./names";
import { asRecord } from "./props";
import { requireWhollyKnown, type Props } from "./unknowns";

/** A statement of an IAM policy document, its one-or-many fields as lists. */
export interface Statement {
  readonly allows: boolean;
  readonly denies: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
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
  return asRecord(json(props, key));
}

/** The same for any value, such as a list. */
export function json(props: Props, key: string): unknown {
  const value = props[key];
  if (typeof value !== "string") {
    return value;
  }
  requireWhollyKnown(value, key);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** The statements of an IAM policy document; undefined when it is none. */
export function statements(props: Props, key: string): Statement[] | undefined {
  const document = jsonObject(props, key);
  const list = document && element(document, "Statement");
  const items: unknown[] | undefined = Array.isArray(list) ? list : asRecord(list) && [list];
  return items?.map((item) => statement(asRecord(item) ?? {}));
}

/** Whether anybody at all may do what the statement allows: a "*" principal and no condition. */
export function isPublic(statement: Statement): boolean {
  return (
    statement.allows &&
    (statement.hasNotPrincipal || statement.principals.some(isEverybody)) &&
    !narrowsCallers(statement.conditions)
  );
}

/** Whether one of the patterns, which may hold `*` and `?`, matches the action; IAM ignores their case. */
export function matches(patterns: readonly string[], action: string): boolean {
  const lower = action.toLowerCase();
  return patterns.some((pattern) => fits(lower, pattern.toLowerCase(), ["?"]));
}

/** Whether the statement allows the action, by naming it or by naming others that it leaves out. */
export function permits({ allows, actions, notActions }: Statement, action: string): boolean {
  const isNamed = matches(actions, action);
  return allows && (isNamed || (notActions.length > 0 && !matches(notActions, action)));
}

/** Whether the action is `*`, or `*` of a service, or no narrower pattern than these. */
export function isEveryAction(action: string): boolean {
  const name = action.slice(action.indexOf(":") + 1);
  return name.includes("*") && /^[*?]+$/.test(name);
}

/** `*` alone, or an ARN that is wild in all its parts but the partition. */
const everything = /^(\*+|arn:\*+|arn:[^:]+(:\*+)+)$/;

/** Whether the statement is about every resource, or every one but some. */
export function isAboutEverything({ resources, notResources }: Statement): boolean {
  return notResources.length > 0 || resources.some((name) => everything.test(name));
}

function isEverybody(principal: string): boolean {
  return principal === "*" || principal === "AWS:*";
}

function statement(item: Props): Statement {
  return {
    allows: element(item, "Effect") === "Allow",
    denies: element(item, "Effect") === "Deny",
    actions: many(element(item, "Action")),
    notActions: many(element(item, "NotAction")),
    resources: many(element(item, "Resource")),
    notResources: many(element(item, "NotResource")),
    principals: principals(element(item, "Principal")),
    hasNotPrincipal: element(item, "NotPrincipal") !== undefined,
    conditions: asRecord(element(item, "Condition")) ?? {},
  };
}

/** An element of a document or statement by its name, in any case. */
function element(holder: Props, name: string): unknown {
  const lower = name.toLowerCase();
  const key = name in holder ? name : Object.keys(holder).find((k) => k.toLowerCase() === lower);
  return key === undefined ? undefined : holder[key];
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
