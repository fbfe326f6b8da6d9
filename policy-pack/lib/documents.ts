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
    !narrowsCallers(statement.conditions)
  );
}

/** Whether one of the patterns, which may hold `*`, matches the action; IAM ignores their case. */
export function matches(patterns: readonly string[], action: string): boolean {
  return isLike(
    action.toLowerCase(),
    patterns.map((pattern) => pattern.toLowerCase()),
  );
}

/** Whether the statement allows the action, by naming it or by naming others that it leaves out. */
export function permits({ allows, actions, notActions }: Statement, action: string): boolean {
  const isNamed = matches(actions, action);
  return allows && (isNamed || (notActions.length > 0 && !matches(notActions, action)));
}

/** Whether the statement is about every resource, or every one but some. */
export function isAboutEverything({ resources, notResources }: Statement): boolean {
  return notResources.length > 0 || resources.some((name) => /^(\*+|arn:([^:]+:)?\*+)$/.test(name));
}

/** Condition keys that tie a caller to an account, an organization, a resource or a network. */
const ofCallers =
  /^(aws:(sourceaccount|sourcearn|sourceowner|sourceorgid|sourcevpc|sourcevpce|principalaccount|principalarn|principalorgid|principalorgpaths)|kms:(calleraccount|viaservice))$/i;

/** Condition keys that tie what is called to an account or an organization. */
const ofResources = /^(aws:resource(account|orgid|orgpaths)|s3:resourceaccount)$/i;

/** Patterns that anything matches, or a resource of any account. */
const anything = /^(arn(:[^:]*){0,2})?[*?:]*$|^arn:([^:]*:){3}[*?]+:/;

/** Whether the conditions let through only known callers. */
export function narrowsCallers(conditions: Props): boolean {
  return narrows(conditions, ofCallers);
}

/** Whether the conditions let through only calls to known resources. */
export function narrowsResources(conditions: Props): boolean {
  return narrows(conditions, ofResources);
}

/** An operator such as StringEqualsIfExists also holds where the key is absent, and narrows nothing. */
function narrows(conditions: Props, keys: RegExp): boolean {
  return Object.entries(conditions).some(([operator, entries]) => {
    const positive = /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/i.test(operator);
    return (
      positive &&
      Object.entries(asRecord(entries) ?? {}).some(([key, values]) => {
        const texts = many(values);
        return keys.test(key) && texts.length > 0 && !texts.some((text) => anything.test(text));
      })
    );
  });
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
    notResources: many(item.NotResource),
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
