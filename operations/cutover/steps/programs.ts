import { z } from "zod";
import type { Json } from "../../../lib/canonical-json";
import type { Database } from "../../database/connect";
import { quoted } from "../../database/identifier";
import { placeholders, type Query, textOf } from "../../database/query";
import { beforeOf, type Proof, type Step } from "../../journal/steps";
import { describe, missing } from "../../schema/apply";
import { planSchema } from "../../schema/plan";
import { readPrograms } from "../../schema/programs";
import { tablesInScope } from "../../scope";
import { forSources, type Surroundings } from "../surroundings";

/** Seconds within which a server shows what was made or dropped. */
const limitSeconds = 60;

const program = z.object({
  kind: z.enum(["trigger", "event"]),
  schema: z.string(),
  name: z.string(),
  sql: z.string(),
  session: z.string().optional(),
});

/** A trigger or an event, with the statement that makes it. */
export type Program = z.output<typeof program>;

const bySide = z.record(z.string(), z.array(program));

const json = (programs: Readonly<Record<string, readonly Program[]>>): Json =>
  JSON.parse(JSON.stringify(programs)) as Json;

/** An event that is created disabled: `SHOW CREATE EVENT` always states which. */
const disabled = (sql: string) =>
  sql.replace(/(ON COMPLETION (?:NOT )?PRESERVE) ENABLE\b/, "$1 DISABLE");

const runs = ({ kind, sql }: Program) =>
  kind === "event" && /ON COMPLETION (?:NOT )?PRESERVE ENABLE\b/.test(sql);

/** The triggers and events of the sources as Aurora should have them. */
async function plannedPrograms(surroundings: Surroundings): Promise<readonly Program[]> {
  const { context, accounts } = surroundings;
  const target = await surroundings.target();
  const plans = await forSources(surroundings, (database, name) =>
    planSchema(context, database, target, { source: name, accounts }),
  );
  return Object.values(plans).flatMap(({ programs }) =>
    programs.statements.flatMap(({ makes, sql, session }) => {
      const { kind, schema, name } = makes;
      if (kind !== "trigger" && kind !== "event") return [];
      return [{ kind, schema, name, sql, ...(session !== undefined && { session }) }];
    }),
  );
}

async function absent(query: Query, programs: readonly Program[]): Promise<readonly Program[]> {
  const found: Program[] = [];
  for (const it of programs) if ((await missing(query, it)).length > 0) found.push(it);
  return found;
}

async function make({ query }: Database, programs: readonly Program[]): Promise<void> {
  for (const it of await absent(query, programs)) {
    await query("SET SESSION foreign_key_checks = 0");
    if (it.session !== undefined) await query(it.session);
    await query(it.sql);
    await query("SET SESSION time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION'");
  }
}

async function drop({ query }: Database, programs: readonly Program[]): Promise<void> {
  for (const { kind, schema, name } of programs) {
    await query(`DROP ${kind.toUpperCase()} IF EXISTS ${quoted(schema)}.${quoted(name)}`);
  }
}

const words = (programs: readonly Program[]) => programs.map(describe).join(", ");

/** Makes the triggers and events on Aurora; events do not run yet. */
export function makeOnTarget(surroundings: Surroundings): Step {
  const made = (before: Json) => bySide.parse(before)["target"] ?? [];
  return {
    name: "programs",
    announcement: "on Aurora: CREATE TRIGGER and CREATE EVENT, the events disabled",
    limitSeconds,
    before: async () => {
      const { query } = await surroundings.target();
      return json({ target: await absent(query, await plannedPrograms(surroundings)) });
    },
    act: async (before) => {
      const still = made(before).map((it) => ({ ...it, sql: disabled(it.sql) }));
      await make(await surroundings.target(), still);
    },
    proof: async (before): Promise<Proof> => {
      const { query } = await surroundings.target();
      const gone = await absent(query, made(before));
      return gone.length === 0
        ? { proven: true, detail: { made: made(before).map(describe) } }
        : { proven: false, why: `${words(gone)} is not there` };
    },
    undo: {
      announcement: "on Aurora: DROP the triggers and events that were made",
      act: async (before) => drop(await surroundings.target(), made(before)),
    },
  };
}

/** The events that run on the application's side once it is open, according to the journal. */
export function enabledEvents({ entries }: Surroundings): readonly Program[] {
  const before = bySide.safeParse(beforeOf({ name: "programs" }, entries()));
  return Object.values(before.data ?? {})
    .flat()
    .filter(runs);
}

/** Lets events run, or not. */
export async function setEvents(
  { query }: Database,
  events: readonly EventName[],
  state: "ENABLE" | "DISABLE",
): Promise<void> {
  for (const { schema, name } of events) {
    await query(`ALTER EVENT ${quoted(schema)}.${quoted(name)} ${state}`);
  }
}

/** The events of some schemas that run when the scheduler does. */
export async function runningEvents(
  { query }: Database,
  schemas: readonly string[],
): Promise<readonly EventName[]> {
  if (schemas.length === 0) return [];
  const rows = await query(
    `SELECT event_schema AS \`schema\`, event_name AS name FROM information_schema.events
      WHERE status = 'ENABLED' AND event_schema IN (${placeholders(schemas)})`,
    schemas,
  );
  return rows.map((row) => ({ schema: textOf(row, "schema"), name: textOf(row, "name") }));
}

