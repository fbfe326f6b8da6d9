import { z } from "zod";
import { text } from "../preflight/questions/question";
import { quotedTable, type TableName } from "../database/identifier";
import { placeholders, type Query } from "../database/query";
import { parseTable, type TableDefinition } from "./table-definition";

/** A schema with what its tables get by default. */
export interface SchemaDefaults {
  readonly schema: string;
  readonly characters: string;
  readonly collation: string;
}

/** Reads how tables are defined. */
export async function readTables(
  query: Query,
  tables: readonly TableName[],
  options: {
    readonly signal: AbortSignal;
    readonly onTable: (done: number, total: number) => void;
  },
): Promise<readonly TableDefinition[]> {
  await query("SET SESSION sql_quote_show_create = 1");
  const definitions: TableDefinition[] = [];
  for (const [done, table] of tables.entries()) {
    options.signal.throwIfAborted();
    options.onTable(done, tables.length);
    const [row] = await query(`SHOW CREATE TABLE ${quotedTable(table)}`);
    definitions.push(parseTable(table, text.parse(row?.["create table"])));
  }
  return definitions;
}

/** Reads the defaults of some schemas. */
export async function readDefaults(
  query: Query,
  schemas: readonly string[],
): Promise<readonly SchemaDefaults[]> {
  if (schemas.length === 0) return [];
  const rows = await query(
    `SELECT schema_name AS \`schema\`, default_character_set_name AS characters,
            default_collation_name AS collation
       FROM information_schema.schemata WHERE schema_name IN (${placeholders(schemas)})
      ORDER BY schema_name`,
    schemas,
  );
  return rows.map((row) =>
    z.object({ schema: text, characters: text, collation: text }).parse(row),
  );
}

/** Reads the collations that a server has. */
export async function readCollations(query: Query): Promise<ReadonlySet<string>> {
  const rows = await query("SELECT collation_name AS collation FROM information_schema.collations");
  return new Set(
    rows.flatMap(({ collation }) => (collation === null ? [] : text.parse(collation))),
  );
}

/** Reads the collation that each character set of a server has by default. */
export async function readDefaultCollations(query: Query): Promise<ReadonlyMap<string, string>> {
  const rows = await query(
    `SELECT character_set_name AS characters, collation_name AS collation
       FROM information_schema.collations WHERE is_default = 'Yes'`,
  );
  return new Map(
    rows.flatMap(({ characters, collation }) =>
      characters === null || collation === null
        ? []
        : [[text.parse(characters), text.parse(collation)] as const],
    ),
  );
}
