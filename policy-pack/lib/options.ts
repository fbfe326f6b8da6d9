import { type PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { type Form } from "./option-forms";
import { shown } from "./printable";

/**
 * A configurable value of a rule, with the bounds inside which the rule keeps its meaning. The
 * engine checks the bounds that JSON Schema can express before anything is analysed; the pack
 * checks all of them, and judges by the default if a value is out of bounds.
 */
export interface Option<T> {
  readonly schema: PolicyConfigJSONSchema;
  /** Value without configuration. */
  readonly default: T;
  /** The allowed values, in words. */
  readonly allowed: string;
  /**
   * The parts of a value that are not allowed, each formatted for a message; empty if the value is
   * valid.
   */
  readonly refused: (value: unknown) => readonly string[];
}

/** The options of a rule by name. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of a rule's options. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** The smallest and the largest value that are allowed. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** How long a list may be, and which texts it may not leave out. */
export interface ListBounds {
  /** 0 when left out. */
  readonly minItems?: number;
  /** 50 when left out. */
  readonly maxItems?: number;
  readonly including?: readonly string[];
}

/** A whole number. */
export function integer(description: string, value: number, bounds: Bounds): Option<number> {
  return {
    schema: { type: "integer", description, default: value, ...bounds },
    default: value,
    allowed: `a whole number from ${bounds.minimum} to ${bounds.maximum}`,
    refused: (given) => (isWithin(given, bounds) ? [] : [shown(given)]),
  };
}

/** A switch. */
export function toggle(description: string, value: boolean): Option<boolean> {
  return {
    schema: { type: "boolean", description, default: value },
    default: value,
    allowed: "true or false",
    refused: (given) => (typeof given === "boolean" ? [] : [shown(given)]),
  };
}

/** A list of texts of a form. */
export function words(
  description: string,
  value: readonly string[],
  form: Form,
  bounds: ListBounds = {},
): Option<readonly string[]> {
  const { minItems = 0, maxItems = 50, including = [] } = bounds;
  const needed = including.length === 0 ? "" : `, ${including.join(" and ")} among them`;
  const isAllowed = (item: unknown) => typeof item === "string" && form.accepts(item);
  return {
    schema: listSchema(description, value, { type: "string" }, { minItems, maxItems }),
    default: value,
    allowed: `${minItems} to ${maxItems} texts, each ${form.name}${needed}`,
    refused: (given) => {
      const refused = refusedItems(given, isAllowed, { minItems, maxItems });
      const isComplete = Array.isArray(given) && including.every((item) => given.includes(item));
      return refused.length > 0 || isComplete ? refused : [shown(given)];
    },
  };
}

/** A list of whole numbers; `except` are never allowed. */
export function integers(
  description: string,
  value: readonly number[],
  bounds: Bounds & Omit<ListBounds, "including"> & { readonly except?: readonly number[] },
): Option<readonly number[]> {
  const { minimum, maximum, minItems = 0, maxItems = 50, except = [] } = bounds;
  const isAllowed = (item: unknown) => isWithin(item, bounds) && !except.includes(item);
  const but = except.length === 0 ? "" : `, but none of ${except.join(", ")}`;
  return {
    schema: listSchema(
      description,
      value,
      { type: "integer", minimum, maximum },
      { minItems, maxItems },
    ),
    default: value,
    allowed: `${minItems} to ${maxItems} whole numbers from ${minimum} to ${maximum}${but}`,
    refused: (given) => refusedItems(given, isAllowed, { minItems, maxItems }),
  };
}

/** The values to judge by: the configured ones within bounds, else the default. */
export function valuesOf(
  options: Options,
  configured: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      const given = configured[name] ?? option.default;
      return [name, option.refused(given).length === 0 ? given : option.default];
    }),
  );
}

/** How many refused items of a list are shown. */
const mostShown = 5;

function refusedItems(
  given: unknown,
  isAllowed: (item: unknown) => boolean,
  { minItems, maxItems }: { minItems: number; maxItems: number },
): readonly string[] {
  if (!Array.isArray(given) || given.length < minItems || given.length > maxItems) {
    return [shown(given)];
  }
  return given
    .filter((item) => !isAllowed(item))
    .slice(0, mostShown)
    .map(shown);
}

function isWithin(value: unknown, { minimum, maximum }: Bounds): value is number {
  return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
}

function listSchema(
  description: string,
  value: readonly (string | number)[],
  items: PolicyConfigJSONSchema,
  length: { minItems: number; maxItems: number },
): PolicyConfigJSONSchema {
  return { type: "array", items, description, default: [...value], ...length };
}

/** A list of approvals, which the rules about the configuration judge one by one. */
export function approvalsOption(description: string): Option<readonly unknown[]> {
  return {
    schema: { type: "array", description, default: [] },
    default: [],
    allowed: "a list of objects",
    refused: (given) => (Array.isArray(given) ? [] : [shown(given)]),
  };
}
