import { type PolicyConfigJSONSchema } from "@pulumi/policy/schema";

/** A configurable value of a rule: its JSON schema, with the default that a bare pack uses. */
export interface Option<T> {
  readonly schema: PolicyConfigJSONSchema;
  readonly default: T;
}

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

/** A list of texts. */
export function words(description: string, value: readonly string[]): Option<readonly string[]> {
  const schema = { type: "array", items: { type: "string" }, description } as const;
  return { schema: { ...schema, default: [...value] }, default: value };
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
