import { defaultInstance, instancePurpose } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import { targetTable } from "../../lib/table-mappings/renaming";
import type { Context } from "../context";
import { Databases } from "../databases";
import { type Query, textOf } from "../database/query";
import { messageOf } from "../errors";
import { heartbeatOf, lastBeat } from "../heartbeat/heartbeat";
import { lockHolder } from "../journal/lock";
import { storeOf } from "../journal/run";
import { replicationsOf } from "../replications";
import { applyExceptions, type TableExceptions } from "../replications/exceptions";
import type { Replication, TableStatus } from "../replications/replication";
import { newestVerification, verificationFacts } from "../verify/record";
import { writesStopped } from "../cutover/evidence";
import { historyOf, unfinished } from "../cutover/history";
import { Journal, runs, verbOf } from "../journal/journal";
import { thisOperator } from "../journal/operator";
import type { ObjectStore } from "../journal/object-store";
import type { Answer, CutoverFacts, MigrationFacts, StackFacts } from "./facts";

/** Asks DMS, CloudWatch, the bucket and, where they can be reached, the databases. Changes nothing. */
export async function collectFacts(
  context: Context,
  names: readonly string[],
): Promise<StackFacts> {
  const databases = new Databases(context);
  try {
    const store = storeOf(context);
    const [migrations, verification, operator] = await Promise.all([
      Promise.all(
        replicationsOf(context, names).map((it) => migrationFacts(context, databases, it)),
      ),
      newestVerification(store),
      lockHolder(store),
    ]);
    return {
      stack: context.stack,
      cutover: await cutoverFacts(store),
      migrations,
      operator: operator && { name: operator.name, verb: operator.verb },
      verification: verification && verificationFacts(verification),
    };
  } finally {
    await databases.close();
  }
}

async function cutoverFacts(store: ObjectStore): Promise<CutoverFacts> {
  const { side, returned, isClosed } = await historyOf(store);
  const open = await Promise.all(
    (["cutover", "return"] as const).map(async (verb) =>
      (await unfinished(store, verb)) === undefined ? [] : [verb],
    ),
  );
  const newest = (await runs(store))
    .filter((run) => ["cutover", "return"].includes(verbOf(run)))
    .at(-1);
  const journal =
    newest === undefined ? undefined : await Journal.open(store, newest, thisOperator().name);
  const stopped = journal && writesStopped(journal.entries);
  return {
    side,
    isClosed,
    hasReturned: returned !== undefined,
    unfinished: open.flat()[0],
    ...(stopped !== undefined && { writesStopped: stopped }),
  };
}

async function migrationFacts(
  context: Context,
  databases: Databases,
  replication: Replication,
): Promise<MigrationFacts> {
  const { migration, kind, type } = replication;
  const source = context.config.dms.migrations[migration]?.source ?? "";
  const status = await replication.describe();
  const tables = status.wasStarted ? await replication.tables() : [];
  const [latency, heartbeat, binlogHours, exceptions, maintenance] = await Promise.all([
    attempt(() => latencyOf(context, replication)),
    attempt(() => heartbeatAge(context, databases, migration)),
    attempt(async () => binlogHoursOf((await databases.open(source)).query)),
    attempt(() => exceptionsOf(context, databases, migration, tables)),
    attempt(() => maintenanceOf(context, replication)),
  ]);
  const answers = { latency, heartbeat, binlogHours, exceptions, maintenance };
  return { migration, source, kind, type, status, tables, ...answers };
}

/** A reason why a fact is unknown, for the operator. */
class NotKnown extends Error {}

/** Asks, and keeps the reason where there is no answer. */
export async function attempt<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    const [reason = ""] = messageOf(error)
      .split("\n")
      .slice(error instanceof NotKnown ? 0 : -1);
    return { unknown: reason.trim() };
  }
}

/** Minutes that DMS may have been without a metric. */
const metricMinutes = 15;

/** The newest values of the metrics that DMS writes each minute. */
async function latencyOf(
  context: Context,
  replication: Replication,
): Promise<{ source: number; target: number }> {
  const { source, target } = await latencyPoints(context, replication, metricMinutes);
  const newest = (points: readonly LatencyPoint[]) => points[0]?.seconds ?? 0;
  return { source: newest(source), target: newest(target) };
}

/** A value of a latency. */
export interface LatencyPoint {
  readonly seconds: number;
  readonly at: Date;
}

/**
 * The latencies of a replication in some minutes up to now, the newest first.
 *
 * @throws NotKnown when there are none.
 */
