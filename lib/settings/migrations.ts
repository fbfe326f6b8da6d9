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
      "Whether the load leaves the rows that the target has, or empties its tables first. That DMS drops tables is not offered: it would make them anew without indexes, keys and AUTO_INCREMENT.",
    ).default("keep"),
    parallelTables: wholeNumber(
      1,
      49,
      "Tables, or parts of tables, that are loaded side by side.",
    ).default(8),
    commitRate: wholeNumber(1, 50_000, "Rows that are written at a time.").default(10_000),
    transactionTimeoutSeconds: wholeNumber(
      0,
      86_400,
      "How long the load waits for transactions that were open when it began.",
    ).default(600),
    stop: oneOf(
      ["never", "beforeCachedChanges", "afterCachedChanges"],
      "Where the task stops by itself after the load: before or after it applied the changes that came meanwhile. Time to make indexes.",
    ).default("never"),
  })
  .describe("How the data that is there is copied.")
  .prefault({});

const changes = z
  .strictObject({
    batchApply: yesOrNo(
      "Whether changes are applied in batches: faster, but without the order that the source had between tables.",
    ).default(false),
    applyDdl: yesOrNo(
      "Whether tables that are altered, emptied or dropped in the source are so in the target.",
    ).default(true),
    memoryLimitMiB: wholeNumber(
      256,
      65_536,
      "Memory for changes that wait; what does not fit goes to the replication instance's disk.",
    ).default(1024),
  })
  .describe("How changes are replicated.")
  .prefault({});

const validation = z
  .strictObject({
    threads: wholeNumber(1, 16, "Comparisons that run side by side.").default(5),
    partitionSize: wholeNumber(1000, 100_000, "Rows that are compared at a time.").default(10_000),
    maxFailures: wholeNumber(
      1,
      100_000,
      "Rows that may differ before the validation of all tables stops.",
    ).default(10_000),
    maxTableFailures: wholeNumber(
      1,
      100_000,
      "Rows that may differ before the validation of a table stops.",
    ).default(1000),
    skipLobColumns: yesOrNo("Whether LOBs are left out of the comparison.").default(false),
    only: yesOrNo(
      "Whether the task compares and writes nothing, either what is there or changes as `type` says: for a second look before the cutover, beside the migration itself. DMS changes it for no task that is there.",
    ).default(false),
  })
  .describe("How the rows of source and target are compared. They always are.")
  .prefault({});

const dataErrors = ["logError", "suspendTable", "stopTask"] as const;

const errors = z
  .strictObject({
    data: oneOf(dataErrors, "After a value that cannot be written.").default("logError"),
    truncation: oneOf(dataErrors, "After a value that would be cut off.").default("logError"),
    table: oneOf(
      ["suspendTable", "stopTask"],
      "After a table that cannot be read or written.",
    ).default("suspendTable"),
    apply: oneOf(dataErrors, "After a change whose row is not there, or is there already.").default(
      "logError",
    ),
  })
  .describe(
    "What happens after an error. `logError` writes to `awsdms_apply_exceptions` and goes on.",
  )
  .prefault({});

function capacityUnits(description: string) {
  return setting(z.literal(dmsCapacityUnits), description, dmsCapacityUnits.join(", "));
}

const serverless = z
  .strictObject({
    minCapacityUnits: capacityUnits(
      "DMS capacity units of 2 GiB that are there at any time. Default: what DMS finds to be needed.",
    ).optional(),
    maxCapacityUnits: capacityUnits("DMS capacity units that there are at most."),
    multiAz: yesOrNo("Whether a standby in another zone takes over.").default(true),
    maintenanceWindow: weeklyWindow("When AWS may change or restart the replication."),
  })
  .describe(
    "Runs the migration without a replication instance, with capacity that follows its needs. AWS refuses to change one that runs. No alarm watches it.",
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
    "What the task does: copy what is there, replicate changes, or both.",
  ).default("full-load-and-cdc"),
  phase: oneOf(
    phases,
    "Where this migration is, when it is further than the others. Default: `phase`.",
  ).optional(),
  cdcStartPosition: setting(
    z.string().refine(isStartPosition),
    "Where a task of the type `cdc` begins in the source's binary log: file and offset, a checkpoint of another task, or a time in UTC. Read when the task is made; a later start of the task can name another one. Default: the log's end at the first start.",
    "a position such as mysql-bin-changelog.000024:373, checkpoint:V1#27#…, or a time such as 2026-03-08T12:12:12",
  ).optional(),
  replicationInstance: setting(
    z.string(),
    "What runs the task: a name from `dms.replicationInstances`. Default: `dms.replicationInstance`.",
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
    "What has another name or form in the target.",
    "a list of transformations, for example [{ schema: orders, action: rename, value: shop }]",
  ).default([]),
  lobMode: oneOf(
    ["limited", "inline"],
    "How LOB values are carried: `limited` cuts off what is larger than `lobMaxSizeKiB`; `inline` carries all of them whole, larger ones by a query each.",
  ).default("limited"),
  lobMaxSizeKiB: wholeNumber(
    1,
    102_400,
    "Largest LOB value that is replicated whole, or in the mode `inline` together with its row, in KiB.",
  ).default(32),
  fullLoad,
  changes,
  validation,
  errors,
  controlSchema: setting(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
    "Schema in Aurora where DMS keeps its own tables, among them the rows that differ.",
    "1 to 64 letters, digits and underscores, starting with a letter",
  ).default("awsdms_control"),
  logContext: yesOrNo(
    "Whether the task's log names the statements and rows that its entries are about.",
  ).default(false),
});

/** One migration, with defaults filled in. */
export type MigrationSettings = z.output<typeof migration>;
