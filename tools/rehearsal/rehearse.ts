import { setTimeout as delay } from "node:timers/promises";
import {
  DatabaseMigrationService,
  type ReplicationTask,
} from "@aws-sdk/client-database-migration-service";
import { Application, balancesOf, contradictions, type Ledger } from "./application";
import { RehearsalError } from "./errors";
import { compareTables } from "./comparison";
import { isShort } from "./evidence";
import type { RehearsalResult } from "./result";
import { cutOverLife } from "./cut-over";
import { connectApplication, createApplication, credentials } from "./servers";
import { makeSetting, tail, type CleanUp, type RehearsalOptions, type Setting } from "./setting";
import { detailOf, verb } from "./station";
import { summaryLines } from "./summary";

/**
 * Rehearses a migration with real rows under write load: preflight, schema, load, changes,
 * verification, all by the verbs of `npm run migrate`.
 *
 * @returns Whether everything is equal, nothing that was committed is lost, and nobody was kept from
 *   writing for too long.
 * @throws RehearsalError when a verb ends otherwise than expected.
 */
export async function rehearse(options: RehearsalOptions): Promise<boolean> {
  const { console, signal } = options;
  const cleanUp: CleanUp = [];
  try {
    console.heading("Setting up");
    const setting = await makeSetting(options, cleanUp);
    signal.throwIfAborted();
    console.heading("Migrating, while an application writes");
    const result = await migrate(setting, cleanUp);
    console.lines(summaryLines(result));
    return (
      result.tables.every(({ isEqual }) => isEqual) &&
      result.contradictions.length === 0 &&
      Object.values(result.times ?? {}).every(isShort)
    );
  } finally {
    for (const undo of cleanUp.reverse()) await undo();
  }
}

async function migrate(setting: Setting, cleanUp: CleanUp): Promise<RehearsalResult> {
  const { source, target } = setting;
  const started = Date.now();
  const balances = await balancesOf(source.connection);
  await createApplication(source, source);
  const application = new Application(
    await connectApplication(source, source),
    setting.options.cutOver,
  );
  cleanUp.push(() => application.stop().catch(() => undefined));
  await prepare(setting);
  await loaded(setting);
  await verb(
    setting,
    "schema apply-after",
    ["schema", "apply-after"],
    () => "indexes, foreign keys",
  );
  await verb(setting, "schema programs", ["schema", "programs"], () => "views and routines");
  await verb(setting, "verify", ["verify"], verified);
  const damagedRow = await damageIsFound(setting);
  if (setting.options.cutOver) {
    const life = await cutOverLife(setting, application, balances);
    const seconds = (Date.now() - started) / 1_000;
    return { seconds, damagedRow, ...life };
  }
  const ledger = await drained(setting, application);
  await verb(setting, "verify --final", ["verify", "--final"], verified);
  setting.options.console.begin("independent comparison");
  const tables = await compareTables(source.connection, target.connection);
  const sides = [source.connection, target.connection].map((it) =>
    contradictions(it, ledger, balances),
  );
  const found = (await Promise.all(sides)).flat();
  setting.options.console.done(`${ledger.transactions} transactions in the ledger`);
  await verb(setting, "stop", ["stop"], () => "the task keeps its position");
  const seconds = (Date.now() - started) / 1_000;
  return { seconds, tables, ledger, contradictions: found, damagedRow };
}

/** Everything before the load. */
async function prepare(setting: Setting): Promise<void> {
  await verb(setting, "preflight", ["preflight"], detailOf(/, (\d+ warnings)/, "clear"));
  await verb(setting, "schema plan", ["schema", "plan"], detailOf(/(\d+ tables)/, "planned"));
  await verb(setting, "schema apply-before", ["schema", "apply-before"], () => "tables and keys");
  await verb(
    setting,
    "heartbeat",
    ["heartbeat", "--create-only"],
    () => "a row that shows the delay",
  );
  await verb(setting, "test", ["test"], () => "DMS reaches both databases");
  await verb(setting, "assess", ["assess"], detailOf(/(\d+ assessments, .*)\./, "assessed"));
  await verb(setting, "start", ["start"], () => "the task is running");
}

const verified = detailOf(/(\d+ tables, .*)/, "verified");

/** One value is changed by the least it can be: the verification has to name the row. */
async function damageIsFound(setting: Setting): Promise<string> {
  const { double, target, options, migrate: run } = setting;
  options.console.begin("a value is changed");
  const about = { schema: "orders", table: "movement" };
  const { key = {}, column = "" } = await double.play({ fault: "changed-row", ...about });
  const [id = ""] = Object.values(key);
  const name = `${about.schema}.${about.table}`;
  const result = await run("verify", "--restart", "--tables", name);
  if (result.exitCode === 0 || !result.output.includes(id)) {
    throw new RehearsalError(`verify did not find the row ${id} of ${name}:\n${tail(result)}`);
  }
  await target.connection.query(
    `UPDATE orders.movement SET \`${column}\` = \`${column}\` - 0.01 WHERE id = ?`,
    [id],
  );
  options.console.done(`verify named ${name}, id ${id}; repaired`);
  return `${name}, id ${id}`;
}

async function taskOf({ double, outputs, migration }: Setting): Promise<ReplicationTask> {
  const { region } = outputs;
  const dms = new DatabaseMigrationService({ endpoint: double.endpoint, region, credentials });
  const Filters = [
    { Name: "replication-task-arn", Values: [outputs.dmsReplicationTaskArns[migration] ?? ""] },
  ];
  const { ReplicationTasks: [task] = [] } = await dms.describeReplicationTasks({ Filters });
  if (task === undefined)
    throw new RehearsalError(`There is no task of the migration ${migration}.`);
  return task;
}

/** Seconds for the load, and for changes to be applied. */
const limits = { load: 600, drain: 120 };

async function loaded(setting: Setting): Promise<void> {
  const { console, signal } = setting.options;
  console.begin("full load");
  await within(limits.load, "The full load", signal, async () => {
    const { Status, ReplicationTaskStats: stats, LastFailureMessage = "" } = await taskOf(setting);
    if (Status === "failed") throw new RehearsalError(`The task failed: ${LastFailureMessage}`);
    console.progress(`${stats?.FullLoadProgressPercent ?? 0} %`);
    return stats?.FullLoadProgressPercent === 100;
  });
  const { ReplicationTaskStats: stats } = await taskOf(setting);
  console.done(`${stats?.TablesLoaded ?? 0} tables, ${stats?.TablesErrored ?? 0} in error`);
}

/** Ends the application and waits until its last writes have arrived. */
async function drained(setting: Setting, application: Application): Promise<Ledger> {
  const { source, options } = setting;
  options.console.begin("application stops");
  const ledger = await application.stop();
  const [rows] = await source.connection.query("SHOW MASTER STATUS");
  const [end] = rows as { File: string; Position: number }[];
  await within(limits.drain, "The last changes", options.signal, async () => {
    const { RecoveryCheckpoint = "" } = await taskOf(setting);
    const [, file, offset] = /#([^:#]+):(\d+):/.exec(RecoveryCheckpoint) ?? [];
    return file === end?.File && Number(offset) >= (end?.Position ?? 0);
  });
  options.console.done("everything that it wrote has arrived");
  return ledger;
}

async function within(
  seconds: number,
  what: string,
  signal: AbortSignal,
  isDone: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await isDone())) {
    signal.throwIfAborted();
    if (Date.now() > deadline) throw new RehearsalError(`${what}: not done after ${seconds} s.`);
    await delay(250);
  }
}
