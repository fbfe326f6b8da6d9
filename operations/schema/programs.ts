import { z } from "zod";
import { quoted, quotedTable } from "../database/identifier";
import { placeholders, type Query } from "../database/query";
import { text } from "../preflight/questions/question";
import { accountText } from "./accounts";
import {
  definerClause,
  definerOf,
  notReadable,
  programContext,
  type ProgramOptions,
  type ProgramStatement,
  readShown,
  rowsOf,
  sessionOf,
  trimmed,
  withDefiner,
} from "./program-text";
import type { PlannedStatement } from "./statements";
import type { Note } from "./translate";
import { readViews } from "./views";

/** Programs of the source as statements for the target. */
export interface Programs {
  /** Views and routines, before the cut-over. */
  readonly early: readonly PlannedStatement[];
  /** Triggers and events, at the cut-over. */
  readonly late: readonly PlannedStatement[];
  readonly notes: readonly Note[];
}

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

const plain = ({ makes, sql, session }: ProgramStatement): PlannedStatement => ({
  makes,
  sql,
  ...(session !== undefined && { session }),
});

function definerNotes(
  all: readonly ProgramStatement[],
  { accounts }: ProgramOptions,
): readonly Note[] {
  const stripped = Map.groupBy(
    all.filter(({ definer }) => accounts(definer) === undefined),
    ({ definer }) => accountText(definer),
  );
  return [...stripped].map(([definer, owned]) => ({
    subject: definer,
    text: `is the definer of ${owned.length} programs, which get the account that loads them instead; --account '${definer}=…' maps it`,
  }));
}

/** Bodies are text: names in them are not changed, but a note names the renamed ones. */
function renameNotes(all: readonly ProgramStatement[], { schemas, renaming }: ProgramOptions) {
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

async function readRoutines(
  query: Query,
  options: ProgramOptions,
): Promise<readonly ProgramStatement[]> {
  const { schemas, renaming } = options;
  const routines = await readShown(
    query,
    schemas,
    `SELECT routine_schema AS \`schema\`, routine_name AS name, routine_type AS kind
       FROM information_schema.routines
      WHERE routine_schema IN (${placeholders(schemas)}) AND routine_type IN ('FUNCTION', 'PROCEDURE')
      ORDER BY routine_schema, routine_type, routine_name`,
    z.looseObject({
      ...programContext,
      "create function": text.nullish(),
      "create procedure": text.nullish(),
    }),
  );
  return routines.map(({ schema, name, kind, shown }) => {
    const created = shown["create function"] ?? shown["create procedure"];
    if (created == null) throw notReadable(kind, schema, name);
    const target = renaming.table({ schema, table: "" }).schema;
    return {
      makes: { kind: kind === "FUNCTION" ? "function" : "procedure", schema: target, name },
      session: sessionOf(shown),
      ...withDefiner(created, options, target),
    };
  });
}

async function readTriggers(
  query: Query,
  options: ProgramOptions,
): Promise<readonly ProgramStatement[]> {
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
      ...programContext,
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

async function readEvents(
  query: Query,
  options: ProgramOptions,
): Promise<readonly ProgramStatement[]> {
  const { schemas, renaming } = options;
  const events = await readShown(
    query,
    schemas,
    `SELECT event_schema AS \`schema\`, event_name AS name, 'EVENT' AS kind
       FROM information_schema.events
      WHERE event_schema IN (${placeholders(schemas)}) ORDER BY event_schema, event_name`,
    z.looseObject({ ...programContext, "create event": text, time_zone: text }),
  );
  return events.map(({ schema, name, shown }) => {
    const target = renaming.table({ schema, table: "" }).schema;
    return {
      makes: { kind: "event", schema: target, name },
      session: `${sessionOf(shown)}, time_zone = '${shown.time_zone}'`,
      ...withDefiner(shown["create event"], options, target),
    };
  });
}
