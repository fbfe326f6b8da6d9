import { documentOf, listOf, mapOf, numberOf, textOf } from "./values";

/** The tables of a migration, and how DMS treats them. */
export interface MigratedTables {
  /** Patterns of `schema.table`. */
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  /** LOB modes in words, such as `LOBs up to 32 KiB, any size in shop.contracts`. */
  readonly lobs: string;
  /** Such as `schema history → customer_history`. */
  readonly renames: readonly string[];
  /** Patterns of the tables whose rows are filtered. */
  readonly filtered: readonly string[];
  /** Such as `orders.order_lines by ranges`. */
  readonly parallelLoads: readonly string[];
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
  const selections = ofType("selection");
  const selected = (actions: readonly string[]) =>
    selections.filter((rule) => actions.includes(textOf(rule["rule-action"]) ?? "")).map(patternOf);
  return {
    included: selected(["include", "explicit"]),
    excluded: selected(["exclude"]),
    lobs: lobsOf(ofType("table-settings"), mapOf(documentOf(settings)["TargetMetadata"])),
    renames: ofType("transformation")
      .filter((rule) => rule["rule-action"] === "rename")
      .map(renameOf),
    filtered: selections.filter((rule) => listOf(rule["filters"]).length > 0).map(patternOf),
    parallelLoads: ofType("table-settings").flatMap((rule) => {
      const type = textOf(mapOf(rule["parallel-load"])["type"]);
      return type === undefined ? [] : `${patternOf(rule)} by ${type}`;
    }),
  };
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

function lobsOf(tableSettings: readonly Rule[], target: Rule): string {
  const perTable = tableSettings.flatMap((rule) => {
    const lobs = mapOf(rule["lob-settings"]);
    const mode = textOf(lobs["mode"]);
    if (mode === undefined) return [];
    const size = mode === "unlimited" ? "any size" : limited(lobs["bulk-max-size"], mode);
    return `${size} in ${patternOf(rule)}`;
  });
  return [defaultLobs(target), ...perTable].join(", ");
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
