/** An answer of AWS, or a part of one. */
export type Answer = unknown;

/** A value that could not be read; the reason has been reported. */
export const unread = Symbol("unread");

/**
 * The value at a path of an answer: names with dots between them; `[]` after a name stands for each
 * member of a list. `at(answer, "VpcSecurityGroups[].VpcSecurityGroupId")` is a list.
 */
export function at(answer: Answer, path: string): unknown {
  if (answer === unread) return unread;
  const [step = "", ...rest] = path.split(".");
  const name = step.endsWith("[]") ? step.slice(0, -2) : step;
  const value = name === "" ? answer : isRecord(answer) ? (answer[name] ?? undefined) : undefined;
  if (!step.endsWith("[]")) return rest.length === 0 ? value : at(value, rest.join("."));
  const members = listOf(value);
  return rest.length === 0 ? members : members.map((member) => at(member, rest.join(".")));
}

/** The text at a path; empty when there is none. */
export function textAt(answer: Answer, path: string): string {
  const value = at(answer, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The members at a path; none when there is no list. */
export function listAt(answer: Answer, path: string): readonly Answer[] {
  return listOf(at(answer, path));
}

/** The texts at a path with `[]` in it. */
export function textsAt(answer: Answer, path: string): readonly string[] {
  return listAt(answer, path).map(String);
}

/** Values by name: each the value at a path of an answer, or what a function makes of the answer. */
export type Mapping = Readonly<Record<string, string | ((answer: Answer) => unknown)>>;

/** The values of a mapping. */
export function pick(answer: Answer, mapping: Mapping): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(mapping).map(([name, from]) => [
      name,
      typeof from === "string" ? at(answer, from) : from(answer),
    ]),
  );
}

/** The same value with every name in lower camel case, as the program writes it. */
export function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [lowerFirst(name), camelCased(member)]),
  );
}

function lowerFirst(name: string): string {
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}

/** Whether a value has names. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Fields of a policy statement in which a list of one may be written without brackets. */
const listsOfStatement = ["Action", "NotAction", "Resource", "NotResource"];

/**
 * The same value in one form, so that two ways to write it are equal: absent, empty text, list and
 * object are one; JSON text is what it says; numbers and booleans are text; lists are sorted.
 */
export function canonical(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") return canonicalText(value);
  if (Array.isArray(value)) {
    const members = value.map(canonical).filter((member) => member !== undefined);
    return members.length === 0 ? undefined : sorted(members);
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(documentOf(value))
    .map(([name, member]) => [name, canonical(member)] as const)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function canonicalText(text: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      return canonical(JSON.parse(text));
    } catch {
      return text;
    }
  }
  return /^(0|[1-9]\d{0,14})\.\d+$/.test(text) ? String(Number(text)) : text;
}

function sorted(members: readonly unknown[]): readonly unknown[] {
  return [...members].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function documentOf(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if ("Effect" in value) return statement(value);
  return "Statement" in value ? { ...value, Statement: inList(value["Statement"]) } : value;
}

/** A statement of a policy with lists where one may write a single text, `"*"` for every principal. */
function statement(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (listsOfStatement.includes(name)) return [name, inList(member)];
      if (name === "Principal" || name === "NotPrincipal") {
        const principals = member === "*" ? { AWS: "*" } : member;
        return [name, eachInList(principals)];
      }
      if (name !== "Condition" || !isRecord(member)) return [name, member];
      const operators = Object.entries(member).map(([it, keys]) => [it, eachInList(keys)]);
      return [name, Object.fromEntries(operators)];
    }),
  );
}

function inList(value: unknown): unknown {
  return Array.isArray(value) ? value : [value];
}

function eachInList(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, inList(it)]));
}
