import { z } from "zod";
import { number, ofSchemas, type Question, text, yesNo } from "./question";

const table = { schema: text, table: text };

/** MariaDB writes the absence of a default as the text NULL, and puts text into quotes. */
const fallback = text
  .nullable()
  .transform((value) => (value === null || value === "NULL" ? undefined : value));

/** Questions about the objects of the selected schemas: one statement each, for all of them. */
export const schemaQuestions = {
  tables: ofSchemas(
    "tables",
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, table_type AS kind, engine AS engine,
            table_rows AS rows_estimated, data_length + index_length AS bytes,
            auto_increment AS next_id, table_collation AS collation
       FROM information_schema.tables
      WHERE table_type <> 'VIEW' AND table_schema IN (?)`,
    z.object({
      ...table,
      kind: text,
      engine: text.nullable(),
      rows_estimated: number.nullable(),
      bytes: number.nullable(),
      next_id: text.nullable(),
      collation: text.nullable(),
    }),
  ),
  columns: ofSchemas(
    "tables",
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, column_name AS \`column\`,
            ordinal_position AS position, data_type AS type, column_type AS definition,
            is_nullable AS nullable, column_default AS fallback, extra AS extra,
            character_set_name AS characters, collation_name AS collation
       FROM information_schema.columns WHERE table_schema IN (?)`,
    z.object({
      ...table,
      column: text,
      position: number,
      type: text,
      definition: text,
      nullable: yesNo,
      fallback,
      extra: text,
      characters: text.nullable(),
      collation: text.nullable(),
    }),
  ),
  indexes: ofSchemas(
    "tables",
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, index_name AS \`index\`,
            non_unique AS duplicates, seq_in_index AS position, column_name AS \`column\`,
            nullable AS nullable
       FROM information_schema.statistics WHERE table_schema IN (?)`,
    z.object({
      ...table,
      index: text,
      duplicates: number.transform((value) => value === 1),
      position: number,
      /** Null where an expression is indexed. */
      column: text.nullable(),
      nullable: text.nullable().transform((value) => value === "YES"),
    }),
  ),
  foreignKeys: ofSchemas(
    "tables",
    `SELECT constraint_schema AS \`schema\`, table_name AS \`table\`, constraint_name AS name,
            update_rule AS on_update, delete_rule AS on_delete
       FROM information_schema.referential_constraints WHERE constraint_schema IN (?)`,
    z.object({ ...table, name: text, on_update: text, on_delete: text }),
  ),
  foreignKeyColumns: ofSchemas(
    "tables",
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, constraint_name AS name,
            ordinal_position AS position, referenced_table_schema AS parent_schema,
            referenced_table_name AS parent, referenced_column_name AS parent_column
       FROM information_schema.key_column_usage
      WHERE referenced_table_name IS NOT NULL AND table_schema IN (?)`,
    z.object({
      ...table,
      name: text,
      position: number,
      parent_schema: text,
      parent: text,
      parent_column: text,
    }),
  ),
  partitions: ofSchemas(
    "tables",
    `SELECT table_schema AS \`schema\`, table_name AS \`table\`, COUNT(*) AS partitions
       FROM information_schema.partitions
      WHERE partition_name IS NOT NULL AND table_schema IN (?)
      GROUP BY table_schema, table_name`,
    z.object({ ...table, partitions: number }),
  ),
  triggers: ofSchemas(
    "tables",
    `SELECT event_object_schema AS \`schema\`, event_object_table AS \`table\`, trigger_name AS name,
            definer AS definer
       FROM information_schema.triggers WHERE event_object_schema IN (?)`,
    z.object({ ...table, name: text, definer: text }),
  ),
  routines: ofSchemas(
    "schemas",
    `SELECT routine_schema AS \`schema\`, routine_name AS name, routine_type AS kind, definer AS definer
       FROM information_schema.routines WHERE routine_schema IN (?)`,
    z.object({ schema: text, name: text, kind: text, definer: text }),
  ),
  views: ofSchemas(
    "schemas",
    `SELECT table_schema AS \`schema\`, table_name AS name, definer AS definer,
            view_definition AS body
       FROM information_schema.views WHERE table_schema IN (?)`,
    z.object({ schema: text, name: text, definer: text, body: text.nullable() }),
  ),
  events: ofSchemas(
    "schemas",
    `SELECT event_schema AS \`schema\`, event_name AS name, definer AS definer, status AS status
       FROM information_schema.events WHERE event_schema IN (?)`,
    z.object({ schema: text, name: text, definer: text, status: text }),
  ),
} as const satisfies Record<string, Question>;
