import type { Transformation } from "../settings/table-mappings";
import type { NamedRule } from "./named-rule";
import { dmsPattern } from "./pattern";

/** The object that a transformation changes: the smallest that it names. */
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
        "schema-name": dmsPattern(schema),
        ...(table !== undefined && { "table-name": dmsPattern(table) }),
        ...(column !== undefined && { "column-name": dmsPattern(column) }),
      },
      ...(value !== undefined && { value }),
      ...(oldValue !== undefined && { "old-value": oldValue }),
    },
  };
}
