import { formatCheckpoint } from "../copy/position";
import type { TableStatistics, ValidationState } from "../copy/statistics";
import type { FaultName, Faults } from "../faults";
import { appliedPosition } from "../replication";
import type { Json } from "./protocol";
import { page, passes } from "./protocol";
import type { Units } from "./units";

/** The statistics of a unit's tables as they are shown: as they are, unless a fault changes them. */
export function shownStatistics(
  units: Units,
  arn: string,
  input: Json,
): readonly TableStatistics[] {
  const { session } = units.running.get(arn) ?? {};
  const { tables } = units.recordOf(arn);
  const known = session ? [...session.tables.values()] : Object.values(tables);
  return known
    .map(({ statistics }) => withFaults(statistics, units.faults))
    .filter(({ SchemaName, TableName, TableState }) =>
      passes(input, {
        "schema-name": SchemaName,
        "table-name": TableName,
        "table-state": TableState,
      }),
    );
}

/** A page of them, as both kinds of units answer. */
export function statisticsPage(units: Units, arn: string, input: Json, name: string): Json {
  const size = { MaxRecords: 500, ...input };
  return page(size, name, shownStatistics(units, arn, input));
}

type Shown = Partial<TableStatistics>;

const tableFaults: Readonly<Partial<Record<FaultName, (statistics: TableStatistics) => Shown>>> = {
  "table-error": () => ({ TableState: "Table error", ValidationState: "Table error" }),
  "table-cancelled": () => ({ TableState: "Table cancelled" }),
  "table-missing": () => ({ TableState: "Table does not exist" }),
  "reload-stuck": () => ({ TableState: "Table is being reloaded" }),
  "statistics-lag": ({ Inserts, Updates }) => ({
    Inserts: Inserts + 7,
    Updates: Updates + 3,
  }),
  "validation-mismatch": () => ({
    ...validation("Mismatched records"),
    ValidationFailedRecords: 3,
  }),
  "validation-suspended": () => ({
    ...validation("Suspended records"),
    ValidationSuspendedRecords: 5,
  }),
  "validation-error": () => validation("Error"),
  "validation-pending": () => ({ ...validation("Pending records"), ValidationPendingRecords: 11 }),
  "validation-off": () => validation("Not enabled"),
};

const validation = (ValidationState: ValidationState): Shown => ({
  ValidationState,
  ValidationStateDetails: "A fault is played.",
});

function withFaults(statistics: TableStatistics, faults: Faults): TableStatistics {
  const table = { schema: statistics.SchemaName, table: statistics.TableName };
  const played = Object.entries(tableFaults).filter(([fault]) =>
    faults.find(fault as FaultName, table),
  );
  return played.reduce((shown, [, change]) => ({ ...shown, ...change(shown) }), statistics);
}

/** Progress of a unit, by the names that both kinds of units have. */
export function shownProgress(units: Units, arn: string): Json {
  const record = units.recordOf(arn);
  const tables = shownStatistics(units, arn, {});
  const count = (...states: string[]) =>
    tables.filter(({ TableState }) => states.includes(TableState)).length;
  const { loadStartedAt, loadFinishedAt, startedAt, stoppedAt, freshStartAt } = record;
  const elapsed =
    startedAt === undefined ? 0 : Math.max(0, (stoppedAtOf(units, arn) - startedAt) * 1_000);
  return {
    FullLoadProgressPercent: loadProgress(units, arn, tables),
    ElapsedTimeMillis: Math.round(elapsed),
    TablesLoaded: count("Table completed"),
    TablesLoading: count("Full load", "Table is being reloaded"),
    TablesQueued: count("Before load"),
    TablesErrored: count("Table error"),
    ...(freshStartAt !== undefined && { FreshStartDate: freshStartAt }),
    ...(startedAt !== undefined && { StartDate: startedAt }),
    ...(stoppedAt !== undefined && { StopDate: stoppedAt }),
    ...(loadStartedAt !== undefined && { FullLoadStartDate: loadStartedAt }),
    ...(loadFinishedAt !== undefined && { FullLoadFinishDate: loadFinishedAt }),
  };
}

function stoppedAtOf(units: Units, arn: string): number {
  const { status, stoppedAt } = units.recordOf(arn);
  const isOver = status === "stopped" || status === "failed";
  return isOver && stoppedAt !== undefined ? stoppedAt : Date.now() / 1_000;
}

/** Percent of the rows that the source believes it has; 100 only when all tables are done. */
function loadProgress(units: Units, arn: string, tables: readonly TableStatistics[]): number {
  const { isLoaded, loadStartedAt } = units.recordOf(arn);
  if (isLoaded) return 100;
  if (loadStartedAt === undefined) return 0;
  const { session } = units.running.get(arn) ?? {};
  let loaded = 0;
  let all = 0;
  for (const { SchemaName, TableName, TableState, FullLoadRows } of tables) {
    const estimate = session?.tables.get(`${SchemaName}.${TableName}`)?.copied.estimatedRows ?? 0;
    const rows =
      TableState === "Table completed" ? FullLoadRows : Math.max(FullLoadRows, estimate, 1);
    loaded += FullLoadRows;
    all += rows;
  }
  return all === 0 ? 0 : Math.min(99, Math.floor((loaded / all) * 100));
}

/** Position from which a unit can resume, unless a fault hides it. */
export function shownCheckpoint(units: Units, arn: string): string | undefined {
  if (units.faults.find("checkpoint-missing")) return undefined;
  const { changesFrom, applied } = units.recordOf(arn);
  const running = units.running.get(arn);
  const position = running ? appliedPosition(running) : (applied ?? changesFrom);
  return position && formatCheckpoint(position);
}
