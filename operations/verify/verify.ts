import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { nameTest, selectedBy } from "../../lib/table-mappings/matching";
import type { RowFilter } from "../../lib/table-mappings/selection";
import type { Database } from "../database/connect";
import { type TableName, tableLabel } from "../database/identifier";
import { DatabaseError } from "../database/database-error";
import { heartbeatOf, Marker } from "../heartbeat/heartbeat";
import { type Migration, type ScopedTable, tablesInScope } from "../scope";
import { Budget, type Limits } from "./budget";
import { compareBuckets } from "./compare-buckets";
import { compareChunks, type Found, noProgress } from "./compare-chunks";
import type { Comparison } from "./comparison";
import { Side } from "./digest";
import { factsKey, type FactsByTable, readFacts } from "./facts";
import { orphanProblems } from "./orphans";
import { planTable, type TablePlan } from "./plan";
import type { VerificationRecord } from "./record";
import { type TableResult, verdictOf } from "./result";

/** Connections and clients that a verification uses. */
export interface Verification {
  readonly source: Database;
  readonly target: Database;
  /** The migrations from this source. */
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly options: VerifyOptions;
  readonly record: VerificationRecord;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
  /** Says something that the report has no place for. */
  readonly say: (line: string) => void;
}

/** Options for comparing tables. */
export interface VerifyOptions {
  /** Nobody writes to either side: every difference is a true one. */
  readonly final: boolean;
  /** Names `schema.table` of source tables; `%` matches any characters. Default: all. */
  readonly tables: readonly string[];
  readonly limits: Limits;
  /** Seconds that a marker may take to the target. */
  readonly markerLimitSeconds: number;
  /** Seconds to wait in place of a marker where the heartbeat table is not replicated. */
  readonly settleSeconds: number;
  /** Milliseconds between two saves of the progress of a table. */
  readonly saveIntervalMs: number;
}

/** Compares the tables of one source's migrations, those that an earlier process has compared left out. */
export async function verifySource(verification: Verification): Promise<readonly TableResult[]> {
  const { source, target, migrations, record, options, signal } = verification;
  const sides = { source: new Side(source), target: new Side(target) };
  await Promise.all([sides.source.selfTest(), sides.target.selfTest()]);
  const scope = (await tablesInScope(source.query, migrations)).filter(
    (table) => isWanted(options.tables, table.source) && !isHeartbeat(table, migrations),
  );
  const schemasOf = (side: "source" | "target") => [
    ...new Set(scope.map((table) => table[side].schema)),
  ];
  const sourceFacts = await readFacts(source.query, schemasOf("source"));
  const targetFacts = await readFacts(target.query, schemasOf("target"));
  const settles = await settlesOf(verification);
  const results: TableResult[] = [];
  for (const table of scope) {
    signal.throwIfAborted();
    const earlier = record.resultOf(tableLabel(table.source));
    // The record names no rows, so what differs is looked at again.
    const done = earlier?.verdict === "equal" ? earlier : undefined;
    const settle = settles.get(table.migration) ?? (() => Promise.resolve());
    const facts = { source: sourceFacts, target: targetFacts };
    const result = done ?? (await compareTable(verification, sides, facts, table, settle));
    if (!done) await record.saveResult(result);
    results.push(result);
  }
  await Promise.all([...settles.values()].map((settle) => settle.remove()));
  return withOrphans(verification, scope, results);
}

function isWanted(patterns: readonly string[], { schema, table }: TableName): boolean {
  return patterns.length === 0 || patterns.some((it) => nameTest(it)(`${schema}.${table}`));
}

function isHeartbeat({ migration, source }: ScopedTable, migrations: Verification["migrations"]) {
  const it = migrations[migration];
  const heartbeat = it && heartbeatOf(migration, it)?.source;
  return heartbeat?.schema === source.schema && heartbeat.table === source.table;
}

/** Waits until the target has caught up. `remove` removes its traces on the source. */
interface Settle {
  (): Promise<void>;
  readonly remove: () => Promise<void>;
}

const nothing = () => Promise.resolve();

async function settlesOf(verification: Verification): Promise<ReadonlyMap<string, Settle>> {
  const { migrations, options } = verification;
  const settles = new Map<string, Settle>();
  for (const [name, migration] of Object.entries(migrations)) {
    const isStill = options.final || migration.type === "full-load";
    settles.set(
      name,
      isStill
        ? Object.assign(nothing, { remove: nothing })
        : await settleOf(verification, name, migration),
    );
  }
  return settles;
}

