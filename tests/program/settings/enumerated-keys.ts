import { settingsJsonSchema } from "@landing-zone/docs/json-schema";

/** A value that is one of a few: a word, a number, or yes or no. */
export type Value = string | number | boolean;

/** The parts of a JSON Schema in which few values are allowed. */
interface Schema {
  readonly type?: string;
  readonly const?: Value;
  readonly enum?: readonly Value[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

/**
 * Every key of the configuration that is yes or no, or one of a list, with its values. `*` matches
 * any name, `[]` an item of a list: `dms.migrations.*.tables[].action`. The phases, which set other
 * keys, have a test of their own (phases.test.ts).
 */
export function enumeratedKeys(): ReadonlyMap<string, readonly Value[]> {
  const all = found(settingsJsonSchema(), "");
  return new Map(all.filter(([path]) => path !== "phase" && !path.endsWith(".phase")));
}

function found(schema: Schema, path: string): (readonly [string, readonly Value[]])[] {
  const values = valuesOf(schema);
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  return [
    ...(values.length > 0 ? [[path, values] as const] : []),
    ...anyOf.flatMap((part) => found(part, path)),
    ...Object.entries(properties).flatMap(([key, part]) =>
      found(part, path === "" ? key : `${path}.${key}`),
    ),
    ...(typeof additionalProperties === "object" ? found(additionalProperties, `${path}.*`) : []),
    ...(items === undefined ? [] : found(items, `${path}[]`)),
  ];
}

function valuesOf({ type, const: only, enum: several }: Schema): readonly Value[] {
  if (only !== undefined) return [only];
  return several ?? (type === "boolean" ? [true, false] : []);
}
