import type { Answer } from "../../status/facts";
import type { VerificationFacts } from "../../verify/record";

/** One migration, as DMS and the databases show it. */
export interface MigrationGateFacts {
  readonly migration: string;
  readonly isFollowing: boolean;
  /** What it does, for people. */
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

/** What is not the same on both sides, or should not be there yet. */
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

/** What the way back needs. */
export interface WayBackFacts {
  /** Migrations that have no replication from Aurora. */
  readonly undeclared: readonly string[];
  /** Its connections, and how their last test ended. */
  readonly connections: readonly { readonly label: string; readonly status: string }[];
  /** What its user cannot do on a source. */
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
  /** What is deployed otherwise than configured, or changes at the next chance. */
  readonly pendingChanges: Answer<readonly string[]>;
  readonly maintenance: Answer<readonly string[]>;
  readonly edge: Answer<{
    readonly isAnswering503: boolean;
    /** Percentage of the requests that the data centre gets; undefined where it has no target group. */
    readonly onPremisesPercent: number | undefined;
    /** Target groups without a healthy target. */
    readonly unhealthy: readonly string[];
  }>;
  /** What would hurt on the sources while changes come back: writes, triggers, events. */
  readonly oldSide: Answer<readonly string[]>;
  /** The newest run that came to the probe and was taken back, or that ended. */
  readonly rehearsal: { readonly endedAt: string; readonly program: string } | undefined;
  /** The version of this program. */
  readonly program: string;
  /** Who may decide. */
  readonly people: readonly string[];
}
