import { quoted, type TableName } from "../database/identifier";
import { placeholders, type Query, textOf } from "../database/query";
import { mapCode, tokens } from "./sql-text";
import type { PlannedStatement } from "./statements";
import type { Part, TableDefinition } from "./table-definition";

/** Something that is not the same on both sides. */
export interface Difference {
  readonly subject: string;
  /** Value in the plan; undefined for something that only the target has. */
  readonly wanted?: string | undefined;
  /** Value in the target; undefined for something that is missing. */
  readonly found?: string | undefined;
}

/** A difference in writing that means the same, and why. */
interface Equivalence {
  readonly pattern: RegExp;
  readonly replacement: string;
  readonly reason: string;
  /** Counts only between servers that write expressions in ways of their own: flavours, major versions. */
  readonly isBetweenServers?: true;
}

/** Equivalent spellings of different servers. `docs/runbook.md` has the reasons. */
export const equivalences: readonly Equivalence[] = [
  {
    pattern: /\b((?:tiny|small|medium|big)?int|year)\(\d+\)/gi,
    replacement: "$1",
    reason: "the display width of integers and years means nothing, and MySQL 8 shows none",
  },
  {
    pattern: /\s*(?:CHARACTER SET|(?:DEFAULT )?CHARSET=|COLLATE[ =])\s*\w+/gi,
    replacement: "",
    reason: "collations are compared column by column, as the server knows them",
  },
  {
    pattern: /\s+ROW_FORMAT=\w+/gi,
    replacement: "",
    reason: "Aurora chooses the row format",
  },
  {
    pattern: /\s+DEFAULT NULL\b/gi,
    replacement: "",
    reason: "NULL is the default of a column that may be NULL, written or not",
  },
  {
    pattern: /\b(current_timestamp)\(\)/gi,
    replacement: "$1",
    reason: "MariaDB writes the function with parentheses",
  },
  {
    pattern: /\s+USING BTREE/gi,
    replacement: "",
    reason: "InnoDB has no other kind of index",
  },
  {
    pattern: /\/\*!\d+ |\s*\*\//g,
    replacement: "",
    reason: "a comment with a version is part of the statement on this version",
  },
  {
    pattern: /\s+/g,
    replacement: " ",
    reason: "white space",
  },
  {
    pattern: /[()]|\s/g,
    replacement: "",
    reason: "MySQL and MariaDB write expressions with other parentheses and spaces",
    isBetweenServers: true,
  },
];

/** A part of a definition as it is compared. */
export function comparable(sql: string, isSameKind: boolean): string {
  const used = equivalences.filter((one) => !(isSameKind && one.isBetweenServers));
  const plain = mapCode(sql, (code) =>
    used
      .reduce((rest, { pattern, replacement }) => rest.replace(pattern, replacement), code)
      .toLowerCase(),
  );
  // A number is a default with quotes and without.
  const numbers = plain.replace(/(default ?)'([-+]?[\d.]+)'/g, "$1$2").trim();
  return isSameKind ? numbers : numbers.replace(/`(\w+)`/g, "$1");
}

/** The differences between a table of a plan and that of the target. */
export function compareTable(
  wanted: TableDefinition,
  found: TableDefinition,
  isSameKind: boolean,
): readonly Difference[] {
  const subject = `${wanted.schema}.${wanted.table}`;
  const same = (left = "", right = ""): boolean =>
    comparable(left, isSameKind) === comparable(right, isSameKind);
  const [left, right] = [wanted, found].map((table) => partsByKey(table, isSameKind));
  const keys = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])];
  return [
    ...keys.flatMap((key) => {
      const [own, other] = [left?.get(key), right?.get(key)];
      // The expression of a check is its key: the server may have chosen its name.
      const isSame = own && other && (own.kind === "check" || same(own.text, other.text));
      return isSame
        ? []
        : [{ subject: `${subject}: ${key}`, wanted: own?.text, found: other?.text }];
    }),
    ...orderDifference(subject, wanted, found),
    ...(["options", "partitions"] as const)
      .filter((name) => !same(wanted[name], found[name]))
      .map((name) => ({
        subject: `${subject}: ${name}`,
        wanted: wanted[name],
        found: found[name],
      })),
  ];
}

function partsByKey({ parts }: TableDefinition, isSameKind: boolean): ReadonlyMap<string, Part> {
  return new Map(
    parts.map((part) => {
      const name =
        part.kind === "check" ? comparable(condition(part), isSameKind) : part.name.toLowerCase();
      return [`${part.kind} ${name}`.trim(), part];
    }),
  );
}

/** A check without its name. */
function condition({ text: sql }: Part): string {
  if (!sql.startsWith("CONSTRAINT")) return sql;
  return tokens(sql)
    .slice(2)
    .map((token) => token.text)
    .join("")
    .trim();
}

function orderDifference(
  subject: string,
  wanted: TableDefinition,
  found: TableDefinition,
): readonly Difference[] {
  const columns = ({ parts }: TableDefinition): readonly string[] =>
    parts.filter(({ kind }) => kind === "column").map(({ name }) => name);
  const [own, other] = [columns(wanted), columns(found)];
  const isSameSet = listText(own.toSorted()) === listText(other.toSorted());
  return isSameSet && listText(own) !== listText(other)
    ? [{ subject: `${subject}: order of columns`, wanted: own.join(", "), found: other.join(", ") }]
    : [];
}

const listText = (names: readonly string[]): string => JSON.stringify(names);

/** The differences between programs: by kind and name, without their definers. */
export function comparePrograms(
  wanted: readonly PlannedStatement[],
  found: readonly PlannedStatement[],
  isSameKind: boolean,
): readonly Difference[] {
  // Some servers write the schema before each name of a view, others only where it is another one.
  const text = ({ sql, makes }: PlannedStatement): string =>
    makes.kind === "view" ? sql.replaceAll(`${quoted(makes.schema)}.`, "") : sql;
  const byName = (all: readonly PlannedStatement[]) =>
    new Map(
      all.map((one) => [`${one.makes.kind} ${one.makes.schema}.${one.makes.name}`, text(one)]),
    );
  const [left, right] = [byName(wanted), byName(found)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((subject) => {
    const [own, other] = [left.get(subject), right.get(subject)];
    const isSame =
      own !== undefined &&
      other !== undefined &&
      comparable(own, isSameKind) === comparable(other, isSameKind);
    return isSame ? [] : [{ subject, wanted: own, found: other }];
  });
}

/** A column of text. */
interface TextColumn extends TableName {
  readonly column: string;
  readonly collation: string;
}

/** The columns of some schemas that have a collation. */
export async function readColumnCollations(
  query: Query,
  schemas: readonly string[],
): Promise<readonly TextColumn[]> {
  if (schemas.length === 0) return [];
  const rows = await query(
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, column_name AS \`column\`,
            collation_name AS collation
       FROM information_schema.columns
      WHERE collation_name IS NOT NULL AND table_schema IN (${placeholders(schemas)})`,
    schemas,
  );
  return rows.map((row) => ({
    schema: textOf(row, "schema"),
    table: textOf(row, "table"),
    column: textOf(row, "column"),
    collation: textOf(row, "collation"),
  }));
}
