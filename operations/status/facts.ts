import type { TableExceptions } from "../replications/exceptions";
import type { Replication, ReplicationStatus, TableStatus } from "../replications/replication";
import type { VerificationFacts } from "../verify/record";

/** An answer, or the reason why it is unknown. */
export type Answer<T> = { readonly value: T } | { readonly unknown: string };

/** Facts about one migration. */
export interface MigrationFacts {
  readonly migration: string;
  readonly source: string;
  readonly kind: Replication["kind"];
  readonly type: Replication["type"];
  readonly status: ReplicationStatus;
  readonly tables: readonly TableStatus[];
  /** Seconds, by DMS's own metrics: reading the source, and writing to the target. */
  readonly latency: Answer<{ readonly source: number; readonly target: number }>;
  /** Seconds since the heartbeat row that the target shows was written. */
  readonly heartbeat: Answer<number>;
  /** Hours that the source keeps its binary log. */
  readonly binlogHours: Answer<number>;
  /** Tables with changes that DMS could not apply since they were loaded. */
  readonly exceptions: Answer<readonly TableExceptions[]>;
  /** Pending AWS maintenance on the replication instance, in words. */
  readonly maintenance: Answer<readonly string[]>;
}

/** Facts about a stack. */
export interface StackFacts {
  readonly stack: string;
  readonly migrations: readonly MigrationFacts[];
  /** The side that applications write to, and unfinished runs. */
  readonly cutover: CutoverFacts;
  /** The newest verification, however it ended; undefined when there was none. */
  readonly verification: VerificationFacts | undefined;
  /** Operator at work now; undefined if there is none. */
  readonly operator: { readonly name: string; readonly verb: string } | undefined;
}

/** Progress of the cut-over. */
export interface CutoverFacts {
  readonly side: "source" | "aurora";
  /** Whether the way back was taken, so that others than the first replications run. */
  readonly hasReturned: boolean;
  readonly isClosed: boolean;
  /** The verb whose run has not ended; undefined when all have. */
  readonly unfinished: "cutover" | "return" | undefined;
  /** For how long the newest cut-over or return has stopped writes; undefined without one. */
  readonly writesStopped?: {
    readonly from: string;
    readonly until: string;
    readonly seconds: number;
  };
}
