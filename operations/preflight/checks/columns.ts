import { quoted, quotedTable, tableLabel } from "../../database/identifier";
import { check, type Check, each, type Judgement } from "../check";
import { isLob, lobLimitKiB } from "../lobs";
import type { Answers } from "../questions";
import type { Situation } from "../situation";
import { type ColumnValues, type ValueFacts, valuesOf } from "../values";

const limitations = "DMS user guide, CHAP_Source.MySQL, limitations";
const assessments = "DMS user guide, premigration assessments for MySQL";

type Column = Answers["columns"][number];

/** A check that finds columns of one kind. */
function finding(
  definition: Pick<Check, "id" | "why" | "source" | "assessment"> & {
    readonly wanted: string;
    readonly isFound: (column: Column, situation: Situation) => boolean;
    readonly judge: (
      column: Column,
      situation: Situation,
    ) => Pick<Judgement, "verdict" | "measured" | "remedy">;
  },
): Check {
  const { wanted, isFound, judge, ...about } = definition;
  return check({
    ...about,
    asks: ["columns"],
    judge: ({ columns }, situation) =>
      each(
        columns.filter((column) => isFound(column, situation)),
        wanted,
        (column) => ({ subject: columnLabel(column), ...judge(column, situation) }),
      ),
  });
}

function columnLabel({ column, ...table }: Column): string {
  return `${tableLabel(table)}.${/^\w+$/.test(column) ? column : quoted(column)}`;
}

/** Types of MariaDB and of MySQL 9 that MySQL 8 does not have. */
const foreignTypes = ["inet4", "inet6", "uuid", "vector", "xmltype"];

const spatialTypes = [
  "geometry",
  "geometrycollection",
  "geomcollection",
  "linestring",
  "multilinestring",
  "multipoint",
  "multipolygon",
  "point",
  "polygon",
];

/** The largest value of each integer type, and twice as much without a sign. */
const integerMaxima: Readonly<Record<string, bigint>> = {
  tinyint: 127n,
  smallint: 32_767n,
  mediumint: 8_388_607n,
  int: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};

function judgeHeadRoom({
  tables,
  columns,
}: Pick<Answers, "tables" | "columns">): readonly Judgement[] {
  const wanted = "less than 80 % of the type's range is used";
  const counters = columns.filter(({ extra }) => /auto_increment/i.test(extra));
  const used = counters.flatMap((column) => {
    const table = tables.find(
      ({ schema, table: name }) => schema === column.schema && name === column.table,
    );
    const signed = integerMaxima[column.type];
    if (table?.next_id === undefined || table.next_id === null || signed === undefined) return [];
    const maximum = /unsigned/i.test(column.definition) ? signed * 2n + 1n : signed;
    return [{ column, percent: Number((BigInt(table.next_id) * 1000n) / maximum) / 10 }];
  });
  return each(
    used.filter(({ percent }) => percent >= 80),
    wanted,
    ({ column, percent }) => ({
      verdict: percent >= 95 ? "failure" : "warning",
      subject: columnLabel(column),
      measured: `${percent.toFixed(1)} % of ${column.definition}`,
      remedy: `ALTER TABLE ${quotedTable(column)} MODIFY ${quoted(column.column)} BIGINT UNSIGNED NOT NULL AUTO_INCREMENT; -- on both sides`,
    }),
  );
}

/** Whether the target has a collation; by its list, or by the families that MySQL does not have. */
function isCollationKnown(collation: string, { target }: Situation): boolean {
  if (target.collations) return target.collations.has(collation);
  return !/uca1400|_nopad_|_no_?pad/i.test(collation);
}

function judgeZeroDates(
  { columns, values }: Pick<Answers, "columns"> & ValueFacts,
  { target }: Situation,
): readonly Judgement[] {
  const modes = target.variables["sql_mode"] ?? "";
  const isRefused = /NO_ZERO_(?:DATE|IN_DATE)|TRADITIONAL/.test(modes);
  const found = columns.flatMap((column) => {
    const zeros = valuesOf(values, column)?.zeroDates ?? 0;
    const parts = [
      ...(column.fallback?.includes("0000-00-00") === true ? [`default ${column.fallback}`] : []),
      ...(zeros > 0 ? [`${zeros} zero dates`] : []),
    ];
    return parts.length > 0 ? [{ column, measured: parts.join(", ") }] : [];
  });
  return each(found, "no zero date", ({ column, measured }) => ({
    verdict: isRefused ? "failure" : "warning",
    subject: columnLabel(column),
    measured,
    remedy: "-- database.parameters.sql_mode without NO_ZERO_DATE and NO_ZERO_IN_DATE",
  }));
}

function judgeLobLimits(
  { columns, values }: Pick<Answers, "columns"> & ValueFacts,
  situation: Situation,
): readonly Judgement[] {
  const limited = columns.flatMap((column) => {
    const limit = lobLimitKiB(column, situation);
    return isLob(column) && limit !== undefined ? [{ column, limit }] : [];
  });
  return each(limited, "a limit that no value exceeds", ({ column, limit }) => ({
    subject: columnLabel(column),
    ...judgeLobLimit(column, limit, valuesOf(values, column), values?.isComplete === true),
  }));
}

function judgeLobLimit(
  column: Column,
  limitKiB: number,
  value: ColumnValues | undefined,
  isComplete: boolean,
): Omit<Judgement, "wanted" | "subject"> {
  const longest = Math.ceil((value?.longestBytes ?? 0) / 1024);
  const rows = isComplete ? "all rows" : "a sample";
  const measured = `${column.definition}: cut off at ${limitKiB} KiB, longest of ${rows} ${longest} KiB`;
  if (longest > limitKiB) {
    const remedy = `-- lobMaxSizeKiB: ${longest} for this table or its migration, or lobMode inline`;
    return { verdict: "failure", measured, remedy };
  }
  return isComplete
    ? { verdict: "pass", measured }
    : {
        verdict: "warning",
        measured,
        remedy: "-- npm run migrate -- preflight --deep reads all rows",
      };
}

