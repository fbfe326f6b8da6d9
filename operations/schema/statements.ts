import { quoted, quotedTable, type TableName } from "../database/identifier";
import { tableKey } from "../preflight/row-identity";
import { parentOf } from "./rename";
import { parenthesised } from "./sql-text";
import { keyColumns, type Part, type TableDefinition } from "./table-definition";

/** The kinds of objects that a plan makes. */
export const madeKinds = [
  "database",
  "table",
  "keys",
  "user",
  "grant",
  "function",
  "procedure",
  "view",
  "counter",
  "trigger",
  "event",
] as const;

/** An object of the target that a statement makes. */
export interface Made {
  readonly kind: (typeof madeKinds)[number];
  /** Schema, or the account for a user and its grants. */
  readonly schema: string;
  readonly name: string;
  /** For `keys`: the indexes and foreign keys that are added. */
  readonly keys?: readonly string[];
  /** For `counter`: the next AUTO_INCREMENT, at least. */
  readonly value?: string;
}

/** A statement of a plan. */
export interface PlannedStatement {
  readonly makes: Made;
  /** `SET` statements that it needs in its session, besides those of the file. */
  readonly session?: string;
  readonly sql: string;
}

/**
 * Statements that create the tables of a plan: complete before the load, and the parts that slow it
 * down after it.
 */
export interface TableStatements {
  readonly before: readonly PlannedStatement[];
  readonly after: readonly PlannedStatement[];
}

/** The statements for some tables, which have the names of the target already. */
export function tableStatements(definitions: readonly TableDefinition[]): TableStatements {
  const referenced = referencedKeys(definitions);
  const split = definitions.map((definition) => ({
    definition,
    late: new Set(lateParts(definition, referenced)),
  }));
  return {
    before: split.map(({ definition, late }) => createTable(definition, late)),
    after: split.flatMap(({ definition, late }) => addParts(definition, [...late])),
  };
}

/** The parts of a table that wait until its rows are loaded. */
function lateParts(definition: TableDefinition, referenced: ReadonlySet<string>): readonly Part[] {
  const kept = counterIndex(definition);
  return definition.parts.filter((part) => {
    if (["foreign-key", "fulltext", "spatial"].includes(part.kind)) return true;
    return part.kind === "index" && part !== kept && !referenced.has(keyOf(definition, part));
  });
}

/** InnoDB requires an index that starts with the AUTO_INCREMENT column: the one that has to stay. */
function counterIndex({ parts }: TableDefinition): Part | undefined {
  const counter = parts.find(
    ({ kind, text }) => kind === "column" && /\bAUTO_INCREMENT\b/i.test(text),
  );
  if (!counter) return undefined;
  const beginning = parts.filter(
    (part) =>
      ["primary", "unique", "index"].includes(part.kind) && keyColumns(part)[0] === counter.name,
  );
  return beginning.some(({ kind }) => kind !== "index") ? undefined : beginning[0];
}

/** Indexes that foreign keys refer to: without them the foreign keys could not be made in any order. */
function referencedKeys(definitions: readonly TableDefinition[]): ReadonlySet<string> {
  const parents = definitions.flatMap((definition) =>
    definition.parts
      .filter(({ kind }) => kind === "foreign-key")
      .map(({ text }) => {
        const { after } = parenthesised(text);
        const { before, inside } = parenthesised(after);
        return { parent: parentOf(before, definition), columns: inside };
      }),
  );
  return new Set(
    definitions.flatMap((definition) =>
      definition.parts
        .filter(({ kind }) => kind === "index")
        .filter((part) =>
          parents.some(
            ({ parent, columns }) =>
              tableKey(parent) === tableKey(definition) && startsWith(part, columns),
          ),
        )
        .map((part) => keyOf(definition, part)),
    ),
  );
}

function startsWith(part: Part, columns: string): boolean {
  const wanted = keyColumns({ kind: "index", name: "", text: `(${columns})` });
  const own = keyColumns(part);
  return wanted.every((name, index) => own[index] === name);
}

const keyOf = (table: TableName, { name }: Part): string => `${tableKey(table)} ${name}`;

function createTable(definition: TableDefinition, late: ReadonlySet<Part>): PlannedStatement {
  const { schema, table, parts, options, partitions } = definition;
  const lines = parts.filter((part) => !late.has(part)).map(({ text }) => `  ${text}`);
  return {
    makes: { kind: "table", schema, name: table },
    sql: [
      `CREATE TABLE ${quotedTable(definition)} (`,
      lines.join(",\n"),
      `) ${options}${partitions === "" ? "" : `\n${partitions}`}`,
    ].join("\n"),
  };
}

/** One ALTER a table; InnoDB makes one FULLTEXT index at a time, so that each further one has its own. */
function addParts(definition: TableDefinition, late: readonly Part[]): readonly PlannedStatement[] {
  const [, ...furtherTexts] = late.filter(({ kind }) => kind === "fulltext");
  const together = late.filter((part) => !furtherTexts.includes(part));
  return [together, ...furtherTexts.map((part) => [part])]
    .filter((parts) => parts.length > 0)
    .map((parts) => ({
      makes: {
        kind: "keys",
        schema: definition.schema,
        name: definition.table,
        keys: parts.map(({ name }) => name),
      },
      sql: [
        `ALTER TABLE ${quotedTable(definition)}`,
        parts.map(({ text }) => `  ADD ${text}`).join(",\n"),
      ].join("\n"),
    }));
}

/** Makes a schema, unless it is there. */
export function createDatabase(
  schema: string,
  characters: string,
  collation: string,
): PlannedStatement {
  return {
    makes: { kind: "database", schema, name: schema },
    sql: `CREATE DATABASE IF NOT EXISTS ${quoted(schema)} CHARACTER SET ${characters} COLLATE ${collation}`,
  };
}
