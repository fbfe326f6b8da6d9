import type { SourceTable } from "../../../lib/table-mappings/matching";
import type { TaskTable } from "./apply";
import type { Transaction } from "./changes";
import type { Session } from "./session";
import { createSqlOf } from "./full-load";
import { quote } from "./values";

type Ddl = NonNullable<Transaction["ddl"]>;

const name = "(`(?:[^`]|``)+`|[\\w$]+)";
const pattern = new RegExp(
  `^\\s*(?:/\\*.*?\\*/\\s*)*(ALTER|TRUNCATE|DROP|CREATE|RENAME)\\s+(?:TEMPORARY\\s+)?(?:TABLE\\s+)?(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(?:${name}\\s*\\.\\s*)?${name}`,
  "is",
);

const unquoted = (text: string) =>
  text.startsWith("`") ? text.slice(1, -1).replaceAll("``", "`") : text;

/** The table that a statement is about; undefined when it is about none, or one is not recognised. */
export function ddlTarget({ schema, sql }: Ddl): SourceTable | undefined {
  if (
    !/^\s*(?:\/\*.*?\*\/\s*)*(ALTER|TRUNCATE|DROP|CREATE)\b[^(]*\bTABLE\b|^\s*TRUNCATE\b/is.test(
      sql,
    )
  ) {
    return undefined;
  }
  const [, , inSchema, table] = pattern.exec(sql) ?? [];
  if (table === undefined) return undefined;
  return { schema: inSchema === undefined ? schema : unquoted(inSchema), table: unquoted(table) };
}

/**
 * Applies a statement to the target: DMS takes over altered, emptied, dropped and new tables, each
 * as its settings require. Statements about renamed tables are not applied.
 *
 * @returns Whether it was.
 */
export async function applyDdl(
  { settings, mappings, writer, reader }: Session,
  { sql }: Ddl,
  about: SourceTable,
  known: TaskTable | undefined,
): Promise<boolean> {
  const policy = settings.ChangeProcessingDdlHandlingPolicy;
  const [, verb = ""] = pattern.exec(sql) ?? [];
  const target = mappings.target(about);
  const full = `${quote(target.schema)}.${quote(target.table)}`;
  const isSameName = target.schema === about.schema && target.table === about.table;
  switch (verb.toUpperCase()) {
    case "TRUNCATE":
      if (policy.HandleSourceTableTruncated) await writer.query(`TRUNCATE TABLE ${full}`);
      return policy.HandleSourceTableTruncated;
    case "DROP":
      if (policy.HandleSourceTableDropped) await writer.query(`DROP TABLE IF EXISTS ${full}`);
      return policy.HandleSourceTableDropped;
    case "ALTER":
      if (!policy.HandleSourceTableAltered || !isSameName || known === undefined) return false;
      await writer.query(`USE ${quote(target.schema)}`);
      await writer.query(sql);
      return true;
    case "CREATE":
      await writer.query(await createSqlOf(reader, mappings, about));
      return true;
    default:
      return false;
  }
}
