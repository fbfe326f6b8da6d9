import { allOf, type Condition, type KeyColumn } from "../../lib/chunks";
import { columnKind, type DigestColumn } from "../../lib/row-digest";
import type { Transformation } from "../../lib/settings/table-mappings";
import type { RowFilter } from "../../lib/table-mappings/selection";
import { targetColumn } from "../../lib/table-mappings/renaming";
import { quoted } from "../database/identifier";
import type { Parameter } from "../database/query";
import type { Server } from "../database/server";
import type { ScopedTable } from "../scope";
import type { SideTable } from "./digest";
import type { ColumnFacts, TableFacts } from "./facts";

/** Plan for comparing a table. */
export interface TablePlan {
  readonly table: ScopedTable;
  readonly source: SideTable;
  readonly target: SideTable;
  /** Names of the key's columns in the source; empty where rows have no key to be named by. */
  readonly key: readonly string[];
  /** Whether the key puts rows in the same order on both sides, so that ranges of it can be compared. */
  readonly chunked: boolean;
  /** Parts that are not compared, each with the reason, in words. */
  readonly notCompared: readonly string[];
}

/** Inputs of a plan. */
export interface TableInputs {
  readonly table: ScopedTable;
  readonly source: TableFacts;
  readonly target: TableFacts | undefined;
  readonly sourceServer: Server;
  readonly transformations: readonly Transformation[];
  readonly filters: readonly RowFilter[];
}

/** A column on both sides. */
interface Pair {
  readonly source: ColumnFacts;
  readonly target: ColumnFacts;
}

/** Differences that are known before any row is compared, in words. */
export type PlanProblem = readonly string[];

/** Decides how to compare a table, or what is missing in the target. */
export function planTable(inputs: TableInputs): TablePlan | PlanProblem {
  const { table, source, target } = inputs;
  if (target === undefined) return ["the table is not in the target"];
  const { pairs, missing } = columnPairs(inputs, target);
  if (missing.length > 0) {
    return missing.map((name) => `the column ${quoted(name)} is not in the target`);
  }
  const compared = pairs.filter((pair) => !isJsonOfMariaDb(pair, inputs));
  const columns = compared.map(digestColumns);
  const keyPairs = source.key.flatMap(
    (name) => pairs.find((pair) => pair.source.name === name) ?? [],
  );
  const hasKey = keyPairs.length > 0 && keyPairs.length === source.key.length;
  const chunked = hasKey && keyPairs.every(isOrderedAlike);
  const keyOn = (side: keyof Pair): readonly KeyColumn[] =>
    chunked ? keyPairs.map((pair) => keyColumn(pair[side])) : [];
  const labelOn = (side: keyof Pair) =>
    hasKey ? keyPairs.map((pair) => quoted(pair[side].name)) : [];
  return {
    table,
    key: hasKey ? source.key : [],
    chunked,
    source: {
      name: table.source,
      columns: columns.map((it) => it.source),
      key: keyOn("source"),
      label: chunked ? [] : labelOn("source"),
      filter: filterCondition(inputs.filters),
    },
    target: {
      name: table.target,
      columns: columns.map((it) => it.target),
      key: keyOn("target"),
      label: chunked ? [] : labelOn("target"),
    },
    notCompared: notCompared(inputs, pairs, compared),
  };
}

function columnPairs(
  { source, table, transformations }: TableInputs,
  target: TableFacts,
): { readonly pairs: readonly Pair[]; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const pairs = source.columns
    .filter(({ generated }) => !generated)
    .flatMap((column) => {
      const name = targetColumn(transformations, table.source, column.name);
      if (name === undefined) return [];
      // Names of columns are the same in any case.
      const found = target.columns.find((it) => it.name.toLowerCase() === name.toLowerCase());
      if (found === undefined) missing.push(name);
      return found === undefined ? [] : [{ source: column, target: found }];
    });
  return { pairs, missing };
}

function digestColumns({ source, target }: Pair): { source: DigestColumn; target: DigestColumn } {
  const own = [source, target].map(({ dataType, columnType }) => columnKind(dataType, columnType));
  const [ofSource = "text", ofTarget = "text"] = own;
  // Of a short and a long type of text or bytes, both sides are read as the long one.
  const kind = ["longText", "longBinary", "number", "float"].includes(ofTarget)
    ? ofTarget
    : ofSource;
  const nullable = source.nullable || target.nullable;
  return {
    source: { name: quoted(source.name), kind, nullable },
    target: { name: quoted(target.name), kind, nullable },
  };
}

/** MariaDB keeps JSON as it was written, MySQL in an order of its own: no statement compares the two. */
function isJsonOfMariaDb({ target }: Pair, { sourceServer }: TableInputs): boolean {
  return sourceServer.flavour === "mariadb" && target.dataType.toLowerCase() === "json";
}

/** SQL casts for boundaries of key columns, by type; text and dates need none. */
const casts: Readonly<Record<string, (columnType: string) => string>> = Object.fromEntries(
  ["tinyint", "smallint", "mediumint", "int", "bigint"].map((type) => [
    type,
    (columnType: string) => (/\bunsigned\b/i.test(columnType) ? "UNSIGNED" : "SIGNED"),
  ]),
);
const comparedAsTheyAre = new Set(
  "char varchar binary varbinary date datetime timestamp time year".split(" "),
);

function keyColumn({ name, dataType, columnType }: ColumnFacts): KeyColumn {
  const decimal = /^decimal\((\d+),(\d+)\)/i.exec(columnType);
  return {
    name: quoted(name),
    cast: decimal
      ? `DECIMAL(${decimal[1] ?? ""}, ${decimal[2] ?? ""})`
      : casts[dataType.toLowerCase()]?.(columnType),
  };
}

/** An ENUM is ordered by the place of its members, a FLOAT is equal to nothing that can be written. */
function isOrderedAlike({ source, target }: Pair): boolean {
  const type = source.dataType.toLowerCase();
  const known = type in casts || type === "decimal" || comparedAsTheyAre.has(type);
  return known && source.collation === target.collation;
}

/** The filters of the mapping, which take a row when it passes all of them. */
function filterCondition(filters: readonly RowFilter[]): Condition<Parameter> | undefined {
  if (filters.length === 0) return undefined;
  return allOf(
    filters.flatMap(({ column, atLeast, atMost, oneOf = [] }) => {
      const name = quoted(column);
      return [
        ...(atLeast === undefined ? [] : [{ sql: `${name} >= ?`, parameters: [atLeast] }]),
        ...(atMost === undefined ? [] : [{ sql: `${name} <= ?`, parameters: [atMost] }]),
        ...(oneOf.length === 0
          ? []
          : [{ sql: `${name} IN (${oneOf.map(() => "?").join(", ")})`, parameters: oneOf }]),
      ];
    }),
  );
}

function notCompared(
  { source, target }: TableInputs,
  pairs: readonly Pair[],
  compared: readonly Pair[],
): readonly string[] {
  const generated = source.columns.filter((column) => column.generated);
  const json = pairs.filter((pair) => !compared.includes(pair));
  const paired = new Set(pairs.map((pair) => pair.target.name));
  const extra = (target?.columns ?? []).filter(
    ({ name, generated: it }) => !it && !paired.has(name),
  );
  return [
    ...generated.map(({ name }) => `${quoted(name)} is generated by each server`),
    ...json.map((pair) => `${quoted(pair.source.name)} is JSON, which MariaDB keeps as text`),
    ...extra.map(({ name }) => `${quoted(name)} is in the target alone`),
  ];
}
