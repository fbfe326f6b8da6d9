import { targetColumn } from "../../lib/table-mappings/renaming";
import { quoted, quotedTable, type TableName } from "../database/identifier";
import { tableKey } from "../preflight/row-identity";
import type { Migration, ScopedTable } from "../scope";
import {
  indexInCode,
  listItems,
  mapIdentifiers,
  parenthesised,
  tokens,
  unquoted,
} from "./sql-text";
import { keyColumns, type Part, type TableDefinition } from "./table-definition";
import type { Note } from "./translate";

/** Renamings by the migration of each table. */
export interface Renaming {
  readonly table: (source: TableName) => TableName;
  /** Undefined for a column that the target does not get. */
  readonly column: (source: TableName, column: string) => string | undefined;
}

/**
 * The renamings of the migrations that select some tables. Objects that no migration selects follow
 * their schema.
 */
export function renamingOf(
  scope: readonly ScopedTable[],
  migrations: Readonly<Record<string, Migration>>,
): Renaming {
  const byTable = new Map(scope.map((scoped) => [tableKey(scoped.source), scoped]));
  const bySchema = new Map(scope.map(({ source, target }) => [source.schema, target.schema]));
  return {
    table: (source) =>
      byTable.get(tableKey(source))?.target ?? {
        schema: bySchema.get(source.schema) ?? source.schema,
        table: source.table,
      },
    column: (source, name) => {
      const migration = migrations[byTable.get(tableKey(source))?.migration ?? ""];
      return targetColumn(migration?.transformations ?? [], source, name);
    },
  };
}

/** Gives a table and its parts the names of the target. */
export function rename(
  definition: TableDefinition,
  renaming: Renaming,
): { readonly definition: TableDefinition; readonly notes: readonly Note[] } {
  const target = renaming.table(definition);
  const notes: Note[] = [];
  const column = (name: string): string => renaming.column(definition, name) ?? name;
  // DMS leaves generated columns out; the target generates them itself.
  const generated = new Set(definition.parts.filter(isGenerated).map(({ name }) => name));
  const isGone = (name: string): boolean =>
    !generated.has(name) && renaming.column(definition, name) === undefined;
  const parts = definition.parts.flatMap((part) => {
    const missing = columnsOf(part).filter(isGone);
    if (missing.length > 0) {
      if (part.kind !== "column") {
        const subject = `${target.schema}.${target.table}`;
        const text = `${part.kind} ${part.name} is left out with the column ${missing.join(", ")}`;
        notes.push({ subject, text });
      }
      return [];
    }
    return [renamePart(part, definition, column, renaming)];
  });
  const partitions = mapIdentifiers(definition.partitions, column);
  return { definition: { ...definition, ...target, parts, partitions }, notes };
}

function isGenerated({ kind, text }: Part): boolean {
  return kind === "column" && indexInCode(text, / GENERATED ALWAYS AS | AS \(/) !== undefined;
}

/** The columns without which a part cannot be. */
function columnsOf(part: Part): readonly string[] {
  if (part.kind === "column") return [part.name];
  if (part.kind === "check") {
    const { inside } = parenthesised(part.text);
    return tokens(inside).flatMap((token) =>
      token.kind === "identifier" ? [unquoted(token.text)] : [],
    );
  }
  return keyColumns(part).flatMap((name) => name ?? []);
}

function renamePart(
  part: Part,
  source: TableName,
  column: (name: string) => string,
  renaming: Renaming,
): Part {
  if (part.kind === "column") {
    return { ...part, name: column(part.name), text: mapIdentifiers(part.text, column) };
  }
  const { before, inside, after } = parenthesised(part.text);
  const own = `${before}(${mapIdentifiers(inside, column)})`;
  const text =
    part.kind === "foreign-key"
      ? `${own} ${renameReference(after, source, renaming)}`
      : `${own}${after}`;
  return { ...part, text };
}

/** `REFERENCES parent (columns) ON …`, where the parent may be of another schema. */
function renameReference(reference: string, source: TableName, renaming: Renaming): string {
  const { before, inside, after } = parenthesised(reference);
  const parent = parentOf(before, source);
  const columns = listItems(inside).map((name) => renaming.column(parent, unquoted(name)));
  const list = columns.map((name, index) =>
    name === undefined ? listItems(inside)[index] : quoted(name),
  );
  const target = renaming.table(parent);
  // As servers write it: a parent in the same schema has no qualifier.
  const isNear = target.schema === renaming.table(source).schema;
  const name = isNear ? quoted(target.table) : quotedTable(target);
  return `REFERENCES ${name} (${list.join(", ")})${after}`;
}

/** The table that a foreign key refers to. */
export function parentOf(reference: string, { schema }: TableName): TableName {
  const names = tokens(reference).flatMap((token) =>
    token.kind === "identifier" ? [unquoted(token.text)] : [],
  );
  const [first = "", second] = names;
  return second === undefined ? { schema, table: first } : { schema: first, table: second };
}
