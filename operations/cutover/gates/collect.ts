import { brokenTableStates } from "../../../lib/dms-states";
import type { Context } from "../../context";
import { tableLabel } from "../../database/identifier";
import { Journal, runs, verbOf } from "../../journal/journal";
import { thisOperator } from "../../journal/operator";
import { storeOf } from "../../journal/run";
import { applyExceptions } from "../../replications/exceptions";
import { inWords, isFollowing, type Replication } from "../../replications/replication";
import { attempt, binlogHoursOf, heartbeatAge, latencyPoints } from "../../status/collect";
import { newestFullVerification, verificationFacts } from "../../verify/record";
import { describe } from "../../schema/apply";
import { readWritability, runsEvents } from "../read-only";
import { schemasOf, triggersOf } from "../steps/programs";
import { forSources, type Surroundings } from "../surroundings";
import { groupsOf, isDoorClosed, percentTo } from "../steps/door";
import {
  healthAlarm,
  maintenance,
  pendingChanges,
  secretRotations,
  targetHealth,
} from "./aws-facts";
import type { GateFacts, MigrationGateFacts } from "./facts";
import { schemaFacts } from "./schema-facts";
import { wayBackFacts } from "./way-back-facts";

/** Inputs of the gates besides the stack's configuration. */
export interface GateQuestion {
  readonly carrying: readonly Replication[];
  /** Minutes in which the latency must have been low. */
  readonly latencyMinutes: number;
  readonly windowMinutes: number;
  readonly people: readonly string[];
  readonly program: string;
}

/** Asks DMS, RDS, the load balancer, the bucket and the databases. Changes nothing. */
export async function collectGateFacts(
  surroundings: Surroundings,
  question: GateQuestion,
): Promise<GateFacts> {
  const { context, sources } = surroundings;
  const store = storeOf(context);
  const { carrying, windowMinutes, people, program } = question;
  const names = Object.values(sources).flatMap((migrations) => Object.keys(migrations));
  const [migrations, verification, exceptions, schema, wayBack, alarm] = await Promise.all([
    Promise.all(carrying.map((it) => migrationFacts(surroundings, it, question.latencyMinutes))),
    newestFullVerification(store, names),
    attempt(() => countApplyExceptions(surroundings)),
    attempt(() => schemaFacts(surroundings)),
    attempt(() => wayBackFacts(surroundings)),
    attempt(() => healthAlarm(context)),
  ]);
  return {
    now: new Date(),
    windowMinutes,
    migrations,
    applyExceptions: exceptions,
    verification: verification && verificationFacts(verification),
    schema,
    wayBack,
    healthAlarm: alarm,
    sourceBinlogHours: await sourceBinlogHours(surroundings),
    secrets: await attempt(() => secretRotations(context)),
    phase: { configured: context.config.phase, deployed: context.outputs.phase },
    pendingChanges: await attempt(() => pendingChanges(context)),
    maintenance: await attempt(() => maintenance(context, windowMinutes)),
    edge: await attempt(() => edgeFacts(context)),
    oldSide: await attempt(() => oldSideProblems(surroundings)),
    rehearsal: await newestRehearsal(surroundings),
    program,
    people,
  };
}

async function sourceBinlogHours({
  sources,
  source,
}: Surroundings): Promise<GateFacts["sourceBinlogHours"]> {
  const hours = Object.keys(sources).map(
    async (name) =>
      [name, await attempt(async () => binlogHoursOf((await source(name)).query))] as const,
  );
  return Object.fromEntries(await Promise.all(hours));
}

async function edgeFacts(context: Context) {
  return {
    isAnswering503: await isDoorClosed(context),
    onPremisesPercent:
      groupsOf(context) === undefined ? undefined : await percentTo(context, "onPremises"),
    unhealthy: await targetHealth(context),
  };
}

async function migrationFacts(
  surroundings: Surroundings,
  replication: Replication,
  latencyMinutes: number,
): Promise<MigrationGateFacts> {
  const { context } = surroundings;
  const { migration } = replication;
  const status = await replication.describe();
  const tables = status.wasStarted ? await replication.tables() : [];
  const broken = [...brokenTableStates, "Table is being reloaded"];
  return {
    migration,
    isFollowing: isFollowing(replication, status),
    words: inWords(replication, status),
    brokenTables: tables
      .filter(({ state }) => broken.includes(state))
      .map((table) => `${tableLabel(table)}: ${table.state}`),
    validates: tables.some(({ validation }) => validation.state !== "Not enabled"),
    tables: tables.map((table) => ({
      table: tableLabel(table),
      validation: table.validation.state,
      pending: table.validation.pending,
    })),
    latency: await attempt(() => latencyFacts(context, replication, latencyMinutes)),
    heartbeat: await attempt(() =>
      heartbeatAge(
        context,
        {
          open: (name) => (name === undefined ? surroundings.target() : surroundings.source(name)),
        },
        migration,
      ),
    ),
  };
}

async function latencyFacts(context: Context, replication: Replication, minutes: number) {
  const { source, target } = await latencyPoints(context, replication, minutes);
  const worst = (points: typeof source) => Math.max(...points.map(({ seconds }) => seconds));
  const newest = Math.min(source[0]?.at.getTime() ?? 0, target[0]?.at.getTime() ?? 0);
  return {
    source: worst(source),
    target: worst(target),
    newestAgeSeconds: (Date.now() - newest) / 1000,
  };
}

async function countApplyExceptions(surroundings: Surroundings): Promise<number> {
  const { query } = await surroundings.target();
  const schemas = Object.values(surroundings.sources).flatMap((migrations) =>
    Object.values(migrations).map(({ controlSchema }) => controlSchema),
  );
  let total = 0;
  for (const schema of new Set(schemas)) {
    for (const { count } of await applyExceptions(query, schema)) total += count;
  }
  return total;
}

/** Problems on the sources while changes are replicated back. */
async function oldSideProblems(surroundings: Surroundings): Promise<readonly string[]> {
  const schemas = await schemasOf(surroundings, "source");
  const problems = await forSources(surroundings, async (database, name) => [
    ...((await readWritability(database)).readOnly ? [] : [`${name} takes writes of everybody`]),
    ...((await runsEvents(database)) ? [`events run on ${name} too`] : []),
    ...(await triggersOf(database, schemas[name] ?? [])).map(
      (trigger) => `${describe(trigger)} of ${name} fires on what comes back`,
    ),
  ]);
  return Object.values(problems).flat();
}

/** The newest run that has proven the way back: taken back after it, or ended. */
async function newestRehearsal({ context }: Surroundings): Promise<GateFacts["rehearsal"]> {
  const store = storeOf(context);
  const all = (await runs(store)).filter((run) => verbOf(run) === "cutover");
  for (const run of all.toReversed()) {
    const { entries } = await Journal.open(store, run, thisOperator().name);
    const last = entries.at(-1);
    const probed = entries.some(({ kind, step }) => kind === "result" && step === "probe");
    if (last?.kind !== "end" || !probed) continue;
    const program = (entries[0]?.detail as { program?: string } | undefined)?.program ?? "";
    return { endedAt: last.time, program };
  }
  return undefined;
}
