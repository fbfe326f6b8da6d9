import { type PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { isCidr } from "./cidr";
import { windows } from "./windows";

/** A configurable value of a rule: its JSON schema, with the default that a bare pack uses. */
export interface Option<T> {
  readonly schema: PolicyConfigJSONSchema;
  readonly default: T;
  /** What each text of a list must be, beyond what the schema says. */
  readonly form?: Form;
}

/** What a text must be: a rule would pass over one that it cannot read. */
export interface Form {
  readonly name: string;
  readonly accepts: (text: string) => boolean;
}

/** The form of an address range. */
export const range: Form = { name: "an address range such as 10.0.0.0/16", accepts: isCidr };

/** The form of a weekly or daily window. */
export const window: Form = {
  name: "a window, ddd:hh:mm-ddd:hh:mm or hh:mm-hh:mm",
  accepts: (text) => windows(text) !== undefined,
};

/** The options of a rule by name. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What a rule gets for its options. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A whole number within bounds. */
export function integer(
  description: string,
  value: number,
  bounds: { minimum?: number; maximum?: number } = {},
): Option<number> {
  return { schema: { type: "integer", description, default: value, ...bounds }, default: value };
}

/** A switch. */
export function toggle(description: string, value: boolean): Option<boolean> {
  return { schema: { type: "boolean", description, default: value }, default: value };
}

/** A text. */
export function word(description: string, value: string): Option<string> {
  return { schema: { type: "string", description, default: value }, default: value };
}

/** A list of texts, all of a form where one is given. */
export function words(
  description: string,
  value: readonly string[],
  form?: Form,
): Option<readonly string[]> {
  const schema = { type: "array", items: { type: "string" }, description } as const;
  const option = { schema: { ...schema, default: [...value] }, default: value };
  return form ? { ...option, form } : option;
}

/** A list of whole numbers. */
export function integers(description: string, value: readonly number[]): Option<readonly number[]> {
  const schema = { type: "array", items: { type: "integer" }, description } as const;
  return { schema: { ...schema, default: [...value] }, default: value };
}

/** The configured values, each with its default where nothing was configured. */
export function valuesOf(
  options: Options,
  configured: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, configured[name] ?? option.default]),
  );
}
