import { transformationTarget } from "../../lib/table-mappings";
import type { Path } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../../lib/settings/schema";
import type { Draft } from "./draft";

type Transformation = Readable<Settings["dms"]["migrations"][string]["transformations"][number]>;

const withoutValue = ["remove-column", "convert-lowercase", "convert-uppercase"];
const withOldValue = ["replace-prefix", "replace-suffix"];

/** Each transformation has the values that its action needs, and no two transform the same thing. */
export function checkTransformations(
  draft: Draft,
  path: Path,
  transformations: readonly (Transformation | undefined)[],
): void {
  const seen = new Set<string>();
  transformations.forEach((transformation, index) => {
    if (transformation?.schema === undefined || transformation.action === undefined) {
      return;
    }
    const at = [...path, index];
    checkValues(draft, at, transformation);
    const { schema, table, column, action } = transformation;
    const isOfColumn = transformationTarget(transformation) === "column";
    const subject = JSON.stringify([schema, table, column, isOfColumn && action]);
    if (seen.has(subject)) {
      const what = isOfColumn
        ? "each action on a column once"
        : "a schema and a table have one each";
      draft.faults.add(
        at,
        `${draft.faults.show(at, transformation)} transforms what another one transforms; ${what}`,
      );
    }
    seen.add(subject);
  });
}

function checkValues({ faults }: Draft, path: Path, transformation: Transformation): void {
  const { table, column, action = "", value, oldValue } = transformation;
  if (column !== undefined && table === undefined) {
    faults.add([...path, "table"], "is required with a column; % for every table");
  }
  if (action === "remove-column" && column === undefined) {
    faults.add([...path, "column"], "is required for the action remove-column");
  }
  const wanted = { value: !withoutValue.includes(action), oldValue: withOldValue.includes(action) };
  for (const [key, given] of Object.entries({ value, oldValue })) {
    const isWanted = wanted[key as keyof typeof wanted];
    if (isWanted && given === undefined) {
      faults.add([...path, key], `is required for the action ${action}`);
    } else if (!isWanted && given !== undefined) {
      faults.add([...path, key], `is not used; the action ${action} takes none`);
    }
  }
}
