import { z } from "zod";
import { quoted, quotedTable } from "../database/identifier";
import { placeholders, text } from "../preflight/questions/question";
import type { Query } from "../database/query";
import { type Account, type AccountMap, accountText, quotedAccount } from "./accounts";
import type { Renaming } from "./rename";
import { tokens, unquoted } from "./sql-text";
import type { PlannedStatement } from "./statements";
import type { Note } from "./translate";

/** Programs of the source as statements for the target. */
export interface Programs {
  /** Views and routines, before the cut-over. */
  readonly early: readonly PlannedStatement[];
  /** Triggers and events, at the cut-over. */
  readonly late: readonly PlannedStatement[];
  readonly notes: readonly Note[];
}

/** How programs are turned into the target's. */
export interface ProgramOptions {
  readonly schemas: readonly string[];
  readonly renaming: Renaming;
  readonly accounts: AccountMap;
  readonly onProgress: (text: string) => void;
}

type Statement = PlannedStatement & { readonly definer: Account };

/** Reads views, routines, triggers and events of some schemas. */
export async function readPrograms(query: Query, options: ProgramOptions): Promise<Programs> {
  const { schemas, onProgress } = options;
  if (schemas.length === 0) return { early: [], late: [], notes: [] };
  onProgress("Reading views and programs");
  const [routines, views, triggers, events] = [
    await readRoutines(query, options),
    await readViews(query, options),
    await readTriggers(query, options),
    await readEvents(query, options),
  ];
  const all = [...routines, ...views, ...triggers, ...events];
  return {
    early: [...routines, ...views].map(plain),
    late: [...triggers, ...events].map(plain),
    notes: [...definerNotes(all, options), ...renameNotes(all, options)],
  };
}

const plain = ({ makes, sql, session }: Statement): PlannedStatement => ({
  makes,
  sql,
  ...(session !== undefined && { session }),
});

function definerNotes(all: readonly Statement[], { accounts }: ProgramOptions): readonly Note[] {
  const stripped = Map.groupBy(
    all.filter(({ definer }) => accounts(definer) === undefined),
    ({ definer }) => accountText(definer),
  );
  return [...stripped].map(([definer, owned]) => ({
    subject: definer,
    text: `is the definer of ${owned.length} programs, which get the account that loads them instead; --account '${definer}=…' maps it`,
  }));
}

/** Bodies are text: names in them are not changed, but where one is renamed it is said. */
function renameNotes(all: readonly Statement[], { schemas, renaming }: ProgramOptions) {
  const renamed = schemas.filter(
    (schema) => renaming.table({ schema, table: "" }).schema !== schema,
  );
  return all.flatMap(({ makes, sql }) => {
    const named = renamed.filter((schema) => sql.includes(schema));
    return named.length === 0
      ? []
      : [
          {
            subject: `${makes.kind} ${makes.schema}.${makes.name}`,
            text: `may name ${named.join(", ")}, which has another name on the target: look at its body`,
          },
        ];
  });
}

/** An account as `information_schema` writes it; host names have no `@`. */
function definerOf(definer: string): Account {
  const at = definer.lastIndexOf("@");
  return { user: definer.slice(0, at), host: definer.slice(at + 1) };
}

/** The clause for the account that the definer becomes; none for the account that loads it. */
function definerClause(definer: Account, { accounts }: ProgramOptions): string {
  const mapped = accounts(definer);
  return mapped === undefined ? "" : `DEFINER=${quotedAccount(mapped)} `;
}

const own = "`(?:[^`]|``)*`";
const definerPattern = new RegExp(`^CREATE (ALGORITHM=\\w+ )?DEFINER=(${own})@(${own}) `);

/** A statement of `SHOW CREATE` with its definer mapped or taken out. */
export function withDefiner(
  sql: string,
  options: Pick<ProgramOptions, "accounts">,
): { readonly sql: string; readonly definer: Account } {
  const [whole, algorithm = "", user, host] = definerPattern.exec(sql) ?? [];
  if (whole === undefined || user === undefined || host === undefined) {
    return { sql: trimmed(sql), definer: { user: "", host: "" } };
  }
  const definer = { user: unquoted(user), host: unquoted(host) };
  const mapped = options.accounts(definer);
  const clause = mapped === undefined ? "" : `DEFINER=${quotedAccount(mapped)} `;
  return { sql: trimmed(`CREATE ${algorithm}${clause}${sql.slice(whole.length)}`), definer };
}

