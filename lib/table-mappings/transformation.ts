import type { NamedRule } from ".";

/** A schema, a table or a column that has another form in the target than in the source. */
export interface Transformation {
  /** Schema name or pattern. */
  readonly schema: string;
  /** Table name or pattern. Without it the schema itself is transformed. */
  readonly table?: string | undefined;
  /** Column name or pattern. Without it the table itself is transformed. */
  readonly column?: string | undefined;
  readonly action:
    | "rename"
    | "remove-column"
    | "convert-lowercase"
    | "convert-uppercase"
    | "add-prefix"
    | "remove-prefix"
    | "replace-prefix"
    | "add-suffix"
    | "remove-suffix"
    | "replace-suffix";
  /** The new name, or the prefix or suffix. */
  readonly value?: string | undefined;
  /** What `replace-prefix` and `replace-suffix` replace. */
  readonly oldValue?: string | undefined;
}

/** What a transformation changes: the smallest thing that it names. */
export function transformationTarget({
  table,
  column,
}: Pick<Transformation, "table" | "column">): "schema" | "table" | "column" {
  if (column !== undefined) {
    return "column";
  }
  return table === undefined ? "schema" : "table";
}

/** The transformation rule of a transformation. */
export function transformationRule(transformation: Transformation): NamedRule {
  const { schema, table, column, action, value, oldValue } = transformation;
  const target = transformationTarget(transformation);
  const object = [schema, table, column].filter((part) => part !== undefined).join(".");
  // DMS takes one transformation of a schema or a table, and several of a column.
  const kind = target === "column" ? `the transformation ${action}` : "a transformation";
  return {
    name: `${action}-${target}-${object}`,
    subject: `${kind} of the ${target} ${object}`,
    content: {
      "rule-type": "transformation",
      "rule-target": target,
      "rule-action": action,
      "object-locator": {
        "schema-name": schema,
        ...(table !== undefined && { "table-name": table }),
        ...(column !== undefined && { "column-name": column }),
      },
      ...(value !== undefined && { value }),
      ...(oldValue !== undefined && { "old-value": oldValue }),
    },
  };
}
