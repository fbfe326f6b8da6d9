import pLimit from "p-limit";
import type { TaskTable } from "./apply";
import type { Connection } from "mysql2/promise";
import type { SourceTable } from "../../../lib/table-mappings/matching";
import { readCatalog, tableId, type CopiedTable } from "./catalog";
import { describeFailure, isTransient, TaskFailure } from "./failures";
import { currentPosition, loadTable } from "./load";
import type { TableMappings } from "./mappings";
import type { Session } from "./session";
import { lobLimitOf } from "./settings";
import { nowSeconds } from "./statistics";
import { quote } from "./values";

/** Queries and reports of a load. */
export interface LoadControl {
  /** Waited for before each piece of a table. */
  readonly mayGoOn: () => Promise<void>;
  /** Told when a table is complete, or in error. */
  readonly onTableDone: (table: TaskTable) => void;
  readonly signal: AbortSignal;
}

/** Loads all tables that are not complete, some side by side. */
export async function loadTables(session: Session, control: LoadControl): Promise<void> {
  const { settings, tables } = session;
  const limit = pLimit(settings.FullLoadSettings.MaxFullLoadSubTasks);
  const waiting = [...tables.values()].filter(({ statistics: { TableState } }) =>
    ["Before load", "Full load", "Table is being reloaded"].includes(TableState),
  );
  await Promise.all(waiting.map((table) => limit(() => loadOrSuspend(session, table, control))));
}

/** Loads one table. What goes wrong with it is its own affair, unless the task is to stop for it. */
export async function loadOrSuspend(
  session: Session,
  table: TaskTable,
  control: LoadControl,
): Promise<void> {
  const { statistics } = table;
  try {
    control.signal.throwIfAborted();
    const isReload = statistics.TableState === "Table is being reloaded";
    if (!isReload) statistics.TableState = "Full load";
    await prepareTarget(session, table.copied, isReload || statistics.FullLoadRows > 0);
    await load(session, table, control);
  } catch (error) {
    if (control.signal.aborted) throw control.signal.reason;
    if (isTransient(error)) throw error;
    const reason = `${tableId(table.copied.source)} cannot be loaded: ${describeFailure(error)}`;
    statistics.TableState = "Table error";
    statistics.ValidationState =
      statistics.ValidationState === "Not enabled" ? "Not enabled" : "Table error";
    if (session.settings.ErrorBehavior.TableErrorPolicy === "STOP_TASK") {
      throw new TaskFailure("FATAL_ERROR", reason, { cause: error });
    }
  }
  control.onTableDone(table);
}

async function load(session: Session, table: TaskTable, { mayGoOn, signal }: LoadControl) {
  const { statistics, copied } = table;
  const { mappings, settings, source, target } = session;
  Object.assign(statistics, {
    FullLoadStartTime: nowSeconds(),
    FullLoadRows: 0,
    FullLoadErrorRows: 0,
  });
  const ownLimit = mappings.lobLimit(copied.source);
  table.loadedAt = await loadTable({
    source,
    target,
    table: copied,
    mappings,
    lobLimit: ownLimit === 0 ? undefined : (ownLimit ?? lobLimitOf(settings)),
    commitRate: settings.FullLoadSettings.CommitRate,
    onRows: (rows, skipped) => {
      statistics.FullLoadRows += rows - skipped;
      statistics.FullLoadErrorRows += skipped;
      statistics.LastUpdateTime = nowSeconds();
    },
    mayGoOn,
    signal,
  });
  table.settledAt = await currentPosition(session.reader);
  statistics.FullLoadEndTime = nowSeconds();
  statistics.TableState = "Table completed";
}

/** @param isAgain Whether rows of an earlier attempt may be there. */
async function prepareTarget(
  session: Session,
  table: CopiedTable,
  isAgain: boolean,
): Promise<void> {
  const { writer, settings } = session;
  const { schema, table: name } = table.target;
  const full = `${quote(schema)}.${quote(name)}`;
  const mode = settings.FullLoadSettings.TargetTablePrepMode;
  const createSql = createTableSql(full, table);
  await writer.query(`CREATE DATABASE IF NOT EXISTS ${quote(schema)}`);
  if (mode === "DROP_AND_CREATE") await writer.query(`DROP TABLE IF EXISTS ${full}`);
  await writer.query(createSql);
  if (mode === "TRUNCATE_BEFORE_LOAD" || isAgain) await writer.query(`TRUNCATE TABLE ${full}`);
}

/** As DMS makes tables: columns and primary key, nothing else. */
function createTableSql(name: string, { columns, key }: CopiedTable): string {
  const definitions = columns.map(({ target, definition }) => `${quote(target)} ${definition}`);
  const primary = key.map(({ target }) => quote(target)).join(", ");
  const all = key.length === 0 ? definitions : [...definitions, `PRIMARY KEY (${primary})`];
  return `CREATE TABLE IF NOT EXISTS ${name} (${all.join(", ")}) ENGINE = InnoDB`;
}

/** The statement that makes a table in the target which is new in the source. */
export async function createSqlOf(
  reader: Connection,
  mappings: TableMappings,
  source: SourceTable,
): Promise<string> {
  const table = (await readCatalog(reader, mappings)).get(tableId(source));
  if (table === undefined) return "DO 0";
  return createTableSql(`${quote(table.target.schema)}.${quote(table.target.table)}`, table);
}