function trimmed(sql: string): string {
  return sql.replace(/[\s;]+$/, "");
}

const context = {
  sql_mode: text.optional(),
  character_set_client: text,
  collation_connection: text,
};

/** Modes that MySQL 8.0 refuses. */
const goneModes =
  /\b(?:NO_AUTO_CREATE_USER|ORACLE|MSSQL|DB2|POSTGRESQL|MAXDB|MYSQL323|MYSQL40|NO_FIELD_OPTIONS|NO_KEY_OPTIONS|NO_TABLE_OPTIONS|EMPTY_STRING_IS_NULL|SIMULTANEOUS_ASSIGNMENT|TIME_ROUND_FRACTIONAL)\b,?/g;

/** The session that a program was made in, and remembers. */
function sessionOf(row: {
  readonly sql_mode?: string | undefined;
  readonly character_set_client: string;
}): string {
  const modes = (row.sql_mode ?? "").replace(goneModes, "").replace(/,$/, "");
  const characters = row.character_set_client.replace(/^utf8$/, "utf8mb3");
  return `SET SESSION sql_mode = '${modes}', character_set_client = ${characters}`;
}

async function rowsOf<Schema extends z.ZodType>(
  query: Query,
  sql: string,
  row: Schema,
  parameters?: readonly string[],
): Promise<readonly z.output<Schema>[]> {
  const rows = await query(sql, parameters);
  return rows.map((one) => row.parse(one));
}

async function readRoutines(query: Query, options: ProgramOptions): Promise<readonly Statement[]> {
  const { schemas, renaming } = options;
  const found = await rowsOf(
    query,
    `SELECT routine_schema AS \`schema\`, routine_name AS name, routine_type AS kind
       FROM information_schema.routines
      WHERE routine_schema IN (${placeholders(schemas)}) AND routine_type IN ('FUNCTION', 'PROCEDURE')
      ORDER BY routine_schema, routine_type, routine_name`,
    z.object({ schema: text, name: text, kind: text }),
    schemas,
  );
  const statements: Statement[] = [];
  for (const { schema, name, kind } of found) {
    const [row] = await rowsOf(
      query,
      `SHOW CREATE ${kind} ${quoted(schema)}.${quoted(name)}`,
      z.looseObject({
        ...context,
        "create function": text.nullish(),
        "create procedure": text.nullish(),
      }),
    );
    const created = row?.["create function"] ?? row?.["create procedure"];
    if (!row || created == null) throw notReadable(kind, schema, name);
    const { sql, definer } = withDefiner(created, options);
    const target = renaming.table({ schema, table: "" }).schema;
    statements.push({
      makes: { kind: kind === "FUNCTION" ? "function" : "procedure", schema: target, name },
      session: sessionOf(row),
      sql: qualified(sql, kind, target),
      definer,
    });
  }
  return statements;
}

/** `CREATE … FUNCTION name` with the schema before the name. */
function qualified(sql: string, kind: string, schema: string): string {
  const at = sql.indexOf(`${kind} \``) + kind.length + 1;
  return `${sql.slice(0, at)}${quoted(schema)}.${sql.slice(at)}`;
}

function notReadable(kind: string, schema: string, name: string): Error {
  return new Error(
    `The body of the ${kind.toLowerCase()} ${schema}.${name} cannot be read: grant SHOW_ROUTINE, or SELECT on mysql.proc before MySQL 8, to the user of this command.`,
  );
}

async function readViews(query: Query, options: ProgramOptions): Promise<readonly Statement[]> {
  const { schemas, renaming } = options;
  const found = await rowsOf(
    query,
    `SELECT table_schema AS \`schema\`, table_name AS name FROM information_schema.views
      WHERE table_schema IN (${placeholders(schemas)}) ORDER BY table_schema, table_name`,
    z.object({ schema: text, name: text }),
    schemas,
  );
  const views: (Statement & { readonly reads: readonly string[] })[] = [];
  for (const { schema, name } of found) {
    const [row] = await rowsOf(
      query,
      `SHOW CREATE VIEW ${quoted(schema)}.${quoted(name)}`,
      z.looseObject({ "create view": text, ...context }),
    );
    if (!row) throw notReadable("view", schema, name);
    const { sql, definer } = withDefiner(row["create view"], options);
    const renamed = renameQualified(sql, renaming);
    views.push({
      makes: { kind: "view", schema: renaming.table({ schema, table: name }).schema, name },
      session: sessionOf(row),
      sql: renamed.sql,
      definer,
      reads: renamed.reads,
    });
  }
  return inOrder(views);
}

