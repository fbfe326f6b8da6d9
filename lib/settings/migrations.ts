import { z } from "zod";
import { dmsCapacityUnits } from "../dms-classes";
import { phases } from "../phases";
import { oneOf, weeklyWindow, wholeNumber, yesOrNo } from "./kinds";
import { setting } from "./setting";
import { tableSelection, transformation } from "./table-mappings";

const fullLoad = z
  .strictObject({
    targetTables: oneOf(
      ["keep", "truncate"],
      "Whether the load keeps existing rows in the target or truncates its tables first. Dropping tables is not offered: DMS would create them again without indexes, keys and AUTO_INCREMENT.",
    ).default("keep"),
    parallelTables: wholeNumber(
      1,
      49,
      "Number of tables, or parts of tables, to load in parallel.",
    ).default(8),
    commitRate: wholeNumber(1, 50_000, "Rows to write in one transaction.").default(10_000),
    transactionTimeoutSeconds: wholeNumber(
      0,
      86_400,
      "Seconds that the load waits for transactions that were open when it started.",
    ).default(600),
    stop: oneOf(
      ["never", "beforeCachedChanges", "afterCachedChanges"],
      "Whether the task stops after the load, before or after it applies the cached changes, to allow time for creating indexes.",
    ).default("never"),
  })
  .describe("Settings of the initial copy.")
  .prefault({});

const changes = z
  .strictObject({
    batchApply: yesOrNo(
      "Whether to apply changes in batches: faster, but the order between tables is lost.",
    ).default(false),
    applyDdl: yesOrNo("Whether to replicate ALTER, TRUNCATE and DROP TABLE to the target.").default(
      true,
    ),
    memoryLimitMiB: wholeNumber(
      256,
      65_536,
      "Memory for pending changes, in MiB. The rest goes to the replication instance's disk.",
    ).default(1024),
  })
  .describe("Settings of ongoing replication.")
  .prefault({});

const validation = z
  .strictObject({
    threads: wholeNumber(1, 16, "Comparisons to run in parallel.").default(5),
    partitionSize: wholeNumber(1000, 100_000, "Rows to compare at a time.").default(10_000),
    maxFailures: wholeNumber(
      1,
      100_000,
      "Number of differing rows after which the whole validation stops.",
    ).default(10_000),
    maxTableFailures: wholeNumber(
      1,
      100_000,
      "Number of differing rows after which the validation of a table stops.",
    ).default(1000),
    skipLobColumns: yesOrNo("Whether to skip LOBs when comparing rows.").default(false),
    only: yesOrNo(
      "Whether the task only compares, existing data or changes depending on `type`, and writes nothing: for a second validation before the cut-over, beside the migration itself. DMS cannot change it on an existing task.",
    ).default(false),
  })
  .describe(
    "Settings of the validation, which compares the rows of source and target. It is always on.",
  )
  .prefault({});

const dataErrors = ["logError", "suspendTable", "stopTask"] as const;

const errors = z
  .strictObject({
    data: oneOf(dataErrors, "Reaction to a value that cannot be written.").default("logError"),
    truncation: oneOf(dataErrors, "Reaction to a value that would be truncated.").default(
      "logError",
    ),
    table: oneOf(
      ["suspendTable", "stopTask"],
      "Reaction to a table that cannot be read or written.",
    ).default("suspendTable"),
    apply: oneOf(
      dataErrors,
      "Reaction to a change whose row is missing or already exists.",
    ).default("logError"),
  })
  .describe("Reaction to errors. `logError` writes to `awsdms_apply_exceptions` and continues.")
  .prefault({});

function capacityUnits(description: string) {
  return setting(z.literal(dmsCapacityUnits), description, dmsCapacityUnits.join(", "));
}

const serverless = z
  .strictObject({
    minCapacityUnits: capacityUnits(
      "Minimum number of DMS capacity units (2 GiB each). Default: DMS decides.",
    ).optional(),
    maxCapacityUnits: capacityUnits("Maximum number of DMS capacity units."),
    multiAz: yesOrNo("Whether a standby in another zone takes over.").default(true),
    maintenanceWindow: weeklyWindow("When AWS may change or restart the replication."),
  })
  .describe(
    "Runs the migration without a replication instance, with capacity that scales with the load. AWS refuses to change it while it runs. No alarm watches it.",
  );

/** A file of a binary log and an offset, a checkpoint as DMS writes it, or a time: see DMS's `CdcStartPosition`. */
function isStartPosition(text: string): boolean {
  const isTime = z.iso
    .datetime({ local: true, offset: false, precision: 0 })
    .safeParse(text).success;
  return isTime || /^[^\s:/#]+\.\d{6,}:\d+$/.test(text) || /^checkpoint:V1#[^\s"]+$/.test(text);
}

/** The schema of one of `dms.migrations`. */
export const migration = z.strictObject({
  source: setting(
    z.string(),
    "The server to migrate from: a name from `dms.sources`.",
    "a name from dms.sources",
  ),
  type: oneOf(
    ["full-load", "cdc", "full-load-and-cdc"],
    "Whether the task copies existing data, replicates changes, or both.",
  ).default("full-load-and-cdc"),
  phase: oneOf(
    phases,
    "Phase of this migration, if it is ahead of the others. Default: `phase`.",
  ).optional(),
  cdcStartPosition: setting(
    z.string().refine(isStartPosition),
    "Where a task of the type `cdc` begins in the source's binary log: file and offset, a checkpoint of another task, or a time in UTC. Read when the task is made; a later start of the task can name another one. Default: the log's end at the first start.",
    "a position such as mysql-bin-changelog.000024:373, checkpoint:V1#27#…, or a time such as 2026-03-08T12:12:12",
  ).optional(),
  replicationInstance: setting(
    z.string(),
    "The replication instance that runs the task: a name from `dms.replicationInstances`. Default: `dms.replicationInstance`.",
    "a name from dms.replicationInstances",
  ).optional(),
  serverless: serverless.optional(),
  tables: setting(
    z.array(tableSelection).min(1),
    "Which tables are replicated, and how each is loaded.",
    "a list of at least one rule, for example [{ schema: orders }]",
  ),
  transformations: setting(
    z.array(transformation),
    "Changes of names and columns on the way to the target.",
    "a list of transformations, for example [{ schema: orders, action: rename, value: shop }]",
  ).default([]),
  lobMode: oneOf(
    ["limited", "inline"],
    "How LOBs are replicated: `limited` truncates them at `lobMaxSizeKiB`; `inline` replicates all of them whole, larger ones with a query each.",
  ).default("limited"),
  lobMaxSizeKiB: wholeNumber(
    1,
    102_400,
    "Largest LOB that is replicated whole (`limited`) or together with its row (`inline`), in KiB.",
  ).default(32),
  fullLoad,
  changes,
  validation,
  errors,
  controlSchema: setting(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
    "Schema in Aurora for DMS's own tables, such as the validation failures.",
    "1 to 64 letters, digits and underscores, starting with a letter",
  ).default("awsdms_control"),
  logContext: yesOrNo(
    "Whether the task's log shows the statements and rows of its entries.",
  ).default(false),
});

/** One migration, with defaults filled in. */
export type MigrationSettings = z.output<typeof migration>;
