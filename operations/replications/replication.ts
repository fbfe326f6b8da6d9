import type { TableStatistics } from "@aws-sdk/client-database-migration-service";
import { type Activity, stopReason } from "../../lib/dms-states";
import type { TableName } from "../database/identifier";

/** Way to start a replication, in the API's words. */
export type StartType = "start-replication" | "resume-processing" | "reload-target";

/** Replication of a migration: a task on a replication instance, or a serverless replication. */
export interface Replication {
  /** Name of the migration. */
  readonly migration: string;
  readonly kind: "task" | "serverless";
  readonly type: "full-load" | "cdc" | "full-load-and-cdc";
  readonly arn: string;
  readonly describe: () => Promise<ReplicationStatus>;
  /** @param position Where in the binary log to start, `file:offset`; for the type `cdc` alone. */
  readonly start: (type: StartType, position?: string) => Promise<unknown>;
  readonly stop: () => Promise<unknown>;
  readonly tables: () => Promise<readonly TableStatus[]>;
  readonly reloadTables: (tables: readonly TableName[]) => Promise<unknown>;
}

/** Status of a replication, as DMS reports it. */
export interface ReplicationStatus {
  /** DMS's own word. */
  readonly status: string;
  readonly activity: Activity;
  /** Whether it has been started before: it has a position, or loaded tables. */
  readonly wasStarted: boolean;
  /** Per cent of the load. */
  readonly loadPercent: number;
  readonly tables: {
    readonly loaded: number;
    readonly loading: number;
    readonly queued: number;
    readonly errored: number;
  };
  /** Why it stopped, in DMS's word; empty when it did not. */
  readonly stopReason: string;
  /** Last failure that DMS reports, without values; empty if there is none. */
  readonly failure: string;
  /** When it was started or resumed last, in UTC; empty when it never was. */
  readonly startedAt: string;
  /** When it stopped last, in UTC; empty when it never did. */
  readonly stoppedAt: string;
  /** Position from which it resumes, in DMS's own form; empty if it has none. */
  readonly checkpoint: string;
}

/** Status of one table, as DMS reports it. */
export interface TableStatus extends TableName {
  readonly state: string;
  /** When its load began, in UTC; empty when it did not. */
  readonly loadStartedAt: string;
  readonly rowsLoaded: number;
  readonly changes: Changes;
  readonly applied: Changes;
  readonly validation: {
    readonly state: string;
    readonly pending: number;
    readonly failed: number;
    readonly suspended: number;
  };
}

/** Numbers of row changes. */
interface Changes {
  readonly inserts: number;
  readonly updates: number;
  readonly deletes: number;
}

/** Whether a replication is past its load and follows the source. DMS has no state for it. */
export function isFollowing(
  { type }: Pick<Replication, "type">,
  { activity, loadPercent, tables }: ReplicationStatus,
): boolean {
  if (activity !== "running" || type === "full-load") return false;
  return type === "cdc" || (loadPercent >= 100 && tables.loading === 0 && tables.queued === 0);
}

/** Activity of a replication, in words. */
export function inWords(replication: Pick<Replication, "type">, status: ReplicationStatus): string {
  const { activity, loadPercent, tables, failure } = status;
  const reason = status.stopReason === "" ? undefined : stopReason(status.stopReason).words;
  switch (activity) {
    case "ready":
      return "waiting to be started";
    case "running":
      return isFollowing(replication, status)
        ? "following the source"
        : `loading, ${Math.round(loadPercent)} % (${tables.loaded} tables loaded, ${tables.loading} loading, ${tables.queued} queued)`;
    case "stopped":
      return reason === undefined ? "stopped" : `stopped because ${reason}`;
    case "failed":
      return failure === "" ? "failed" : `failed: ${failure}`;
    case "assessing":
      return "being assessed";
    case "changing":
      return `being changed by DMS (${status.status})`;
    case "starting":
    case "stopping":
    case "deleting":
      return activity;
  }
}

/** A text of DMS without the quoted parts, which can be values of a row. */
export function withoutValues(text: string): string {
  return text.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "'…'").trim();
}

/** A table's statistics, which tasks and serverless replications have in common. */
export function tableStatus(statistics: TableStatistics): TableStatus {
  const { SchemaName = "", TableName: table = "", TableState = "", FullLoadRows = 0 } = statistics;
  const { Inserts = 0, Updates = 0, Deletes = 0 } = statistics;
  const { AppliedInserts = 0, AppliedUpdates = 0, AppliedDeletes = 0 } = statistics;
  return {
    schema: SchemaName,
    table,
    state: TableState,
    loadStartedAt: statistics.FullLoadStartTime?.toISOString() ?? "",
    rowsLoaded: FullLoadRows,
    changes: { inserts: Inserts, updates: Updates, deletes: Deletes },
    applied: { inserts: AppliedInserts, updates: AppliedUpdates, deletes: AppliedDeletes },
    validation: {
      state: statistics.ValidationState ?? "",
      pending: statistics.ValidationPendingRecords ?? 0,
      failed: statistics.ValidationFailedRecords ?? 0,
      suspended: statistics.ValidationSuspendedRecords ?? 0,
    },
  };
}