/** Changes `schema`.`table` wherever it is written; names what it found. */
function renameQualified(sql: string, renaming: Renaming) {
  const pieces = tokens(sql).map((token) => ({ ...token }));
  const reads: string[] = [];
  for (let index = 0; index + 2 < pieces.length; index += 1) {
    const [first, dot, second] = pieces.slice(index, index + 3);
    const isPair =
      first?.kind === "identifier" && dot?.text === "." && second?.kind === "identifier";
    if (!isPair) continue;
    const source = { schema: unquoted(first.text), table: unquoted(second.text) };
    const target = renaming.table(source);
    reads.push(`${target.schema}.${target.table}`);
    pieces[index] = { kind: "identifier", text: quoted(target.schema) };
    pieces[index + 2] = { kind: "identifier", text: quoted(target.table) };
    index += 2;
  }
  return { sql: pieces.map((piece) => piece.text).join(""), reads };
}

/** Views after the views that they read. */
function inOrder<View extends Statement & { readonly reads: readonly string[] }>(
  views: readonly View[],
): readonly View[] {
  const nameOf = ({ makes }: View): string => `${makes.schema}.${makes.name}`;
  const byName = new Map(views.map((view) => [nameOf(view), view]));
  const done = new Set<View>();
  const add = (view: View): void => {
    if (done.has(view)) return;
    for (const name of view.reads) {
      const other = byName.get(name);
      // A view names itself in its first line.
      if (other && other !== view && !done.has(other)) add(other);
    }
    done.add(view);
  };
  views.forEach(add);
  return [...done];
}

async function readTriggers(query: Query, options: ProgramOptions): Promise<readonly Statement[]> {
  const { schemas, renaming } = options;
  const found = await rowsOf(
    query,
    `SELECT trigger_schema AS \`schema\`, trigger_name AS name, event_object_table AS \`table\`,
            action_timing AS timing, event_manipulation AS event, action_statement AS body,
            definer AS definer, sql_mode AS sql_mode, character_set_client AS character_set_client,
            collation_connection AS collation_connection
       FROM information_schema.triggers WHERE trigger_schema IN (${placeholders(schemas)})
      ORDER BY trigger_schema, event_object_table, action_timing, event_manipulation, action_order`,
    z.object({
      ...context,
      schema: text,
      name: text,
      table: text,
      timing: text,
      event: text,
      body: text,
      definer: text,
    }),
    schemas,
  );
  return found.map((row) => {
    const { schema, name, table, timing, event, body } = row;
    const target = renaming.table({ schema, table });
    const definer = definerOf(row.definer);
    return {
      makes: { kind: "trigger", schema: target.schema, name },
      session: sessionOf(row),
      sql: trimmed(
        `CREATE ${definerClause(definer, options)}TRIGGER ${quoted(target.schema)}.${quoted(name)} ${timing} ${event} ON ${quotedTable(target)} FOR EACH ROW ${body}`,
      ),
      definer,
    };
  });
}

async function readEvents(query: Query, options: ProgramOptions): Promise<readonly Statement[]> {
  const { schemas, renaming } = options;
  const found = await rowsOf(
    query,
    `SELECT event_schema AS \`schema\`, event_name AS name FROM information_schema.events
      WHERE event_schema IN (${placeholders(schemas)}) ORDER BY event_schema, event_name`,
    z.object({ schema: text, name: text }),
    schemas,
  );
  const statements: Statement[] = [];
  for (const { schema, name } of found) {
    const [row] = await rowsOf(
      query,
      `SHOW CREATE EVENT ${quoted(schema)}.${quoted(name)}`,
      z.looseObject({ ...context, "create event": text, time_zone: text }),
    );
    if (!row) throw notReadable("event", schema, name);
    const { sql, definer } = withDefiner(row["create event"], options);
    const target = renaming.table({ schema, table: "" }).schema;
    statements.push({
      makes: { kind: "event", schema: target, name },
      session: `${sessionOf(row)}, time_zone = '${row.time_zone}'`,
      sql: qualified(sql, "EVENT", target),
      definer,
    });
  }
  return statements;
}
