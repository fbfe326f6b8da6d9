import type { TaskSettingsOptions } from "../../lib/task-settings";

/** Task options of a migration whose stack file sets none. */
export const usual: TaskSettingsOptions = {
  lobMode: "limited",
  lobMaxSizeKiB: 32,
  fullLoad: {
    targetTables: "keep",
    parallelTables: 8,
    commitRate: 10_000,
    transactionTimeoutSeconds: 600,
    stop: "never",
  },
  changes: { batchApply: false, applyDdl: true, memoryLimitMiB: 1024 },
  validation: {
    threads: 5,
    partitionSize: 10_000,
    maxFailures: 10_000,
    maxTableFailures: 1000,
    skipLobColumns: false,
    only: false,
  },
  controlSchema: "awsdms_control",
  errors: { data: "logError", truncation: "logError", table: "suspendTable", apply: "logError" },
  logContext: false,
};
