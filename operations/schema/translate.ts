import type { Server } from "../database/server";
import { indexInCode, mapCode, parenthesised, words } from "./sql-text";
import { type Part, type TableDefinition } from "./table-definition";

/** Dialects of the two servers. */
export interface Dialects {
  readonly source: Server;
  /** The collations of the target; undefined when it has not been asked. */
  readonly collations: ReadonlySet<string> | undefined;
  /**
   * The collation that each character set of the source has by default, and which the source therefore
   * leaves out: that of utf8mb4 is another one on MySQL 8.
   */
  readonly defaultCollations: ReadonlyMap<string, string>;
}

/** Something that is not on the target as it is on the source, and why. */
export interface Note {
  readonly subject: string;
  readonly text: string;
  /** Whether the target would refuse it: a person has to decide first. */
  readonly isProblem?: true;
}

/** A definition for MySQL 8.0, with what had to be changed for it. */
export interface Translation {
  readonly definition: TableDefinition;
  readonly notes: readonly Note[];
}

/** Table options that Aurora refuses or ignores, each with the reason. */
const droppedOptions: readonly (readonly [RegExp, string])[] = [
  [/^ROW_FORMAT=(?!DYNAMIC)/i, "Aurora stores rows in the format DYNAMIC"],
  [/^(?:KEY_BLOCK_SIZE|COMPRESSION)=/i, "Aurora compresses no tables"],
  [/^(?:ENCRYPTION=|`ENCRYPT)/i, "Aurora encrypts its whole storage"],
  [/^(?:DATA|INDEX) DIRECTORY=/i, "Aurora has no directories"],
  [/^(?:PAGE_CHECKSUM|TRANSACTIONAL|PACK_KEYS|CHECKSUM|DELAY_KEY_WRITE|`)/i, "it is not InnoDB's"],
  [/^(?:\/\*!\d+ )?TABLESPACE /i, "Aurora has no tablespaces"],
  [/^WITH SYSTEM VERSIONING/i, "MySQL keeps no history of rows"],
];

/** Turns a table of any source into one that MySQL 8.0 takes. */
export function translate(definition: TableDefinition, dialects: Dialects): Translation {
  const notes: Note[] = [];
  const note = (text: string, isProblem?: true): void => {
    notes.push({ subject: subjectOf(definition), text, ...(isProblem && { isProblem }) });
  };
  const parts = definition.parts
    .filter(({ kind }) => kind !== "period")
    .map((part) => translatePart(part, dialects, note))
    .flatMap(withoutInlineCheck);
  return {
    definition: {
      ...definition,
      parts,
      options: withCollations(
        translateOptions(withDefaultCollation(definition.options, dialects), note),
        dialects,
        note,
      ),
      partitions: translatePartitions(definition.partitions),
    },
    notes: notes.filter((one, index) => notes.findIndex(({ text }) => text === one.text) === index),
  };
}

type Noting = (text: string, isProblem?: true) => void;

function subjectOf({ schema, table }: TableDefinition): string {
  return `${schema}.${table}`;
}

function translateOptions(options: string, note: Noting): string {
  return tableOptions(options)
    .filter((option) => {
      const reason = droppedOptions.find(([pattern]) => pattern.test(option))?.[1];
      if (reason !== undefined) note(`${option} is left out: ${reason}`);
      return reason === undefined;
    })
    .map((option) => {
      if (!/^ENGINE=/i.test(option) || option === "ENGINE=InnoDB") return option;
      note(`${option} becomes InnoDB`);
      return "ENGINE=InnoDB";
    })
    .join(" ");
}

/** Options one by one, such as `DEFAULT CHARSET=utf8mb4`. */
function tableOptions(options: string): readonly string[] {
  const found: string[] = [];
  let open: string[] = [];
  for (const word of words(options)) {
    open.push(word);
    const isWhole = indexInCode(word, /=/) !== undefined;
    if (isWhole || word === "*/" || word === "VERSIONING") {
      found.push(open.join(" "));
      open = [];
    }
  }
  return open.length > 0 ? [...found, open.join(" ")] : found;
}

function translatePartitions(partitions: string): string {
  return mapCode(partitions, (code) => code.replace(/ENGINE = \w+/g, "ENGINE = InnoDB"));
}

function translatePart(part: Part, dialects: Dialects, note: Noting): Part {
  const { source } = dialects;
  const whole = part.kind === "column" ? withDefaultCollation(part.text, dialects) : part.text;
  const text = withCollations(whole, dialects, note);
  if (source.flavour !== "mariadb") return { ...part, text };
  const plain = mapCode(text, (code) =>
    code
      .replace(/\s*\/\*M?!\d+ [^*]*\*\//g, "")
      .replace(/ PERSISTENT\b/, " STORED")
      .replace(/\) IGNORED$/, ") INVISIBLE"),
  );
  if (part.kind === "column") return { ...part, text: mariadbColumn(part.name, plain, note) };
  if (part.kind === "unique" && / USING HASH$/.test(plain)) {
    note(`the unique key ${part.name} over long values is MariaDB's own`, true);
  }
  return { ...part, text: plain };
}

