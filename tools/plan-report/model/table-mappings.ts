import { documentOf, listOf, mapOf, numberOf, textOf } from "./values";

/** A migration's handling of the tables that a pattern selects. */
export interface TablePattern {
  /** Of `schema.table`; `%` matches anything. */
  readonly pattern: string;
  /** Whether the tables are left out. */
  readonly excluded: boolean;
  /** LOB mode of their own, such as `any size`; undefined where the migration's holds. */
  readonly lobs: string | undefined;
  /** Filter on the rows, such as `year ≥ 2025`; undefined if all are copied. */
  readonly filter: string | undefined;
  /** Such as `ranges of id, 4 parts`; undefined without. */
  readonly parallelLoad: string | undefined;
}

/** The tables of a migration, and how DMS treats them. */
export interface MigratedTables {
  /** Those that are copied, before those that are left out. */
  readonly patterns: readonly TablePattern[];
  /** LOB mode of tables that have none of their own, such as `LOBs up to 32 KiB`. */
  readonly lobs: string;
  /** Such as `schema history → customer_history`. */
  readonly renames: readonly string[];
}

type Rule = Readonly<Record<string, unknown>>;

/**
 * The tables of a replication.
 *
 * @param tableMappings DMS's table mappings, as JSON.
 * @param settings DMS's task settings, as JSON.
 */
export function migratedTablesOf(tableMappings: unknown, settings: unknown): MigratedTables {
  const rules = listOf(documentOf(tableMappings)["rules"]).map(mapOf);
  const ofType = (type: string) => rules.filter((rule) => rule["rule-type"] === type);
  return {
    patterns: patternsOf(ofType("selection"), ofType("table-settings")),
    lobs: defaultLobs(mapOf(documentOf(settings)["TargetMetadata"])),
    renames: ofType("transformation")
      .filter((rule) => rule["rule-action"] === "rename")
      .map(renameOf),
  };
}

/** A pattern that only has settings is one too. */
function patternsOf(selections: readonly Rule[], settings: readonly Rule[]): TablePattern[] {
  const names = [...new Set([...selections, ...settings].map(patternOf))];
  const rows = names.map((pattern): TablePattern => {
    const selection = selections.find((rule) => patternOf(rule) === pattern);
    const setting = settings.find((rule) => patternOf(rule) === pattern) ?? {};
    return {
      pattern,
      excluded: selection?.["rule-action"] === "exclude",
      lobs: lobsOf(mapOf(setting["lob-settings"])),
      filter: filterOf(selection),
      parallelLoad: parallelLoadOf(mapOf(setting["parallel-load"])),
    };
  });
  return rows.toSorted((a, b) => Number(a.excluded) - Number(b.excluded));
}

function patternOf(rule: Rule): string {
  const locator = mapOf(rule["object-locator"]);
  const name = (key: string) => textOf(locator[key])?.replaceAll(/\[([_[])\]/g, "$1");
  return `${name("schema-name") ?? "?"}.${name("table-name") ?? "%"}`;
}

function renameOf(rule: Rule): string {
  const locator = mapOf(rule["object-locator"]);
  const target = textOf(rule["rule-target"]) ?? "object";
  const name = textOf(locator[`${target}-name`]) ?? patternOf(rule);
  return `${target} ${name} → ${textOf(rule["value"]) ?? "?"}`;
}

function lobsOf(lobs: Rule): string | undefined {
  const mode = textOf(lobs["mode"]);
  if (mode === undefined) return undefined;
  return mode === "unlimited" ? "any size" : limited(lobs["bulk-max-size"], mode);
}

function defaultLobs(target: Rule): string {
  if (target["SupportLobs"] === false) return "no LOBs";
  if (target["FullLobMode"] === true) return "LOBs of any size";
  return `LOBs ${limited(target["LobMaxSize"], "limited")}`;
}

function limited(size: unknown, mode: string): string {
  const kibibytes = numberOf(size) ?? Number(textOf(size));
  return mode === "none" ? "none" : `up to ${Number.isNaN(kibibytes) ? "?" : kibibytes} KiB`;
}

/** DMS's operators as people write them. */
const operators: Readonly<Record<string, string>> = {
  ...{ eq: "=", noteq: "≠", gte: "≥", ste: "≤", null: "is null", notnull: "is not null" },
  ...{ between: "between", notbetween: "not between" },
};

/** The filters of a selection; their conditions are alternatives. */
function filterOf(selection: Rule | undefined): string | undefined {
  const filters = listOf(selection?.["filters"]).map(mapOf);
  const texts = filters.map((filter) => {
    const column = textOf(filter["column-name"]) ?? "?";
    const conditions = listOf(filter["filter-conditions"]).map((condition) =>
      [column, conditionOf(mapOf(condition))].join(" "),
    );
    return conditions.join(" or ");
  });
  return texts.length === 0 ? undefined : texts.join(" and ");
}

function conditionOf(condition: Rule): string {
  const operator = textOf(condition["filter-operator"]) ?? "?";
  const values = ["value", "start-value", "end-value"].flatMap(
    (key) => textOf(condition[key]) ?? [],
  );
  return [operators[operator] ?? operator, values.join(" and ")].filter(Boolean).join(" ");
}

function parallelLoadOf(load: Rule): string | undefined {
  const type = textOf(load["type"]);
  if (type === undefined) return undefined;
  const columns = listOf(load["columns"]).flatMap((column) => textOf(column) ?? []);
  const boundaries = listOf(load["boundaries"]).length;
  const partitions = listOf(load["partitions"]).length;
  return [
    columns.length === 0 ? type : `${type} of ${columns.join(", ")}`,
    ...(boundaries > 0 ? [`${boundaries + 1} parts`] : []),
    ...(partitions > 0 ? [`${partitions} partitions`] : []),
  ].join(", ");
}
