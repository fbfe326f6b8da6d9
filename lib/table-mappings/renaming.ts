import type { Transformation } from "../settings/table-mappings";
import { nameTest, type SourceTable } from "./matching";
import { transformationTarget } from "./transformation";

/** The target name of a table, by the transformations of its migration. */
export function targetTable(
  transformations: readonly Transformation[],
  source: SourceTable,
): SourceTable {
  const of = (target: "schema" | "table") => (transformation: Transformation) =>
    transformationTarget(transformation) === target && isAbout(transformation, source);
  return {
    schema: transformations.filter(of("schema")).reduce(renamed, source.schema),
    table: transformations.filter(of("table")).reduce(renamed, source.table),
  };
}

/** The name of a column in the target; undefined for one that is left out there. */
export function targetColumn(
  transformations: readonly Transformation[],
  source: SourceTable,
  column: string,
): string | undefined {
  const about = transformations.filter(
    (transformation) =>
      transformation.column !== undefined &&
      isAbout(transformation, source) &&
      nameTest(transformation.column)(column),
  );
  if (about.some(({ action }) => action === "remove-column")) return undefined;
  return about.reduce(renamed, column);
}

function isAbout({ schema, table }: Transformation, source: SourceTable): boolean {
  return nameTest(schema)(source.schema) && nameTest(table ?? "%")(source.table);
}

/** A name after a transformation. A prefix or suffix that is not there leaves it as it is. */
export function renamed(
  name: string,
  { action, value = "", oldValue = "" }: Transformation,
): string {
  switch (action) {
    case "rename":
      return value;
    case "convert-lowercase":
      return name.toLowerCase();
    case "convert-uppercase":
      return name.toUpperCase();
    case "add-prefix":
      return `${value}${name}`;
    case "add-suffix":
      return `${name}${value}`;
    case "remove-prefix":
      return withoutPrefix(name, value, "");
    case "replace-prefix":
      return withoutPrefix(name, oldValue, value);
    case "remove-suffix":
      return withoutSuffix(name, value, "");
    case "replace-suffix":
      return withoutSuffix(name, oldValue, value);
    case "remove-column":
      return name;
  }
}

const withoutPrefix = (name: string, prefix: string, instead: string) =>
  name.startsWith(prefix) ? `${instead}${name.slice(prefix.length)}` : name;

const withoutSuffix = (name: string, suffix: string, instead: string) =>
  name.endsWith(suffix) ? `${name.slice(0, name.length - suffix.length)}${instead}` : name;