/** MariaDB writes a check within its column, MySQL as a constraint of the table. */
function withoutInlineCheck(part: Part): readonly Part[] {
  const at = part.kind === "column" ? indexInCode(part.text, / CHECK \(/) : undefined;
  if (at === undefined) return [part];
  const { inside, after } = parenthesised(part.text.slice(at));
  return [
    { ...part, text: `${part.text.slice(0, at)}${after}` },
    { kind: "check", name: "", text: `CHECK (${inside})` },
  ];
}

const mariadbTypes = /^(?:uuid|inet4|inet6|vector|xmltype)\b/i;

function mariadbColumn(name: string, text: string, note: Noting): string {
  const type = typeText(text, name);
  const own = mariadbTypes.exec(type)?.[0];
  if (own !== undefined) note(`the type ${own} of ${name} does not exist in MySQL 8.0`, true);
  if (/GENERATED ALWAYS AS ROW (?:START|END)/.test(type)) {
    note(`${name} belongs to the history of rows, which MySQL does not keep`, true);
  }
  return withExpressionDefault(text);
}

/** A column's definition without its name. */
function typeText(text: string, name: string): string {
  return text.slice(name.replaceAll("`", "``").length + 2).trim();
}

/** Values that MySQL takes as a default without parentheses. */
const plainDefault =
  /^(?:NULL|TRUE|FALSE|[-+]?[\d.]|'|b'|x'|_\w+'|current_timestamp\b|localtime\b|now\(|\()/i;

/** MariaDB accepts any expression as a default; MySQL requires parentheses around it. */
function withExpressionDefault(text: string): string {
  const at = indexInCode(text, / DEFAULT /);
  if (at === undefined) return text;
  const start = at + " DEFAULT ".length;
  const rest = text.slice(start);
  const isLong = /^`(?:[^`]|``)*` (?:tiny|medium|long)?(?:text|blob)\b/i.test(text);
  const isPlain = isLong ? /^(?:NULL|\()/i.test(rest) : plainDefault.test(rest);
  if (isPlain) return text;
  const value = valueAt(rest);
  return `${text.slice(0, start)}(${value})${rest.slice(value.length)}`;
}

/** A literal or a call at the beginning of a text. */
function valueAt(text: string): string {
  const literal = /^(?:\w*'(?:[^'\\]|''|\\[\s\S])*'|[-+]?[\d.]+)/.exec(text)?.[0];
  if (literal !== undefined) return literal;
  const name = /^\w+/.exec(text)?.[0] ?? "";
  if (!text.slice(name.length).startsWith("(")) return name;
  return `${name}(${parenthesised(text).inside})`;
}

/** Writes the collation after a character set without one; expressions are left as they are. */
function withDefaultCollation(sql: string, { defaultCollations }: Dialects): string {
  const end = indexInCode(sql, / GENERATED ALWAYS | DEFAULT \(| CHECK \(/) ?? sql.length;
  const [declaration, rest] = [sql.slice(0, end), sql.slice(end)];
  if (indexInCode(declaration, /\bCOLLATE[ =]/) !== undefined) return sql;
  const written = mapCode(declaration, (code) =>
    code.replace(/\b(CHARSET=|CHARACTER SET )(\w+)/, (clause, key: string, characters: string) => {
      const collation = defaultCollations.get(characters);
      if (collation === undefined) return clause;
      return `${clause} COLLATE${key.endsWith("=") ? "=" : " "}${collation}`;
    }),
  );
  return `${written}${rest}`;
}

function withCollations(sql: string, { collations }: Dialects, note: Noting): string {
  return mapCode(sql, (code) =>
    code
      .replace(/\b(CHARSET=|CHARACTER SET )utf8\b/gi, "$1utf8mb3")
      .replace(/\b(COLLATE[ =])(\w+)/gi, (_, before: string, name: string) => {
        const known = knownCollation(name, collations);
        if (known === undefined) {
          note(`the collation ${name} has no counterpart on the target`, true);
          return `${before}${name}`;
        }
        if (withoutAlias(known) !== withoutAlias(name)) {
          note(`collation ${name} becomes ${known}: look at unique keys of text`);
        }
        return `${before}${known}`;
      }),
  );
}

/** The collation of the target that is nearest to one of the source. */
export function knownCollation(
  name: string,
  collations: ReadonlySet<string> | undefined,
): string | undefined {
  const candidates = [
    name,
    name.replace(/^utf8_/, "utf8mb3_"),
    name.replace(/^utf8mb3_/, "utf8_"),
    name.replace("_nopad", ""),
    name.replace(/^utf8_/, "utf8mb3_").replace("_nopad", ""),
    ...uca1400(name),
  ];
  // Collations that MySQL never had are not tried if the target cannot be asked.
  const isKnown = (candidate: string): boolean =>
    collations ? collations.has(candidate) : !/uca1400|_nopad_|^utf8_/.test(candidate);
  return candidates.find(isKnown);
}

function uca1400(name: string): readonly string[] {
  const [, accents, letters] = /uca1400_(?:.*_)?(ai|as)_(ci|cs)$/.exec(name) ?? [];
  if (accents === undefined || letters === undefined) return [];
  const isThree = /^utf8(?:mb3)?_/.test(name);
  // MySQL has no collation that ignores accents and distinguishes upper and lower case.
  const strength = accents === "ai" && letters === "cs" ? "as_cs" : `${accents}_${letters}`;
  return isThree ? ["utf8mb3_unicode_520_ci", "utf8_unicode_520_ci"] : [`utf8mb4_0900_${strength}`];
}

function withoutAlias(name: string): string {
  return name.replace(/^utf8_/, "utf8mb3_");
}
