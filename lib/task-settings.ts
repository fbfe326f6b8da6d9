import { canonicalJson } from "./canonical-json";

/** What a migration decides about its replication task. */
export interface TaskSettingsOptions {
  /** Largest LOB that is carried over whole, in KiB; larger ones are truncated. */
  readonly lobMaxSizeKiB: number;
}

/** The components of a task that write to its log; DMS keeps the others at its own default. */
const loggedComponents = [
  "SOURCE_CAPTURE",
  "SOURCE_UNLOAD",
  "TARGET_APPLY",
  "TARGET_LOAD",
  "TASK_MANAGER",
  "VALIDATOR_EXT",
];

/**
 * The settings of a replication task, as JSON: only what is to differ from DMS's defaults.
 *
 * AWS answers with every setting it knows, and the provider calls it no difference only while ours is
 * a subset of that: so no key that DMS does not return, no `null`, no list besides the log components
 * (the provider cannot compare others), and neither log group nor stream, which are read-only.
 */
export function taskSettings({ lobMaxSizeKiB }: TaskSettingsOptions): string {
  return canonicalJson({
    TargetMetadata: {
      SupportLobs: true,
      FullLobMode: false,
      LimitedSizeLobMode: true,
      LobMaxSize: lobMaxSizeKiB,
    },
    FullLoadSettings: {
      // The schema comes from a dump, with its indexes and AUTO_INCREMENT; DMS would make it poorer.
      // And a task that is reloaded by mistake after the cutover must not empty the new database.
      TargetTablePrepMode: "DO_NOTHING",
    },
    Logging: {
      EnableLogging: true,
      LogComponents: loggedComponents.map((Id) => ({ Id, Severity: "LOGGER_SEVERITY_DEFAULT" })),
    },
    ValidationSettings: {
      EnableValidation: true,
    },
  });
}
