import { z } from "zod";

/** DMS's reaction to an error in a row, a table or a task. */
export type ErrorPolicy = "IGNORE_RECORD" | "LOG_ERROR" | "SUSPEND_TABLE" | "STOP_TASK";

const policy = z.enum(["IGNORE_RECORD", "LOG_ERROR", "SUSPEND_TABLE", "STOP_TASK"]);
const section = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess((given) => given ?? {}, z.looseObject(shape));

/** The settings of a task that the double acts on, with DMS's defaults; it passes over all others. */
const taskSettings = z.looseObject({
  TargetMetadata: section({
    SupportLobs: z.boolean().default(true),
    FullLobMode: z.boolean().default(false),
    LimitedSizeLobMode: z.boolean().default(true),
    LobMaxSize: z.number().default(32),
  }),
  FullLoadSettings: section({
    TargetTablePrepMode: z
      .enum(["DO_NOTHING", "TRUNCATE_BEFORE_LOAD", "DROP_AND_CREATE"])
      .default("DO_NOTHING"),
    MaxFullLoadSubTasks: z.number().default(8),
    CommitRate: z.number().default(10_000),
    StopTaskCachedChangesNotApplied: z.boolean().default(false),
    StopTaskCachedChangesApplied: z.boolean().default(false),
  }),
  ChangeProcessingDdlHandlingPolicy: section({
    HandleSourceTableAltered: z.boolean().default(true),
    HandleSourceTableDropped: z.boolean().default(true),
    HandleSourceTableTruncated: z.boolean().default(true),
  }),
  ControlTablesSettings: section({ ControlSchema: z.string().default("") }),
  ErrorBehavior: section({
    DataErrorPolicy: policy.default("LOG_ERROR"),
    DataTruncationErrorPolicy: policy.default("LOG_ERROR"),
    TableErrorPolicy: policy.default("SUSPEND_TABLE"),
    ApplyErrorInsertPolicy: policy.default("LOG_ERROR"),
    ApplyErrorUpdatePolicy: policy.default("LOG_ERROR"),
    ApplyErrorDeletePolicy: policy.default("IGNORE_RECORD"),
    FailOnNoTablesCaptured: z.boolean().default(true),
  }),
  ValidationSettings: section({
    EnableValidation: z.boolean().default(false),
    ValidationOnly: z.boolean().default(false),
    PartitionSize: z.number().default(10_000),
    SkipLobColumns: z.boolean().default(false),
    TableFailureMaxCount: z.number().default(1_000),
  }),
});

/** Settings of a task, with every value that the double acts on. */
export type TaskSettings = Readonly<z.infer<typeof taskSettings>>;

/**
 * Reads the settings of a task.
 * @throws Error that names the setting for a value that DMS does not take.
 */
export function parseTaskSettings(json: string): TaskSettings {
  const parsed = taskSettings.safeParse(JSON.parse(json === "" ? "{}" : json));
  if (parsed.success) return parsed.data;
  throw new Error(`The task settings cannot be used: ${z.prettifyError(parsed.error)}`);
}

/** The schema of the target in which DMS keeps its own tables. */
export const controlSchemaOf = ({ ControlTablesSettings: { ControlSchema } }: TaskSettings) =>
  ControlSchema === "" ? "awsdms_control" : ControlSchema;

/** The largest LOB that is carried whole, in bytes; absent when all are. */
export function lobLimitOf({ TargetMetadata: lob }: TaskSettings): number | undefined {
  return lob.LimitedSizeLobMode && !lob.FullLobMode ? lob.LobMaxSize * 1_024 : undefined;
}
