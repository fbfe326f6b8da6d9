import type {
  DatabaseMigrationService,
  ReplicationStats,
  TableStatistics,
} from "@aws-sdk/client-database-migration-service";
import { activityOf } from "../../lib/dms-states";
import { messageOf, OperationError } from "../errors";
import {
  type Replication,
  type ReplicationStatus,
  tableStatus,
  withoutValues,
} from "./replication";

/** A migration of the configuration, and the ARN of what runs it. */
interface Migrated {
  readonly migration: string;
  readonly type: Replication["type"];
  readonly arn: string;
}

/** A migration that a task on a replication instance runs. */
export function taskReplication(dms: DatabaseMigrationService, it: Migrated): Replication {
  const ask = asking(it);
  const ReplicationTaskArn = it.arn;
  return {
    ...it,
    kind: "task",
    describe: () =>
      ask("reading its state", async () => {
        const Filters = [{ Name: "replication-task-arn", Values: [it.arn] }];
        const answer = await dms.describeReplicationTasks({ Filters, WithoutSettings: true });
        const task = found(answer.ReplicationTasks, it);
        return statusOf({
          ...task,
          stats: task.ReplicationTaskStats,
          started: task.ReplicationTaskStartDate,
          failures: [task.LastFailureMessage ?? ""],
        });
      }),
    start: (StartReplicationTaskType, CdcStartPosition) => {
      const input = { ReplicationTaskArn, StartReplicationTaskType, CdcStartPosition };
      return ask(StartReplicationTaskType, () => dms.startReplicationTask(input));
    },
    stop: () => ask("stopping", () => dms.stopReplicationTask({ ReplicationTaskArn })),
    tables: () =>
      ask("reading its tables", () =>
        allTables(async (Marker) => {
          const page = await dms.describeTableStatistics({ ReplicationTaskArn, Marker });
          return [page.TableStatistics ?? [], page.Marker];
        }),
      ),
    reloadTables: (tables) =>
      ask("reloading tables", () =>
        dms.reloadTables({ ReplicationTaskArn, TablesToReload: toReload(tables) }),
      ),
  };
}

/** A migration that a serverless replication runs. */
export function serverlessReplication(dms: DatabaseMigrationService, it: Migrated): Replication {
  const ask = asking(it);
  const ReplicationConfigArn = it.arn;
  return {
    ...it,
    kind: "serverless",
    describe: () =>
      ask("reading its state", async () => {
        const Filters = [{ Name: "replication-config-arn", Values: [it.arn] }];
        const replication = found((await dms.describeReplications({ Filters })).Replications, it);
        return statusOf({
          ...replication,
          stats: replication.ReplicationStats,
          started: replication.ReplicationStats?.StartDate,
          failures: replication.FailureMessages ?? [],
        });
      }),
    start: (StartReplicationType, CdcStartPosition) => {
      const input = { ReplicationConfigArn, StartReplicationType, CdcStartPosition };
      return ask(StartReplicationType, () => dms.startReplication(input));
    },
    stop: () => ask("stopping", () => dms.stopReplication({ ReplicationConfigArn })),
    tables: () =>
      ask("reading its tables", () =>
        allTables(async (Marker) => {
          const page = await dms.describeReplicationTableStatistics({
            ReplicationConfigArn,
            Marker,
          });
          return [page.ReplicationTableStatistics ?? [], page.Marker];
        }),
      ),
    reloadTables: (tables) =>
      ask("reloading tables", () =>
        dms.reloadReplicationTables({ ReplicationConfigArn, TablesToReload: toReload(tables) }),
      ),
  };
}

/** Asks DMS, and reports a refusal in its own words, without values. */
function asking({ migration }: Migrated) {
  return async <T>(activity: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      if (error instanceof OperationError) throw error;
      throw new OperationError(`${migration}: ${activity}: ${withoutValues(messageOf(error))}`);
    }
  };
}

function found<T>(all: readonly T[] | undefined, { arn }: Migrated): T {
  const [first] = all ?? [];
  if (first === undefined) throw new OperationError(`DMS has no replication ${arn}.`);
  return first;
}

interface Described {
  readonly Status?: string | undefined;
  readonly StopReason?: string | undefined;
  readonly RecoveryCheckpoint?: string | undefined;
  readonly stats: ReplicationStats | undefined;
  readonly started: Date | undefined;
  readonly failures: readonly string[];
}

function statusOf(described: Described): ReplicationStatus {
  const { Status = "", StopReason = "", RecoveryCheckpoint = "", stats, started } = described;
  const activity = activityOf(Status);
  return {
    status: Status,
    activity,
    wasStarted:
      started !== undefined || RecoveryCheckpoint !== "" || stats?.FreshStartDate !== undefined,
    loadPercent: stats?.FullLoadProgressPercent ?? 0,
    tables: {
      loaded: stats?.TablesLoaded ?? 0,
      loading: stats?.TablesLoading ?? 0,
      queued: stats?.TablesQueued ?? 0,
      errored: stats?.TablesErrored ?? 0,
    },
    stopReason: activity === "stopped" || activity === "failed" ? StopReason : "",
    failure: withoutValues(described.failures.join(" ")),
    startedAt: (stats?.StartDate ?? started)?.toISOString() ?? "",
    stoppedAt: stats?.StopDate?.toISOString() ?? "",
    checkpoint: RecoveryCheckpoint,
  };
}

type Page = (marker: string | undefined) => Promise<[readonly TableStatistics[], string?]>;

async function allTables(page: Page) {
  const all: TableStatistics[] = [];
  let marker: string | undefined;
  do {
    const [tables, next] = await page(marker);
    all.push(...tables);
    marker = next === "" ? undefined : next;
  } while (marker !== undefined);
  return all.map(tableStatus);
}

const toReload = (tables: Parameters<Replication["reloadTables"]>[0]) =>
  tables.map(({ schema, table }) => ({ SchemaName: schema, TableName: table }));
