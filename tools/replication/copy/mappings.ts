import { z } from "zod";
import type { Transformation } from "../../../lib/settings/table-mappings";
import { patternTest, type SourceTable } from "../../../lib/table-mappings/matching";
import { targetColumn, targetTable } from "../../../lib/table-mappings/renaming";
import { textOf, type RowValues } from "./values";

const locator = z.object({
  "schema-name": z.string(),
  "table-name": z.string().optional(),
  "column-name": z.string().optional(),
});
const condition = z.object({
  "filter-operator": z.enum([
    "eq",
    "noteq",
    "gte",
    "ste",
    "between",
    "notbetween",
    "null",
    "notnull",
  ]),
  value: z.string().optional(),
  "start-value": z.string().optional(),
  "end-value": z.string().optional(),
});
const filter = z.object({ "column-name": z.string(), "filter-conditions": z.array(condition) });
const rule = z.discriminatedUnion("rule-type", [
  z.object({
    "rule-type": z.literal("selection"),
    "rule-action": z.enum(["include", "exclude", "explicit"]),
    "object-locator": locator,
    filters: z.array(filter).default([]),
  }),
  z.object({
    "rule-type": z.literal("transformation"),
    "rule-action": z.string(),
    "object-locator": locator,
    value: z.string().nullish(),
    "old-value": z.string().nullish(),
  }),
  z.object({
    "rule-type": z.literal("table-settings"),
    "object-locator": locator,
    "lob-settings": z
      .object({ mode: z.string().optional(), "bulk-max-size": z.string().optional() })
      .optional(),
  }),
]);
const mappings = z.object({ rules: z.array(rule) });

type Rule = z.infer<typeof rule>;
type Filter = z.infer<typeof filter>;
type Condition = z.infer<typeof condition>;

/** A task's table mappings, by the tables' exact names. */
export interface TableMappings {
  readonly selects: (table: SourceTable) => boolean;
  /** The target of a table's rows. */
  readonly target: (table: SourceTable) => SourceTable;
  /** The column's name in the target; undefined for one that is left out there. */
  readonly targetColumn: (table: SourceTable, column: string) => string | undefined;
  readonly filters: (table: SourceTable) => readonly Filter[];
  /** The table's own limit of LOBs in bytes, 0 for none; undefined where the task's holds. */
  readonly lobLimit: (table: SourceTable) => number | undefined;
}

/**
 * Parses table mappings with DMS's rules.
 * @throws Error that names a rule that DMS would refuse.
 */
export function parseTableMappings(json: string): TableMappings {
  const parsed = mappings.safeParse(JSON.parse(json));
  if (!parsed.success) {
    throw new Error(`The table mappings cannot be used: ${z.prettifyError(parsed.error)}`);
  }
  const { rules } = parsed.data;
  const selections = rules.filter((it) => it["rule-type"] === "selection");
  const settings = rules.filter((it) => it["rule-type"] === "table-settings");
  const transformations = rules.flatMap(transformationOf);
  return {
    selects: (table) => {
      const matching = selections.filter((it) => isAbout(it, table));
      return matching.length > 0 && !matching.some((it) => it["rule-action"] === "exclude");
    },
    target: (table) => targetTable(transformations, table),
    targetColumn: (table, column) => targetColumn(transformations, table, column),
    filters: (table) => selections.filter((it) => isAbout(it, table)).flatMap((it) => it.filters),
    lobLimit: (table) => {
      const lob = settings.find((it) => isAbout(it, table))?.["lob-settings"];
      if (lob === undefined) return undefined;
      return lob.mode === "limited" ? Number(lob["bulk-max-size"] ?? "32") * 1_024 : 0;
    },
  };
}

function isAbout({ "object-locator": about }: Rule, { schema, table }: SourceTable): boolean {
  return (
    patternTest(about["schema-name"])(schema) && patternTest(about["table-name"] ?? "%")(table)
  );
}

function transformationOf(it: Rule): Transformation[] {
  if (it["rule-type"] !== "transformation") return [];
  const about = it["object-locator"];
  return [
    {
      schema: about["schema-name"],
      table: about["table-name"],
      column: about["column-name"],
      action: it["rule-action"] as Transformation["action"],
      value: it.value ?? undefined,
      oldValue: it["old-value"] ?? undefined,
    },
  ];
}

/** The condition of the rows that pass filters, for a WHERE clause; `TRUE` without filters. */
export function filterSql(
  filters: readonly Filter[],
  quote: (column: string) => string,
  literal: (value: string) => string,
): string {
  const all = filters.map((it) => {
    const column = quote(it["column-name"]);
    const any = it["filter-conditions"].map((condition) =>
      conditionSql(condition, column, literal),
    );
    return `(${any.join(" OR ")})`;
  });
  return all.length === 0 ? "TRUE" : all.join(" AND ");
}

function conditionSql(it: Condition, column: string, literal: (value: string) => string): string {
  const value = literal(it.value ?? "");
  const range = `BETWEEN ${literal(it["start-value"] ?? "")} AND ${literal(it["end-value"] ?? "")}`;
  switch (it["filter-operator"]) {
    case "eq":
      return `${column} = ${value}`;
    case "noteq":
      return `${column} <> ${value}`;
    case "gte":
      return `${column} >= ${value}`;
    case "ste":
      return `${column} <= ${value}`;
    case "between":
      return `${column} ${range}`;
    case "notbetween":
      return `${column} NOT ${range}`;
    case "null":
      return `${column} IS NULL`;
    case "notnull":
      return `${column} IS NOT NULL`;
  }
}

/** Whether a row from the binary log passes filters. Numbers are compared as such, all else as text. */
export function passesFilters(filters: readonly Filter[], row: RowValues): boolean {
  return filters.every((it) => {
    const cell = row[it["column-name"]];
    return it["filter-conditions"].some((condition) => holds(condition, cell));
  });
}

function holds(it: Condition, cell: unknown): boolean {
  const isNull = cell === null || cell === undefined;
  if (it["filter-operator"] === "null") return isNull;
  if (isNull) return false;
  const against = (value: string | undefined) => compare(textOf(cell), value ?? "");
  const isBetween = against(it["start-value"]) >= 0 && against(it["end-value"]) <= 0;
  switch (it["filter-operator"]) {
    case "eq":
      return against(it.value) === 0;
    case "noteq":
      return against(it.value) !== 0;
    case "gte":
      return against(it.value) >= 0;
    case "ste":
      return against(it.value) <= 0;
    case "between":
      return isBetween;
    case "notbetween":
      return !isBetween;
    case "notnull":
      return true;
  }
}

const number = /^-?\d+(\.\d+)?$/;

function compare(left: string, right: string): number {
  if (number.test(left) && number.test(right)) return Number(left) - Number(right);
  return left < right ? -1 : Number(left > right);
}