/** Checks on the columns of the selected tables. */
export const columnChecks: readonly Check[] = [
  finding({
    id: "generated-columns",
    why: "DMS copies no generated column, and may fail to write one that the target generates.",
    source: limitations,
    assessment: "mysql-check-generated-columns",
    wanted: "no generated column, or one that the target generates by itself",
    // DEFAULT_GENERATED means that the default is an expression.
    isFound: ({ extra }) => /\b(?:VIRTUAL|STORED|PERSISTENT)\b/i.test(extra),
    judge: ({ column, extra, ...table }) => ({
      verdict: "warning",
      measured: extra.toLowerCase(),
      remedy: `-- a transformation remove-column of ${tableLabel(table)}.${column}; schema plan makes it on the target`,
    }),
  }),
  finding({
    id: "invisible-columns",
    why: "DMS does not see them: their values stay behind.",
    source: assessments,
    assessment: "mysql-check-invisible-columns",
    wanted: "visible columns",
    isFound: ({ extra }) => /INVISIBLE/i.test(extra),
    judge: ({ column, definition, ...table }) => ({
      verdict: "warning",
      measured: `${definition} invisible`,
      remedy: `ALTER TABLE ${quotedTable(table)} ALTER COLUMN ${quoted(column)} SET VISIBLE; -- or generate its values on the target`,
    }),
  }),
  check({
    id: "lob-limit",
    why: "In limited mode a longer value is truncated, and the task continues.",
    source: "DMS user guide, LOB support",
    assessment: "mysql-batch-apply-lob-mode",
    asks: ["columns"],
    judge: judgeLobLimits,
  }),
  finding({
    id: "lob-not-null",
    why: "DMS writes a row with NULL in its LOB columns first, and the values afterwards.",
    source: "DMS user guide, best practices, LOB columns",
    wanted: "LOB columns that may be NULL, or the limited mode",
    isFound: (column, situation) =>
      isLob(column) && !column.nullable && lobLimitKiB(column, situation) === undefined,
    judge: ({ definition, column, ...table }) => ({
      verdict: "failure",
      measured: `${definition} NOT NULL`,
      remedy: `-- on the target until the cut-over: ALTER TABLE ${quotedTable(table)} MODIFY ${quoted(column)} ${definition} NULL; or lobMode limited with a limit that suffices`,
    }),
  }),
  finding({
    id: "json",
    why: "DMS carries JSON as text: decimals and dates within it may come back as other types.",
    source: "tried with a copy by text; DMS user guide, CHAP_Target.MySQL, data types",
    wanted: "verified by migrate verify, which compares normalised documents",
    isFound: ({ type }) => type === "json",
    judge: () => ({
      verdict: "warning",
      measured: "json",
      remedy: "-- nothing; look at these columns first when verify finds a difference",
    }),
  }),
  finding({
    id: "column-types",
    why: "A type that the target does not have cannot be made there; spatial values are carried as LOBs.",
    source: "MySQL reference, Data Types",
    wanted: "types of MySQL 8.0",
    isFound: ({ type }) => [...foreignTypes, ...spatialTypes].includes(type.toLowerCase()),
    judge: ({ type, column, ...table }) =>
      spatialTypes.includes(type.toLowerCase())
        ? {
            verdict: "warning",
            measured: type,
            remedy: "-- try one load of this table first, and verify it",
          }
        : {
            verdict: "failure",
            measured: type,
            remedy: `-- on the target VARBINARY or VARCHAR; on the source: ALTER TABLE ${quotedTable(table)} MODIFY ${quoted(column)} …;`,
          },
  }),
  check({
    id: "zero-dates",
    why: "Zero dates become NULL, or are refused; ALTER TABLE fails with error 1067 in a strict mode.",
    source: "DMS user guide, CHAP_Source.MySQL; tried",
    asks: ["columns"],
    judge: judgeZeroDates,
  }),
  finding({
    id: "collations",
    why: "A table with a collation that the target does not have cannot be made there; under another one unique keys may collide.",
    source: "MySQL reference, Character Sets and Collations",
    wanted: "collations of the target",
    isFound: ({ collation }, situation) =>
      collation !== null && !isCollationKnown(collation, situation),
    judge: ({ collation }) => ({
      verdict: "failure",
      measured: collation ?? "",
      remedy:
        "-- npm run migrate -- schema plan maps it and shows the new collation; check unique keys of text",
    }),
  }),
  check({
    id: "utf8mb3",
    why: "The character set of three bytes is deprecated; it works on Aurora MySQL 3.",
    source: "MySQL reference, The utf8mb3 Character Set",
    asks: ["columns"],
    judge: ({ columns }) => {
      const old = columns.filter(({ characters }) =>
        ["utf8", "utf8mb3"].includes(characters ?? ""),
      );
      return [
        {
          verdict: old.length === 0 ? "pass" : "warning",
          measured: `${old.length} columns`,
          wanted: "utf8mb4",
          ...(old.length > 0 && { remedy: "-- leave it as it is; convert after the cut-over" }),
        },
      ];
    },
  }),
  check({
    id: "auto-increment",
    why: "When a counter reaches its type's end every insert fails; the move is the cheapest moment to widen it.",
    source: "MySQL reference, Integer Types",
    assessment: "mysql-check-auto-increment",
    asks: ["tables", "columns"],
    judge: judgeHeadRoom,
  }),
];
