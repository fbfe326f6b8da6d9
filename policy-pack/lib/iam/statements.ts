import { asRecord } from "../props";
import { isGiven, type Props } from "../unknowns";
import { jsonObject } from "../json";
import { type Condition, conditionsIn } from "./conditions";
import { type Principal, principal } from "./principals";

/**
 * A statement of an IAM policy document, its one-or-many fields as lists. What is not written as AWS
 * reads it makes an Allow wider and a Deny narrower, never the other way.
 */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Patterns in lower case: IAM ignores the case of actions. */
  readonly actions: readonly string[];
  /** The actions that NotAction leaves out; undefined where the statement has none. */
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[];
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly Principal[];
  /** Principals that NotPrincipal excludes; undefined if the statement has none. */
  readonly exceptPrincipals: readonly Principal[] | undefined;
  readonly conditions: readonly Condition[];
}

const read = new WeakMap<Props, Map<string, readonly Statement[] | undefined>>();

/**
 * The statements of an IAM policy document; undefined when the property holds none. A document is
 * read once. Throws the SDK's signal where a part of it is unknown.
 */
export function statements(props: Props, key: string): readonly Statement[] | undefined {
  const documents = read.get(props) ?? new Map<string, readonly Statement[] | undefined>();
  if (!documents.has(key)) {
    documents.set(key, statementsIn(jsonObject(props, key)));
    read.set(props, documents);
  }
  return documents.get(key);
}

/** Whether the property is given and is not an IAM policy document. */
export function isUnreadable(props: Props, key: string): boolean {
  return isGiven(props, key) && statements(props, key) === undefined;
}

/** The statements of a document that has been parsed; undefined where it has none. */
export function statementsIn(document: Props | undefined): readonly Statement[] | undefined {
  const lists = elements(document ?? {}, "Statement").map((list): unknown[] | undefined =>
    Array.isArray(list) ? Array.from<unknown>(list) : asRecord(list) && [list],
  );
  const given = lists.filter((list) => list !== undefined);
  return given.length === 0
    ? undefined
    : given.flat().map((item) => statement(asRecord(item) ?? {}));
}

function statement(item: Props): Statement {
  const effects = elements(item, "Effect");
  const allows = effects.length === 0 || effects.some((value) => value !== "Deny");
  // Unreadable parts match anything in an Allow, nothing in a Deny.
  const [anything, nothing] = allows ? [["*"], []] : [[], ["*"]];
  const list = (name: string, otherwise: readonly string[]) =>
    elements(item, name).flatMap((value) => many(value, otherwise));
  const lower = (name: string, otherwise: readonly string[]) =>
    list(name, otherwise).map((action) => action.toLowerCase());
  const has = (name: string) => elements(item, name).length > 0;
  return {
    effect: allows ? "Allow" : "Deny",
    actions: lower("Action", anything),
    notActions: has("NotAction") ? lower("NotAction", nothing) : undefined,
    resources: list("Resource", anything),
    notResources: has("NotResource") ? list("NotResource", nothing) : undefined,
    principals: elements(item, "Principal").flatMap((value) => principals(value, anything)),
    exceptPrincipals: has("NotPrincipal")
      ? elements(item, "NotPrincipal").flatMap((value) => principals(value, nothing))
      : undefined,
    conditions: elements(item, "Condition").flatMap(conditionsIn),
  };
}

/** The values of an element of a document or statement, under its name in any case. */
function elements(holder: Props, name: string): unknown[] {
  const lower = name.toLowerCase();
  return Object.keys(holder)
    .filter((key) => key.toLowerCase() === lower)
    .map((key) => holder[key])
    .filter((value) => value !== undefined && value !== null);
}

function principals(value: unknown, otherwise: readonly string[]): Principal[] {
  const map = asRecord(value);
  const texts = (type: string, item: unknown) =>
    many(item, otherwise).map((text) => principal(type, text));
  return map
    ? Object.entries(map).flatMap(([type, item]) => texts(type, item))
    : texts("AWS", value);
}

/** One text or many, as a list, with a replacement for each part that is not a text. */
function many(value: unknown, otherwise: readonly string[]): readonly string[] {
  const list: unknown[] = Array.isArray(value) ? Array.from<unknown>(value) : [value];
  return list.flatMap((item) => (typeof item === "string" ? [item] : otherwise));
}
