import { z } from "zod";
import { quoted } from "../database/identifier";
import type { Query } from "../database/query";
import { sqlModeFor80 } from "../database/sql-mode";
import { text } from "../preflight/questions/question";
import { type Account, type AccountMap, quotedAccount } from "./accounts";
import type { Renaming } from "./rename";
import { unquoted } from "./sql-text";
import type { PlannedStatement } from "./statements";

/** Options for translating programs for the target. */
export interface ProgramOptions {
  readonly schemas: readonly string[];
  readonly renaming: Renaming;
  readonly accounts: AccountMap;
  readonly onProgress: (text: string) => void;
}

/** The statement of a program, and who has defined it on the source. */
export type ProgramStatement = PlannedStatement & { readonly definer: Account };

/** An account as `information_schema` writes it; host names have no `@`. */
export function definerOf(definer: string): Account {
  const at = definer.lastIndexOf("@");
  return { user: definer.slice(0, at), host: definer.slice(at + 1) };
}

/** The clause for the account that the definer becomes; none for the account that loads it. */
export function definerClause(definer: Account, { accounts }: ProgramOptions): string {
  const mapped = accounts(definer);
  return mapped === undefined ? "" : `DEFINER=${quotedAccount(mapped)} `;
}

/** Routines are shown in the quotes of the mode that they were made in: backquotes, or ANSI's. */
const own = '`(?:[^`]|``)*`|"(?:[^"]|"")*"';
const definerPattern = new RegExp(`^CREATE (ALGORITHM=\\w+ )?DEFINER=(${own})@(${own}) `);

/**
 * A statement of `SHOW CREATE` with its definer mapped or taken out.
 *
 * @param schema The schema to write before the name, where the statement has none.
 */
export function withDefiner(
  created: string,
  options: Pick<ProgramOptions, "accounts">,
  schema?: string,
): { readonly sql: string; readonly definer: Account } {
  const [whole, algorithm = "", user = "``", host = "``"] = definerPattern.exec(created) ?? [];
  const definer = { user: unquoted(user), host: unquoted(host) };
  const rest = created.slice((whole ?? "CREATE ").length);
  const named =
    schema === undefined ? rest : rest.replace(/ (?=[`"])/, () => ` ${quoted(schema)}.`);
  const mapped = options.accounts(definer);
  const clause = mapped === undefined ? "" : `DEFINER=${quotedAccount(mapped)} `;
  return { sql: trimmed(`CREATE ${algorithm}${clause}${named}`), definer };
}

/** A statement without what ends it. */
export function trimmed(sql: string): string {
  return sql.replace(/[\s;]+$/, "");
}

/** The session that `SHOW CREATE` reports with a program. */
export const programContext = {
  sql_mode: text.optional(),
  character_set_client: text,
  collation_connection: text,
};

/** The session that a program was made in, and remembers. */
export function sessionOf(row: {
  readonly sql_mode?: string | undefined;
  readonly character_set_client: string;
}): string {
  const modes = sqlModeFor80(row.sql_mode ?? "");
  const characters = row.character_set_client.replace(/^utf8$/, "utf8mb3");
  return `SET SESSION sql_mode = '${modes}', character_set_client = ${characters}`;
}

/** The rows of an answer, read by a schema. */
export async function rowsOf<Schema extends z.ZodType>(
  query: Query,
  sql: string,
  row: Schema,
  parameters?: readonly string[],
): Promise<readonly z.output<Schema>[]> {
  const rows = await query(sql, parameters);
  return rows.map((one) => row.parse(one));
}

/**
 * Reads the programs that a query lists, each with the answer of `SHOW CREATE`.
 *
 * @param list Selects `schema`, `name` and `kind`, such as `VIEW`; its parameters are the schemas.
 * @param answer Reads the answer of `SHOW CREATE`.
 * @throws Error for a program that the user may not read.
 */
export async function readShown<Schema extends z.ZodType>(
  query: Query,
  schemas: readonly string[],
  list: string,
  answer: Schema,
) {
  const listed = z.object({ schema: text, name: text, kind: text });
  const programs: (z.output<typeof listed> & { readonly shown: z.output<Schema> })[] = [];
  for (const program of await rowsOf(query, list, listed, schemas)) {
    const { schema, name, kind } = program;
    const show = `SHOW CREATE ${kind} ${quoted(schema)}.${quoted(name)}`;
    const [shown] = await rowsOf(query, show, answer);
    if (shown === undefined) throw notReadable(kind, schema, name);
    programs.push({ ...program, shown });
  }
  return programs;
}

/** A program that is there and that the user may not read. */
export function notReadable(kind: string, schema: string, name: string): Error {
  return new Error(
    `The body of the ${kind.toLowerCase()} ${schema}.${name} cannot be read: grant SHOW_ROUTINE, or SELECT on mysql.proc before MySQL 8, to the user of this command.`,
  );
}
