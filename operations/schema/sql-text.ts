import { quoted } from "../database/identifier";

/** A piece of a statement: a quoted piece is a whole, with its quotes. */
export interface Token {
  /** `identifier` in backquotes; `string` in single or double quotes; `code` is all else. */
  readonly kind: "identifier" | "string" | "code";
  readonly text: string;
}

const pieces = /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|[^`'"]+|[`'"]/g;

/** Splits a statement, as `SHOW CREATE` writes it, into quoted and unquoted pieces. */
export function tokens(sql: string): readonly Token[] {
  return (sql.match(pieces) ?? []).map((text) => {
    if (text.startsWith("`") && text.length > 1) return { kind: "identifier", text };
    return { kind: /^['"]./s.test(text) ? "string" : "code", text };
  });
}

/** Changes the unquoted pieces, and leaves the rest. */
export function mapCode(sql: string, change: (code: string) => string): string {
  return tokens(sql)
    .map(({ kind, text }) => (kind === "code" ? change(text) : text))
    .join("");
}

/** Changes the names in backquotes, and leaves the rest. */
export function mapIdentifiers(sql: string, change: (name: string) => string): string {
  return tokens(sql)
    .map(({ kind, text }) => (kind === "identifier" ? quoted(change(unquoted(text))) : text))
    .join("");
}

/** The name in backquotes, or in ANSI's double quotes. */
export function unquoted(identifier: string): string {
  const quote = identifier.slice(0, 1);
  return identifier.slice(1, -1).replaceAll(`${quote}${quote}`, quote);
}

/** A name in backquotes at the beginning of a text; undefined when there is none. */
export function leadingName(sql: string): string | undefined {
  const [first] = tokens(sql);
  return first?.kind === "identifier" ? unquoted(first.text) : undefined;
}

/** A text in three parts: before its first parenthesis, within it, and after it. */
export interface Parenthesised {
  readonly before: string;
  readonly inside: string;
  readonly after: string;
}

/**
 * Cuts a statement at its first parenthesis, with the one that closes it.
 *
 * @throws RangeError when there is none, or it stays open.
 */
export function parenthesised(sql: string): Parenthesised {
  let depth = 0;
  let start = -1;
  let at = 0;
  for (const { kind, text } of tokens(sql)) {
    if (kind === "code") {
      for (const { 0: character, index } of text.matchAll(/[()]/g)) {
        if (character === "(") {
          if (depth === 0) start = at + index;
          depth += 1;
        } else {
          depth -= 1;
          const end = at + index;
          if (depth === 0) {
            return {
              before: sql.slice(0, start),
              inside: sql.slice(start + 1, end),
              after: sql.slice(end + 1),
            };
          }
        }
      }
    }
    at += text.length;
  }
  throw new RangeError("The statement has no parenthesis that is opened and closed.");
}

/** The parts of a list, separated by commas that are in no quotes and in no parentheses. */
export function listItems(sql: string): readonly string[] {
  const items: string[] = [];
  let item = "";
  let depth = 0;
  for (const { kind, text } of tokens(sql)) {
    if (kind !== "code") {
      item += text;
      continue;
    }
    for (const character of text) {
      if (character === "(") depth += 1;
      if (character === ")") depth -= 1;
      if (character === "," && depth === 0) {
        items.push(item.trim());
        item = "";
      } else {
        item += character;
      }
    }
  }
  return [...items, item.trim()].filter((text) => text !== "");
}

/** Index of a pattern outside of quotes; undefined if it does not occur. */
export function indexInCode(sql: string, pattern: RegExp): number | undefined {
  let at = 0;
  for (const { kind, text } of tokens(sql)) {
    const found = kind === "code" ? pattern.exec(text) : null;
    if (found) return at + found.index;
    at += text.length;
  }
  return undefined;
}

/** The words of a text, separated by white space that is in no quotes. */
export function words(sql: string): readonly string[] {
  return mapCode(sql, (code) => code.replaceAll(/\s+/g, "\0"))
    .split("\0")
    .filter((word) => word !== "");
}
