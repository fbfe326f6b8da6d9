import type { Answer } from "../../status/facts";
import type { VerificationFacts } from "../../verify/record";

/** One migration, as DMS and the databases show it. */
export interface MigrationGateFacts {
  readonly migration: string;
  readonly isFollowing: boolean;
  /** Activity, in words. */
  readonly words: string;
  /** Tables in error, suspended or being reloaded, with their state. */
  readonly brokenTables: readonly string[];
  /** Whether DMS is to compare rows. */
  readonly validates: boolean;
  readonly tables: readonly {
    readonly table: string;
    readonly validation: string;
    readonly pending: number;
  }[];
  /** Seconds, the worst within the minutes that are looked at, and the age of the newest value. */
  readonly latency: Answer<{
    readonly source: number;
    readonly target: number;
    readonly newestAgeSeconds: number;
  }>;
  /** Seconds since the heartbeat row that the target shows was written. */
  readonly heartbeat: Answer<number>;
}

/** Schema differences between the sides, and objects that must not exist yet. */
export interface SchemaFacts {
  /** Tables, keys, views and routines that differ. */
  readonly differences: readonly string[];
  /** Triggers that fire, and events that are enabled, on Aurora already. */
  readonly early: readonly string[];
  /** Triggers and events that are to be made. */
  readonly planned: readonly string[];
  /** Why they cannot be. */
  readonly obstacles: readonly string[];
  /** Accounts that the programs or the application need, and Aurora has not. */
  readonly missingAccounts: readonly string[];
}

/** Requirements of the way back. */
export interface WayBackFacts {
  /** Migrations that have no replication from Aurora. */
  readonly undeclared: readonly string[];
  /** Its connections, and how their last test ended. */
  readonly connections: readonly { readonly label: string; readonly status: string }[];
  /** Privileges that its user lacks on a source. */
  readonly problems: readonly string[];
  readonly binlogFormat: string;
  /** Hours that Aurora keeps its binary log. */
  readonly retentionHours: number;
}

/** Everything that is asked before a cut-over. */
export interface GateFacts {
  readonly now: Date;
  /** Minutes that the window may last. */
  readonly windowMinutes: number;
  readonly migrations: readonly MigrationGateFacts[];
  readonly applyExceptions: Answer<number>;
  /** The newest verification of every table. */
  readonly verification: VerificationFacts | undefined;
  readonly schema: Answer<SchemaFacts>;
  readonly wayBack: Answer<WayBackFacts>;
  readonly healthAlarm: Answer<{ readonly name: string; readonly state: string }>;
  /** Hours that each source keeps its binary log. */
  readonly sourceBinlogHours: Readonly<Record<string, Answer<number>>>;
  readonly secrets: Answer<
    readonly { readonly label: string; readonly nextRotation: string | undefined }[]
  >;
  readonly phase: {
    readonly configured: string | undefined;
    readonly deployed: string | undefined;
  };
  /** Deployed settings that differ from the configuration or are pending. */
  readonly pendingChanges: Answer<readonly string[]>;
  readonly maintenance: Answer<readonly string[]>;
  readonly edge: Answer<{
    readonly isAnswering503: boolean;
    /** Percentage of the requests that the data centre gets; undefined where it has no target group. */
    readonly onPremisesPercent: number | undefined;
    /** Target groups without a healthy target. */
    readonly unhealthy: readonly string[];
  }>;
  /** Problems on the sources while changes are replicated back: writes, triggers, events. */
  readonly oldSide: Answer<readonly string[]>;
  /** The newest run that came to the probe and was taken back, or that ended. */
  readonly rehearsal: { readonly endedAt: string; readonly program: string } | undefined;
  /** The version of this program. */
  readonly program: string;
  /** People who may decide. */
  readonly people: readonly string[];
}