export async function latencyPoints(
  { aws, config }: Context,
  { migration, kind, arn }: Replication,
  minutes: number,
): Promise<{ source: readonly LatencyPoint[]; target: readonly LatencyPoint[] }> {
  if (kind === "serverless") throw new NotKnown("not asked for a serverless replication");
  const { replicationInstance = defaultInstance } = config.dms.migrations[migration] ?? {};
  const Dimensions = [
    {
      Name: "ReplicationInstanceIdentifier",
      Value: physicalName(config.environment, instancePurpose(replicationInstance)),
    },
    { Name: "ReplicationTaskIdentifier", Value: arn.split(":").at(-1) },
  ];
  const now = Date.now();
  const points = async (MetricName: string): Promise<readonly LatencyPoint[]> => {
    const { Datapoints = [] } = await aws.cloudWatch.getMetricStatistics({
      Namespace: "AWS/DMS",
      MetricName,
      Dimensions,
      StartTime: new Date(now - minutes * 60_000),
      EndTime: new Date(now + 60_000),
      Period: 60,
      Statistics: ["Maximum"],
    });
    if (Datapoints.length === 0) {
      throw new NotKnown(`DMS has written no metric in ${minutes} minutes`);
    }
    return Datapoints.map(({ Maximum = 0, Timestamp = new Date(0) }) => ({
      seconds: Maximum,
      at: Timestamp,
    })).toSorted((left, right) => right.at.getTime() - left.at.getTime());
  };
  const [source, target] = await Promise.all([
    points("CDCLatencySource"),
    points("CDCLatencyTarget"),
  ]);
  return { source, target };
}

/** Exceptions of the tables of a migration. A load of the table settles those before it. */
async function exceptionsOf(
  { config }: Context,
  databases: Databases,
  migration: string,
  tables: readonly TableStatus[],
): Promise<readonly TableExceptions[]> {
  const settings = config.dms.migrations[migration];
  if (settings === undefined) return [];
  const { query } = await databases.open(undefined);
  const all = await applyExceptions(query, settings.controlSchema);
  return all.filter(({ last, ...it }) => {
    const table = tables.find((one) =>
      [one, targetTable(settings.transformations, one)].some(
        ({ schema, table: name }) => schema === it.schema && name === it.table,
      ),
    );
    return table !== undefined && table.loadStartedAt <= `${last.replace(" ", "T")}Z`;
  });
}

/** Pending AWS maintenance on the replication instance of a migration. */
async function maintenanceOf(
  { aws, config, outputs }: Context,
  { migration, kind }: Replication,
): Promise<readonly string[]> {
  if (kind === "serverless") return [];
  const { replicationInstance = defaultInstance } = config.dms.migrations[migration] ?? {};
  const answer = await aws.dms.describePendingMaintenanceActions({
    ReplicationInstanceArn: outputs.dmsReplicationInstanceArns[replicationInstance],
  });
  return (answer.PendingMaintenanceActions ?? [])
    .flatMap(({ PendingMaintenanceActionDetails = [] }) => PendingMaintenanceActionDetails)
    .map(({ Action = "maintenance", CurrentApplyDate, ForcedApplyDate }) => {
      const date = (CurrentApplyDate ?? ForcedApplyDate)?.toISOString();
      return `${Action} of the replication instance ${replicationInstance}${date === undefined ? "" : `, ${date}`}`;
    });
}

/**
 * Seconds since the heartbeat that the target shows was written.
 * @throws NotKnown without one.
 */
export async function heartbeatAge(
  { config }: Pick<Context, "config">,
  databases: Pick<Databases, "open">,
  migration: string,
): Promise<number> {
  const settings = config.dms.migrations[migration];
  const table = settings && heartbeatOf(migration, settings);
  if (table === undefined) throw new NotKnown("the migration has no heartbeat table");
  const target = await databases.open(undefined);
  const beat = await lastBeat(target.query, table.target);
  if (beat === undefined) throw new NotKnown("no heartbeat was written: run the verb heartbeat");
  return beat.ageSeconds;
}

/** Hours that a server keeps its log. One without the variable keeps its log for ever, or the other variable has the days. */
export async function binlogHoursOf(query: Query): Promise<number> {
  const rows = await query(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('binlog_expire_logs_seconds', 'expire_logs_days')",
  );
  const variable = (name: string) => {
    const row = rows.find((it) => textOf(it, "variable_name") === name);
    return row === undefined ? 0 : Number(textOf(row, "value"));
  };
  const hours = variable("binlog_expire_logs_seconds") / 3600 || variable("expire_logs_days") * 24;
  return hours === 0 ? Number.POSITIVE_INFINITY : hours;
}
