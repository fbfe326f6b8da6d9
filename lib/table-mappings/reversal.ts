import type { TableSelection, Transformation } from "../settings/table-mappings";
import { patternTest } from "./matching";
import { dmsPattern } from "./pattern";
import { renamed, targetColumn, targetTable } from "./renaming";
import { transformationTarget } from "./transformation";

/** The table mappings that lead from the target of a migration back to its source. */
export interface Reversal {
  readonly tables: TableSelection[];
  readonly transformations: Transformation[];
  /** Positions of the transformations that cannot be undone. */
  readonly irreversible: readonly number[];
}

/**
 * Exchanges source and target of table mappings: the same tables under their names in the target, and
 * transformations that give them back the names that they had.
 *
 * A name without `%` is undone by its own name; a pattern only where the names that it gets cannot be
 * those of other tables: a prefix or suffix that is added or replaced. What was left out of the target
 * does not come back, and nothing says how to load.
 */
export function reverseMappings(
  tables: readonly TableSelection[],
  transformations: readonly Transformation[],
): Reversal {
  const undone = transformations.map((transformation) => undo(transformation, transformations));
  return {
    tables: tables.flatMap((selection) => reverseSelection(selection, transformations, undone)),
    transformations: undone.flatMap((it) => (it === undefined || it === "nothing" ? [] : [it])),
    irreversible: undone.flatMap((it, index) => (it === undefined ? [index] : [])),
  };
}

/** A transformation that undoes one, `nothing` where there is nothing to undo; undefined if none can. */
type Undone = Transformation | "nothing" | undefined;

function undo(transformation: Transformation, all: readonly Transformation[]): Undone {
  const { schema, table, column, action } = transformation;
  if (action === "remove-column") return "nothing";
  if (isEntangled(transformation, all)) return undefined;
  const target = transformationTarget(transformation);
  const inverse = inverseOf(column ?? table ?? schema, transformation);
  if (inverse === undefined || inverse === "nothing") return inverse;
  const { name, ...undoing } = inverse;
  const place = targetTable(all, { schema, table: table ?? "%" });
  switch (target) {
    case "schema":
      return { schema: name, ...undoing };
    case "table":
      return { schema: place.schema, table: name, ...undoing };
    case "column":
      return { schema: place.schema, table: place.table, column: name, ...undoing };
  }
}

/** Whether a pattern meets names that another transformation gives, so that nobody knows the result. */
function isEntangled(transformation: Transformation, all: readonly Transformation[]): boolean {
  const parts = [transformation.schema, transformation.table, transformation.column];
  if (!parts.some((part) => part?.includes("%"))) return false;
  return all.some(
    (other) =>
      other !== transformation &&
      other.action !== "remove-column" &&
      (other.schema !== transformation.schema ||
        transformationTarget(other) === transformationTarget(transformation)),
  );
}

type Inverse = Pick<Transformation, "action" | "value" | "oldValue"> & { readonly name: string };

/**
 * The transformation that reverses another one for a name or a pattern, and the name at that point.
 */
function inverseOf(name: string, transformation: Transformation): Inverse | "nothing" | undefined {
  const { action, value = "", oldValue = "" } = transformation;
  const after = renamed(name, transformation);
  if (!name.includes("%")) {
    return after === name ? "nothing" : { name: after, action: "rename", value: name };
  }
  switch (action) {
    case "add-prefix":
      return { name: after, action: "remove-prefix", value };
    case "add-suffix":
      return { name: after, action: "remove-suffix", value };
    case "replace-prefix":
    case "replace-suffix":
      return after === name ? undefined : { name: after, action, value: oldValue, oldValue: value };
    default:
      return undefined;
  }
}

function reverseSelection(
  { schema, table, action, filters = [] }: TableSelection,
  transformations: readonly Transformation[],
  undone: readonly Undone[],
): TableSelection[] {
  const kept = filters.flatMap((filter) => {
    const column = targetColumn(transformations, { schema, table }, filter.column);
    return column === undefined ? [] : [{ ...filter, column }];
  });
  const own = targetTable(transformations, { schema, table });
  const renamedParts = transformations.flatMap((transformation, index) => {
    const back = undone[index];
    if (back === undefined || back === "nothing") return [];
    return renamedPlace(transformation, back, { schema, table }, own);
  });
  const places = [own, ...renamedParts];
  const once = places.filter(
    (place, index) =>
      places.findIndex((it) => it.schema === place.schema && it.table === place.table) === index,
  );
  return once.map((place) => ({
    ...place,
    action,
    ...(kept.length > 0 && { filters: kept }),
  }));
}

interface Place {
  readonly schema: string;
  readonly table: string;
}

/** The renamed part of a pattern's selection that another transformation names explicitly. */
function renamedPlace(
  transformation: Transformation,
  back: Transformation,
  selected: Place,
  own: Place,
): Place[] {
  const { schema, table = selected.table } = transformation;
  const isPart =
    transformation.column === undefined &&
    takes(selected.schema, schema) &&
    takes(selected.table, table);
  if (!isPart) return [];
  const place = { schema: back.schema, table: back.table ?? own.table };
  const isCovered = takes(own.schema, place.schema) && takes(own.table, place.table);
  return isCovered ? [] : [place];
}

/** Whether a name of the configuration, with `%` for any characters, takes another. */
const takes = (name: string, other: string) => patternTest(dmsPattern(name))(other);
