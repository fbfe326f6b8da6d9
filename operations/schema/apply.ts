import type { Database } from "../database/connect";
import { type Query, textOf } from "../database/query";
import type { Proof, Step } from "../journal/steps";
import { granteeOf, splitAccount } from "./accounts";
import { readCounters } from "./counters";
import type { PlanFile } from "./plan-file";
import type { Made, PlannedStatement } from "./statements";

/** Seconds that one statement may take to show its effect once it has ended. */
const limitSeconds = 60;

/**
 * The steps that create the objects of a plan file. If the effect of a statement exists although no
 * run of this plan has begun it, that is an obstacle: something else has created the object.
 */
export function applySteps(
  file: Pick<PlanFile, "session">,
  statements: readonly PlannedStatement[],
  open: () => Promise<Database>,
  onProgress: (text: string) => void,
): readonly Step[] {
  return statements.map(({ makes, sql, session }) => {
    let hasActed = false;
    return {
      name: describe(makes),
      announcement: describe(makes),
      limitSeconds,
      obstacle: async () => {
        if (isRepeatable(makes)) return undefined;
        const { query } = await open();
        return (await missing(query, makes)).length === 0
          ? "it is there already, and this plan has not made it; schema compare shows the differences"
          : undefined;
      },
      act: async () => {
        const { query } = await open();
        await query(file.session);
        if (session !== undefined) await query(session);
        await whileSaying(describe(makes), onProgress, () => query(sql));
        hasActed = true;
      },
      proof: async (): Promise<Proof> => {
        if (makes.kind === "grant") {
          // Grants can be given twice, and are read back by schema compare.
          return hasActed ? proven : { proven: false, why: "not granted yet" };
        }
        const { query } = await open();
        const absent = await missing(query, makes);
        return absent.length === 0
          ? proven
          : { proven: false, why: `${absent.join(", ")} is not there` };
      },
    };
  });
}

const proven: Proof = { proven: true, detail: {} };

/** A made object for people and for the journal. */
export function describe({ kind, schema, name, keys, value }: Made): string {
  if (kind === "keys") return `keys of ${schema}.${name}: ${keys?.join(", ") ?? ""}`;
  if (kind === "grant") return `grant on ${name} to ${schema}`;
  if (kind === "counter") return `counter of ${schema}.${name}: ${value ?? ""}`;
  return kind === "database" || kind === "user" ? `${kind} ${name}` : `${kind} ${schema}.${name}`;
}

function isRepeatable({ kind }: Made): boolean {
  return ["database", "user", "grant", "counter"].includes(kind);
}

/** Queries for each kind of object, with a `?` for the schema and one for the name. */
const listings: Readonly<Record<Exclude<Made["kind"], "keys" | "grant" | "counter">, string>> = {
  database: "schemata WHERE ? = schema_name AND schema_name = ?",
  table: "tables WHERE table_schema = ? AND table_name = ?",
  view: "views WHERE table_schema = ? AND table_name = ?",
  function: "routines WHERE routine_schema = ? AND routine_name = ? AND routine_type = 'FUNCTION'",
  procedure:
    "routines WHERE routine_schema = ? AND routine_name = ? AND routine_type = 'PROCEDURE'",
  trigger: "triggers WHERE trigger_schema = ? AND trigger_name = ?",
  event: "events WHERE event_schema = ? AND event_name = ?",
  user: "user_privileges WHERE ? IS NOT NULL AND grantee = ?",
};

/** The missing parts of an object. */
export async function missing(query: Query, makes: Made): Promise<readonly string[]> {
  const { kind, schema, name } = makes;
  if (kind === "grant") return [];
  if (kind === "keys") return missingKeys(query, makes);
  if (kind === "counter") return missingCounter(query, makes);
  const subject = kind === "user" ? granteeOf(splitAccount(name)) : name;
  const [row] = await query(`SELECT COUNT(*) AS found FROM information_schema.${listings[kind]}`, [
    schema,
    subject,
  ]);
  return Number(textOf(row, "found")) > 0 ? [] : [describe(makes)];
}

async function missingKeys(query: Query, { schema, name, keys = [] }: Made) {
  const rows = await query(
    `SELECT index_name AS name FROM information_schema.statistics
      WHERE table_schema = ? AND table_name = ?
      UNION SELECT constraint_name FROM information_schema.table_constraints
      WHERE table_schema = ? AND table_name = ?`,
    [schema, name, schema, name],
  );
  const found = new Set(rows.map((row) => textOf(row, "name").toLowerCase()));
  return keys.filter((key) => !found.has(key.toLowerCase()));
}

async function missingCounter(query: Query, makes: Made): Promise<readonly string[]> {
  const [found] = await readCounters(query, [{ schema: makes.schema, table: makes.name }]);
  const isEnough = found !== undefined && BigInt(found.next) >= BigInt(makes.value ?? "0");
  return isEnough ? [] : [describe(makes)];
}

/** Shows how long a statement has been running, which may be hours for the keys of a large table. */
async function whileSaying<T>(
  subject: string,
  onProgress: (text: string) => void,
  run: () => Promise<T>,
): Promise<T> {
  const start = Date.now();
  const timer = setInterval(() => {
    onProgress(`${subject}: running for ${Math.round((Date.now() - start) / 1000)} s`);
  }, 1000);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

/** One connection for many steps, opened when the first of them needs it. */
export function sharedConnection(open: () => Promise<Database>): {
  readonly open: () => Promise<Database>;
  readonly close: () => Promise<void>;
} {
  let opened: Promise<Database> | undefined;
  return {
    open: () => (opened ??= open()),
    close: async () => {
      await (await opened)?.close();
    },
  };
}
