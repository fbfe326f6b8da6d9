import { defaultInstance, instancePurpose } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import type { Context } from "../context";
import type { Database } from "../database/connect";
import { type Query, textOf } from "../database/query";
import { messageOf } from "../errors";
import { heartbeatOf, lastBeat } from "../heartbeat/heartbeat";
import { lockHolder } from "../journal/lock";
import { storeOf } from "../journal/run";
import { replicationsOf } from "../replications";
import type { Replication } from "../replications/replication";
import { newestVerification } from "../verify/record";
import type { Answer, MigrationFacts, StackFacts } from "./facts";

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
    const count = (verdict: string) =>
      verification?.results.filter((result) => result.verdict === verdict).length ?? 0;
    return {
      stack: context.stack,
      migrations,
      operator: operator && { name: operator.name, verb: operator.verb },
      verification: verification && {
        startedAt: verification.startedAt,
        finishedAt: verification.finishedAt,
        tables: verification.results.length,
        different: count("different"),
        unsettled: count("unsettled"),
      },
    };
  } finally {
    await databases.close();
  }
}

async function migrationFacts(
  context: Context,
  databases: Databases,
  replication: Replication,
): Promise<MigrationFacts> {
  const { migration, kind, type } = replication;
  const source = context.config.dms.migrations[migration]?.source ?? "";
  const status = await replication.describe();
  const [tables, latency, heartbeat, binlogHours] = await Promise.all([
    status.wasStarted ? replication.tables() : [],
    attempt(() => latencyOf(context, replication)),
    attempt(() => heartbeatAge(context, databases, migration)),
    attempt(async () => binlogHoursOf((await databases.open(source)).query)),
  ]);
  return { migration, source, kind, type, status, tables, latency, heartbeat, binlogHours };
}

/** What is not known for a reason that the operator may want to know. */
class NotKnown extends Error {}

async function attempt<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    const [reason = ""] = messageOf(error)
      .split("\n")
      .slice(error instanceof NotKnown ? 0 : -1);
    return { unknown: reason.trim() };
  }
}

/** The newest values of the metrics that DMS writes each minute. */
async function latencyOf(
  { aws, config }: Context,
  { migration, kind, arn }: Replication,
): Promise<{ source: number; target: number }> {
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
  const newest = async (MetricName: string): Promise<number> => {
    const { Datapoints = [] } = await aws.cloudWatch.getMetricStatistics({
      Namespace: "AWS/DMS",
      MetricName,
      Dimensions,
      StartTime: new Date(now - 15 * 60_000),
      EndTime: new Date(now + 60_000),
      Period: 60,
      Statistics: ["Maximum"],
    });
    const [last] = Datapoints.toSorted(
      (left, right) => (right.Timestamp?.getTime() ?? 0) - (left.Timestamp?.getTime() ?? 0),
    );
    if (last?.Maximum === undefined) throw new NotKnown("DMS has written no metric in 15 minutes");
    return last.Maximum;
  };
  const [source, target] = await Promise.all([
    newest("CDCLatencySource"),
    newest("CDCLatencyTarget"),
  ]);
  return { source, target };
}

async function heartbeatAge(
  { config }: Context,
  databases: Databases,
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

/** A server without the variable keeps its log for ever, or the other variable has the days. */
async function binlogHoursOf(query: Query): Promise<number> {
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

/** Connections that are opened once, when they are asked for first. */
class Databases {
  readonly #opened = new Map<string, Promise<Database>>();

  constructor(private readonly context: Pick<Context, "openSource" | "openTarget">) {}

  /** @param source A source's name; undefined for the target. */
  open(source: string | undefined): Promise<Database> {
    const key = source ?? "";
    const { openSource, openTarget } = this.context;
    const opening =
      this.#opened.get(key) ?? (source === undefined ? openTarget() : openSource(source));
    this.#opened.set(key, opening);
    return opening;
  }

  async close(): Promise<void> {
    const ends = await Promise.allSettled(this.#opened.values());
    for (const end of ends) if (end.status === "fulfilled") await end.value.close();
  }
}
