import type { Path } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../../lib/settings/schema";
import type { Draft } from "./draft";

type Table = Readable<Settings["dms"]["migrations"][string]["tables"][number]>;
type Filter = Readable<
  NonNullable<Settings["dms"]["migrations"][string]["tables"][number]["filters"]>[number]
>;

const loadSettings = ["parallelLoad", "lobMode", "lobMaxSizeKiB"] as const;

/** The rules select something, none twice, and load options are valid for DMS. */
export function checkTables(
  draft: Draft,
  path: Path,
  tables: readonly (Table | undefined)[],
): void {
  const { faults } = draft;
  if (tables.length > 0 && tables.every((table) => table?.action === "exclude")) {
    faults.add(path, "has no rule with the action include; at least one is required");
  }
  const seen = new Set<string>();
  tables.forEach((table, index) => {
    const at = [...path, index];
    const key = `${table?.schema}.${table?.table}`;
    if (table?.schema !== undefined && seen.has(key)) {
      faults.add(
        at,
        `${faults.show(at, table)} selects tables that another rule selects; every schema and table once`,
      );
    }
    seen.add(key);
    if (table) {
      checkTable(draft, at, table);
    }
  });
}

function checkTable(draft: Draft, path: Path, table: Table): void {
  const { faults } = draft;
  const isOneTable = ![table.schema, table.table].some((name) => name?.includes("%"));
  if (table.action === "explicit" && !isOneTable) {
    faults.add(
      [...path, "action"],
      `"explicit" is not allowed for a pattern; include, or names without %`,
    );
  }
  const details = [...loadSettings, "filters"] as const;
  for (const key of details.filter((detail) => table[detail] !== undefined)) {
    if (table.action === "exclude") {
      faults.add([...path, key], "is not used; nothing is replicated with the action exclude");
    } else if (!isOneTable && key !== "filters") {
      faults.add(
        [...path, key],
        "is not allowed for a pattern; DMS takes it for one table, whose schema and name have no %",
      );
    }
  }
  if (table.lobMode === "full" && table.lobMaxSizeKiB !== undefined) {
    faults.add(
      [...path, "lobMaxSizeKiB"],
      "is not used; in the mode full every LOB is carried whole",
    );
  }
  if (table.parallelLoad) {
    checkParallelLoad(draft, [...path, "parallelLoad"], table.parallelLoad);
  }
  table.filters?.forEach((filter, index) => {
    if (filter) {
      checkFilter(draft, [...path, "filters", index], filter);
    }
  });
}

/** Keys that each kind of parallel load needs; it accepts no others. */
const partsOf = {
  "partitions-auto": [],
  "partitions-list": ["partitions"],
  ranges: ["columns", "boundaries"],
} as const;

function checkParallelLoad(
  { faults }: Draft,
  path: Path,
  load: NonNullable<Table["parallelLoad"]>,
): void {
  if (load.type === undefined) {
    return;
  }
  const needed: readonly string[] = partsOf[load.type];
  for (const key of ["partitions", "columns", "boundaries"] as const) {
    if (needed.includes(key) && load[key] === undefined) {
      faults.add([...path, key], `is required for the type ${load.type}`);
    } else if (!needed.includes(key) && load[key] !== undefined) {
      faults.add(
        [...path, key],
        `is not used; the type ${load.type} takes ${needed.join(" and ") || "nothing else"}`,
      );
    }
  }
  checkOrder(faults, [...path, "boundaries"], load.boundaries ?? []);
  const width = load.columns?.length;
  load.boundaries?.forEach((boundary, index) => {
    if (width !== undefined && boundary !== undefined && boundary.length !== width) {
      const at = [...path, "boundaries", index];
      faults.add(
        at,
        `${faults.show(at, boundary)} has ${boundary.length} values; one for each of the ${width} columns`,
      );
    }
  });
}

/** DMS cuts the table at each boundary, in the order given. Texts are compared only for equality. */
function checkOrder(
  faults: Draft["faults"],
  path: Path,
  boundaries: readonly (readonly (string | number | undefined)[] | undefined)[],
): void {
  boundaries.forEach((boundary, index) => {
    const earlier = boundaries[index - 1];
    if (boundary === undefined || earlier === undefined) return;
    const at = [...path, index];
    if (JSON.stringify(boundary) === JSON.stringify(earlier) || isBefore(boundary, earlier)) {
      faults.add(
        at,
        `${faults.show(at, boundary)} does not come after ${faults.show(at, earlier)}; boundaries in ascending order, each once`,
      );
    }
  });
}

/** Whether the first difference of two boundaries is a number that falls. */
function isBefore(
  boundary: readonly (string | number | undefined)[],
  earlier: readonly (string | number | undefined)[],
): boolean {
  const index = boundary.findIndex((value, position) => value !== earlier[position]);
  const [value, before] = [Number(boundary[index]), Number(earlier[index])];
  return value < before;
}

function checkFilter({ faults }: Draft, path: Path, { atLeast, atMost, oneOf }: Filter): void {
  const isRange = atLeast !== undefined || atMost !== undefined;
  if (isRange === (oneOf !== undefined)) {
    faults.add(
      path,
      `has ${isRange ? "a range and oneOf" : "no condition"}; either atLeast, atMost or both, or oneOf`,
    );
  }
}