const eventNames = z.array(z.object({ schema: z.string(), name: z.string() }));

/** An event by its name. */
export type EventName = z.output<typeof eventNames>[number];

/** The events that a step has disabled, according to the journal. */
export const disabledBy = (before: unknown): readonly EventName[] =>
  eventNames.safeParse(before).data ?? [];

/** Stops the events of the migrations' schemas on Aurora, where nobody may switch the scheduler. */
export function disableEvents(surroundings: Surroundings): Step {
  const running = async () => {
    const { target: schemas = [] } = await schemasOf(surroundings, "target");
    return runningEvents(await surroundings.target(), schemas);
  };
  return {
    name: "events",
    announcement: "on Aurora: ALTER EVENT … DISABLE for each that runs",
    limitSeconds,
    before: async () => (await running()).map((it) => ({ ...it })),
    act: async (before) =>
      setEvents(await surroundings.target(), eventNames.parse(before), "DISABLE"),
    proof: async (before) => {
      const still = await running();
      return still.length === 0
        ? { proven: true, detail: { disabled: eventNames.parse(before) } }
        : { proven: false, why: `${still.map(({ name }) => name).join(", ")} runs` };
    },
    undo: {
      announcement: "on Aurora: ALTER EVENT … ENABLE for each that ran",
      act: async (before) =>
        setEvents(await surroundings.target(), eventNames.parse(before), "ENABLE"),
    },
  };
}

/** The schemas of a side that have tables of the migrations. */
export async function schemasOf(
  surroundings: Surroundings,
  side: "source" | "target",
): Promise<Readonly<Record<string, readonly string[]>>> {
  const bySource = await forSources(surroundings, async ({ query }, name) => {
    const scope = await tablesInScope(query, surroundings.sources[name] ?? {});
    return [...new Set(scope.map((it) => it[side].schema))];
  });
  return side === "source" ? bySource : { target: [...new Set(Object.values(bySource).flat())] };
}

/** The triggers of some schemas, as they are. */
export async function triggersOf(
  { query }: Database,
  schemas: readonly string[],
): Promise<readonly Program[]> {
  const { late } = await readPrograms(query, {
    schemas,
    accounts: (account) => account,
    renaming: { table: (table) => table, column: (_, column) => column },
    onProgress: () => undefined,
  });
  return late.flatMap(({ makes, sql, session }) =>
    makes.kind === "trigger"
      ? [
          {
            kind: "trigger" as const,
            schema: makes.schema,
            name: makes.name,
            sql,
            ...(session !== undefined && { session }),
          },
        ]
      : [],
  );
}

/**
 * Does something for each source, or for Aurora.
 * @returns What came of it, by the name.
 */
async function forSide<T>(
  surroundings: Surroundings,
  side: "source" | "target",
  action: (database: Database, name: string) => Promise<T>,
): Promise<Readonly<Record<string, T>>> {
  if (side === "source") return forSources(surroundings, action);
  return { target: await action(await surroundings.target(), "target") };
}

/** Drops the triggers of a side, on which DMS is going to write by statements. */
export function dropTriggers(
  surroundings: Surroundings,
  side: "source" | "target",
  name: string,
): Step {
  const where = side === "source" ? "the sources" : "Aurora";
  const present = async () => {
    const schemas = await schemasOf(surroundings, side);
    return forSide(surroundings, side, (database, key) => triggersOf(database, schemas[key] ?? []));
  };
  return {
    name,
    announcement: `on ${where}: DROP TRIGGER for each, since DMS writes by statements and would fire them`,
    limitSeconds,
    before: async () => json(await present()),
    act: async (before) => {
      const triggers = bySide.parse(before);
      await forSide(surroundings, side, (database, key) => drop(database, triggers[key] ?? []));
    },
    proof: async (before): Promise<Proof> => {
      const left = Object.values(await present()).flat();
      return left.length === 0
        ? {
            proven: true,
            detail: { dropped: Object.values(bySide.parse(before)).flat().map(describe) },
          }
        : { proven: false, why: `${words(left)} would fire` };
    },
    undo: {
      announcement: `on ${where}: CREATE the triggers again`,
      act: async (before) => {
        const triggers = bySide.parse(before);
        await forSide(surroundings, side, (database, key) => make(database, triggers[key] ?? []));
      },
    },
  };
}

/**
 * Restores the triggers of the sources, which the cut-over has dropped.
 *
 * @param dropped Those triggers, by what the journal of the cut-over has of them.
 */
export function restoreTriggers(surroundings: Surroundings, dropped: unknown): Step {
  const triggers = bySide.parse(dropped);
  return {
    name: "source-triggers",
    announcement: "on the sources: CREATE the triggers again that the cut-over has dropped",
    limitSeconds,
    act: async () => {
      await forSources(surroundings, (database, name) => make(database, triggers[name] ?? []));
    },
    proof: async () => {
      const gone = await forSources(surroundings, ({ query }, name) =>
        absent(query, triggers[name] ?? []),
      );
      const all = Object.values(gone).flat();
      return all.length === 0
        ? { proven: true, detail: { made: Object.values(triggers).flat().map(describe) } }
        : { proven: false, why: `${words(all)} is not there` };
    },
    undo: {
      announcement: "on the sources: DROP these triggers",
      act: async () => {
        await forSources(surroundings, (database, name) => drop(database, triggers[name] ?? []));
      },
    },
  };
}