async function settleOf(
  { source, target, options, signal, progress, say }: Verification,
  name: string,
  migration: Migration,
): Promise<Settle> {
  const table = heartbeatOf(name, migration);
  const waiting = { signal, progress, limitSeconds: options.markerLimitSeconds };
  const byTime = Object.assign(() => sleep(options.settleSeconds * 1000, undefined, { signal }), {
    remove: nothing,
  });
  if (table === undefined) {
    say(
      `${name}: its tables do not select the heartbeat table, so a row counts as different when it differs for ${options.settleSeconds} s at a time.`,
    );
    return byTime;
  }
  const marker = new Marker(source, target, table, `verify-${randomUUID().slice(0, 8)}`, waiting);
  try {
    await marker.passThrough();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    say(`${name}: no marker can be written (${error.code}); rows are judged by time instead.`);
    return byTime;
  }
  return Object.assign(() => marker.passThrough(), { remove: () => marker.remove() });
}

async function compareTable(
  verification: Verification,
  sides: { readonly source: Side; readonly target: Side },
  facts: BothFacts,
  table: ScopedTable,
  settle: () => Promise<void>,
): Promise<TableResult> {
  const label = tableLabel(table.source);
  const started = Date.now();
  const plan = planOf(verification, facts, table);
  const problems = "source" in plan ? [] : plan;
  const found =
    "source" in plan
      ? await comparePlanned(verification, plan, {
          ...sides,
          settle,
          live: !verification.options.final,
          ...pacing(verification, label),
        })
      : nothingFound;
  return {
    migration: table.migration,
    table: label,
    verdict: verdictOf({ ...found, problems }),
    problems,
    differences: found.differences,
    hasMore: found.hasMore,
    unsettledRows: found.unsettledRows,
    rows: found.rows,
    digest: found.digest,
    chunks: found.chunks,
    seconds: (Date.now() - started) / 1000,
    notCompared: "source" in plan ? plan.notCompared : [],
  };
}

interface BothFacts {
  readonly source: FactsByTable;
  readonly target: FactsByTable;
}

function planOf(
  { source: { server }, migrations }: Verification,
  { source, target }: BothFacts,
  table: ScopedTable,
): ReturnType<typeof planTable> {
  const { tables = [], transformations = [] } = migrations[table.migration] ?? {};
  return planTable({
    table,
    source: source.get(factsKey(table.source)) ?? { columns: [], key: [] },
    target: target.get(factsKey(table.target)),
    sourceServer: server,
    transformations,
    filters: filtersOf(tables, table.source),
  });
}

const nothingFound: Found = {
  rows: 0,
  chunks: 0,
  digest: "",
  differences: [],
  hasMore: false,
  unsettledRows: 0,
};

function pacing(
  { source, options, signal, progress }: Verification,
  label: string,
): Pick<Comparison, "rest" | "onRows"> {
  const budget = new Budget(source.query, options.limits, signal, (running) => {
    progress(`${label}: waiting, ${running} statements run on the source`);
  });
  return {
    rest: (busyMs) => budget.rest(busyMs),
    onRows: (rows) => {
      progress(`${label}: ${rows.toLocaleString("en")} rows compared`);
    },
  };
}

function comparePlanned(
  { record, options }: Verification,
  plan: TablePlan,
  comparison: Comparison,
): Promise<Found> {
  if (!plan.chunked) return compareBuckets(plan, comparison);
  const label = tableLabel(plan.table.source);
  let savedAt = Date.now();
  return compareChunks(
    plan,
    comparison,
    record.progressOf(label) ?? noProgress,
    async (reached) => {
      if (Date.now() - savedAt < options.saveIntervalMs) return;
      await record.saveProgress(label, reached);
      savedAt = Date.now();
    },
  );
}

/** The filters of all selections that take a table. */
function filtersOf(tables: Migration["tables"], table: TableName): readonly RowFilter[] {
  return tables
    .filter((selection) => selection.action !== "exclude" && selectedBy([selection])(table))
    .flatMap(({ filters = [] }) => filters);
}

/** Adds the orphans that cascades have left in the target. */
async function withOrphans(
  { source, target, migrations }: Verification,
  scope: readonly ScopedTable[],
  results: readonly TableResult[],
): Promise<readonly TableResult[]> {
  const transformationsOf = (migration: string) => migrations[migration]?.transformations ?? [];
  const whole = scope.filter((_, index) => results[index]?.problems.length === 0);
  const problems = await orphanProblems(source.query, target.query, whole, transformationsOf);
  return results.map((result, index) => {
    const table = scope[index];
    const own = table === undefined ? [] : (problems.get(factsKey(table.source)) ?? []);
    const all = [...result.problems, ...own];
    return { ...result, problems: all, verdict: verdictOf({ ...result, problems: all }) };
  });
}
