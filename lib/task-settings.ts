import { canonicalJson, type Json } from "./canonical-json";
import type { MigrationSettings } from "./settings/migrations";

/** The settings of a migration that its task decides by. */
export type TaskSettingsOptions = Pick<
  MigrationSettings,
  | "lobMode"
  | "lobMaxSizeKiB"
  | "fullLoad"
  | "changes"
  | "validation"
  | "errors"
  | "controlSchema"
  | "logContext"
>;

/** The components of a task that write to its log; DMS keeps the others at its own default. */
const loggedComponents = [
  "SOURCE_CAPTURE",
  "SOURCE_UNLOAD",
  "TARGET_APPLY",
  "TARGET_LOAD",
  "TASK_MANAGER",
  "VALIDATOR_EXT",
];

const errorPolicies = {
  logError: "LOG_ERROR",
  suspendTable: "SUSPEND_TABLE",
  stopTask: "STOP_TASK",
} as const satisfies Record<TaskSettingsOptions["errors"]["data"], string>;

/** Piece of a LOB that is looked up, in KiB; DMS's advice, with larger ones tasks fail. */
const lobChunkSizeKiB = 64;

/** Seconds by which a task that only compares lets replication go ahead; DMS's advice. */
const validationOnlyDelaySeconds = 180;

/**
 * The settings of a replication task, as JSON: what this project or a migration decides, and nothing
 * else.
 *
 * What is decided is always written, DMS's default values too: a key that is left out keeps the value
 * that the task had before. And AWS answers with every setting it knows, and the provider calls it no
 * difference only while ours is a subset of that: so no key that DMS does not return, no `null`, no
 * list besides the log components (the provider cannot compare others), and neither log group nor
 * stream, which are read-only.
 */
export function taskSettings(options: TaskSettingsOptions): string {
  return canonicalJson({
    TargetMetadata: targetMetadata(options),
    FullLoadSettings: fullLoadSettings(options.fullLoad),
    ChangeProcessingTuning: { MemoryLimitTotal: options.changes.memoryLimitMiB },
    ChangeProcessingDdlHandlingPolicy: {
      HandleSourceTableAltered: options.changes.applyDdl,
      HandleSourceTableDropped: options.changes.applyDdl,
      HandleSourceTableTruncated: options.changes.applyDdl,
    },
    ControlTablesSettings: {
      ControlSchema: options.controlSchema,
      StatusTableEnabled: true,
      SuspendedTablesTableEnabled: true,
    },
    ErrorBehavior: errorBehavior(options.errors),
    Logging: {
      EnableLogging: true,
      EnableLogContext: options.logContext,
      LogComponents: loggedComponents.map((Id) => ({ Id, Severity: "LOGGER_SEVERITY_DEFAULT" })),
    },
    ValidationSettings: validationSettings(options.validation),
  });
}

function targetMetadata({ lobMode, lobMaxSizeKiB, changes }: TaskSettingsOptions): Json {
  const isInline = lobMode === "inline";
  return {
    SupportLobs: true,
    FullLobMode: isInline,
    LimitedSizeLobMode: !isInline,
    ...(isInline
      ? { InlineLobMaxSize: lobMaxSizeKiB, LobChunkSize: lobChunkSizeKiB }
      : { LobMaxSize: lobMaxSizeKiB }),
    BatchApplyEnabled: changes.batchApply,
  };
}

function fullLoadSettings(fullLoad: TaskSettingsOptions["fullLoad"]): Json {
  return {
    // DMS can drop and create tables too, but not their indexes, keys and AUTO_INCREMENT: the schema
    // comes from a dump. And a load that is started by mistake after the cutover must not drop any.
    TargetTablePrepMode: fullLoad.targetTables === "keep" ? "DO_NOTHING" : "TRUNCATE_BEFORE_LOAD",
    MaxFullLoadSubTasks: fullLoad.parallelTables,
    CommitRate: fullLoad.commitRate,
    TransactionConsistencyTimeout: fullLoad.transactionTimeoutSeconds,
    StopTaskCachedChangesNotApplied: fullLoad.stop === "beforeCachedChanges",
    StopTaskCachedChangesApplied: fullLoad.stop === "afterCachedChanges",
  };
}

function errorBehavior(errors: TaskSettingsOptions["errors"]): Json {
  return {
    FailOnNoTablesCaptured: true,
    DataErrorPolicy: errorPolicies[errors.data],
    DataTruncationErrorPolicy: errorPolicies[errors.truncation],
    TableErrorPolicy: errorPolicies[errors.table],
    ApplyErrorInsertPolicy: errorPolicies[errors.apply],
    ApplyErrorUpdatePolicy: errorPolicies[errors.apply],
    ApplyErrorDeletePolicy: errorPolicies[errors.apply],
  };
}

function validationSettings(validation: TaskSettingsOptions["validation"]): Json {
  return {
    EnableValidation: true,
    ValidationOnly: validation.only,
    ...(validation.only && { ValidationQueryCdcDelaySeconds: validationOnlyDelaySeconds }),
    ThreadCount: validation.threads,
    PartitionSize: validation.partitionSize,
    FailureMaxCount: validation.maxFailures,
    TableFailureMaxCount: validation.maxTableFailures,
    SkipLobColumns: validation.skipLobColumns,
  };
}
