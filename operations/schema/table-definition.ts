import type { TableName } from "../database/identifier";
import {
  indexInCode,
  leadingName,
  listItems,
  mapCode,
  parenthesised,
  tokens,
  unquoted,
} from "./sql-text";

/** Kind of a part of a table. */
export type PartKind =
  | "column"
  | "primary"
  | "unique"
  | "index"
  | "fulltext"
  | "spatial"
  | "foreign-key"
  | "check"
  | "period";

/** A column, a key or a constraint, as `SHOW CREATE TABLE` writes it. */
export interface Part {
  readonly kind: PartKind;
  /** Empty for a part without a name, such as the primary key. */
  readonly name: string;
  readonly text: string;
}

/** A table, cut into its parts. */
export interface TableDefinition extends TableName {
  readonly parts: readonly Part[];
  /** Engine, character set, comment and so on; without `AUTO_INCREMENT`. */
  readonly options: string;
  /** `PARTITION BY …` without the version comment around it, or no text. */
  readonly partitions: string;
}

const beginnings: readonly (readonly [RegExp, PartKind])[] = [
  [/^PRIMARY KEY/, "primary"],
  [/^UNIQUE (?:KEY|INDEX)/, "unique"],
  [/^(?:KEY|INDEX)/, "index"],
  [/^FULLTEXT (?:KEY|INDEX)/, "fulltext"],
  [/^SPATIAL (?:KEY|INDEX)/, "spatial"],
  [/^PERIOD FOR/, "period"],
];

/**
 * Cuts the answer of `SHOW CREATE TABLE` into the table's parts.
 *
 * @throws RangeError for a text that is no such answer.
 */
export function parseTable({ schema, table }: TableName, sql: string): TableDefinition {
  const { inside, after } = parenthesised(sql);
  // A quoted comment may contain the same text.
  const at = indexInCode(after, /(?:\/\*!\d+ )?PARTITION BY/) ?? after.length;
  return {
    schema,
    table,
    parts: listItems(inside).map(partOf),
    options: withoutCounter(after.slice(0, at)).trim(),
    partitions: withoutVersionComment(after.slice(at)),
  };
}

function partOf(text: string): Part {
  const column = leadingName(text);
  if (column !== undefined) return { kind: "column", name: column, text };
  if (text.startsWith("CONSTRAINT")) {
    const [name = ""] = names(text);
    const [, , following = ""] = tokens(text).map((token) => token.text);
    return { kind: /^\s*FOREIGN KEY/.test(following) ? "foreign-key" : "check", name, text };
  }
  const kind = beginnings.find(([pattern]) => pattern.test(text))?.[1] ?? "check";
  const [name = ""] = kind === "primary" ? [""] : names(text);
  return { kind, name, text };
}

function names(text: string): readonly string[] {
  return tokens(text).flatMap((token) =>
    token.kind === "identifier" ? [unquoted(token.text)] : [],
  );
}

function withoutVersionComment(partitions: string): string {
  return mapCode(partitions.trim(), (code) =>
    code.replace(/^\/\*!\d+ /, "").replace(/\s*\*\/\s*$/, ""),
  );
}

function withoutCounter(options: string): string {
  return mapCode(options, (code) => code.replace(/\s*\bAUTO_INCREMENT=\d+/, ""));
}

/** The columns of a key, in order; undefined for an expression. */
export function keyColumns({ text }: Part): readonly (string | undefined)[] {
  return listItems(parenthesised(text).inside).map(leadingName);
}
