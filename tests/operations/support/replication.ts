import { activityOf } from "../../../lib/dms-states";
import type {
  Replication,
  ReplicationStatus,
  StartType,
} from "../../../operations/replications/replication";

/** A status as DMS would report it, with a test's changes. */
export function statusOf(status: string, more: Partial<ReplicationStatus> = {}): ReplicationStatus {
  return {
    status,
    activity: activityOf(status),
    wasStarted: status !== "ready",
    loadPercent: status === "ready" ? 0 : 100,
    tables: { loaded: 3, loading: 0, queued: 0, errored: 0 },
    stopReason: "",
    failure: "",
    startedAt: "",
    stoppedAt: "",
    checkpoint: "",
    ...more,
  };
}

/** A replication that answers with the statuses of a script, the last one for ever. */
export function scriptedReplication(
  script: { before: ReplicationStatus; afterCall: readonly ReplicationStatus[] },
  more: Partial<Replication> = {},
): Replication & { readonly calls: string[] } {
  const calls: string[] = [];
  let index = 0;
  return {
    migration: "orders",
    kind: "task",
    type: "full-load-and-cdc",
    arn: "arn:task",
    calls,
    describe: () => {
      const { before, afterCall } = script;
      if (calls.length === 0) return Promise.resolve(before);
      const status = afterCall[Math.min(index, afterCall.length - 1)] ?? before;
      index += 1;
      return Promise.resolve(status);
    },
    start: (type: StartType, position) => {
      calls.push([type, position].filter((part) => part !== undefined).join(" "));
      return Promise.resolve();
    },
    stop: () => {
      calls.push("stop");
      return Promise.resolve();
    },
    tables: () => Promise.resolve([]),
    reloadTables: () => Promise.resolve(),
    ...more,
  };
}
