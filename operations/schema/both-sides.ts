import type { Context } from "../context";
import type { Database } from "../database/connect";
import { tableKey } from "../preflight/row-identity";
import { migrationsOf, tablesInScope } from "../scope";
import { comparePrograms, compareTable, type Difference, readColumnCollations } from "./compare";
import { counterPlan, planSchema } from "./plan";
import { readPrograms } from "./programs";
import { renamingOf } from "./rename";
import { readCollations, readTables } from "./source-schema";
import type { PlannedStatement } from "./statements";
import type { TableDefinition } from "./table-definition";
import { knownCollation } from "./translate";

type Sides = Pick<Context, "config" | "console" | "signal">;

/** Options of a comparison. */
export interface ComparisonRequest {
  readonly source: string;
  /** Whether triggers, events and counters have to be there too. */
  readonly isCutOver: boolean;
}

/** The result of a comparison. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** How many tables and programs there are. */
  readonly compared: number;
}

/** Compares the target with a plan made from the source now. */
export async function differencesOf(
  context: Sides,
  source: Database,
  target: Database,
  { source: name, isCutOver }: ComparisonRequest,
): Promise<Comparison> {
  const plan = await planSchema(context, source, target, {
    source: name,
    accounts: () => undefined,
  });
  const schemas = [...new Set(plan.tables.map(({ schema }) => schema))];
  const isSameKind =
    source.server.flavour === target.server.flavour &&
    source.server.version[0] === target.server.version[0];
  const tables = await tableDifferences(context, target, plan.tables, { schemas, isSameKind });
  const options = { schemas, isSameKind, isCutOver };
  const programs = await programDifferences(target, plan.programs.statements, options);
  const collations = await collationDifferences(context, source, target, name);
  const counters = isCutOver ? await counterPlan(context, source, target, name) : [];
  const behind = counters.map(({ makes }) => ({
    subject: `${makes.schema}.${makes.name}: AUTO_INCREMENT`,
    wanted: `${makes.value ?? ""} or more`,
  }));
  return {
    differences: [...tables, ...collations, ...programs.differences, ...behind],
    compared: plan.tables.length + programs.compared,
  };
}

async function tableDifferences(
  { console, signal }: Sides,
  target: Database,
  planned: readonly TableDefinition[],
  { schemas, isSameKind }: { readonly schemas: readonly string[]; readonly isSameKind: boolean },
): Promise<readonly Difference[]> {
  const there = await tableKeys(target, schemas);
  const present = planned.filter((table) => there.has(tableKey(table)));
  const found = await readTables(target.query, present, {
    signal,
    onTable: (done, total) => {
      console.progress(`${target.label}: reading table ${done + 1} of ${total}`);
    },
  });
  const byKey = new Map(found.map((table) => [tableKey(table), table]));
  return planned.flatMap((table): readonly Difference[] => {
    const other = byKey.get(tableKey(table));
    return other
      ? compareTable(table, other, isSameKind)
      : [{ subject: `${table.schema}.${table.table}`, wanted: "a table" }];
  });
}

async function tableKeys({ query }: Database, schemas: readonly string[]) {
  if (schemas.length === 0) return new Set<string>();
  const rows = await query(
    `SELECT table_schema AS \`schema\`, table_name AS \`table\` FROM information_schema.tables
      WHERE table_schema IN (${schemas.map(() => "?").join(", ")})`,
    schemas,
  );
  return new Set(
    rows.map(({ schema, table }) => tableKey({ schema: String(schema), table: String(table) })),
  );
}

const programKinds = {
  early: ["function", "procedure", "view"],
  late: ["function", "procedure", "view", "trigger", "event"],
};

async function programDifferences(
  target: Database,
  planned: readonly PlannedStatement[],
  options: {
    readonly schemas: readonly string[];
    readonly isSameKind: boolean;
    readonly isCutOver: boolean;
  },
): Promise<Comparison> {
  const kinds = options.isCutOver ? programKinds.late : programKinds.early;
  const wanted = planned.filter(({ makes }) => kinds.includes(makes.kind));
  const found = await readPrograms(target.query, {
    schemas: options.schemas,
    accounts: () => undefined,
    renaming: { table: (table) => table, column: (_, column) => column },
    onProgress: () => undefined,
  });
  const own = [...found.early, ...(options.isCutOver ? found.late : [])];
  return {
    differences: comparePrograms(wanted, own, options.isSameKind),
    compared: wanted.length,
  };
}

/** Columns whose collation is not the one that the plan gives them. */
async function collationDifferences(
  { config }: Sides,
  source: Database,
  target: Database,
  name: string,
): Promise<readonly Difference[]> {
  const scope = await tablesInScope(source.query, migrationsOf(config.dms.migrations, name));
  const schemasOf = (side: "source" | "target"): readonly string[] => [
    ...new Set(scope.map((table) => table[side].schema)),
  ];
  const renaming = renamingOf(scope, config.dms.migrations);
  const collations = await readCollations(target.query);
  const selected = new Set(scope.map((table) => tableKey(table.source)));
  const own = await readColumnCollations(source.query, schemasOf("source"));
  const others = new Map(
    (await readColumnCollations(target.query, schemasOf("target"))).map((row) => [
      `${tableKey(row)} ${row.column}`,
      row.collation,
    ]),
  );
  return own
    .filter((row) => selected.has(tableKey(row)))
    .flatMap((row) => {
      const table = renaming.table(row);
      const column = renaming.column(row, row.column);
      const found = others.get(`${tableKey(table)} ${column ?? ""}`);
      const wanted = knownCollation(row.collation, collations) ?? row.collation;
      return found === undefined || found === wanted
        ? []
        : [
            {
              subject: `${table.schema}.${table.table}: collation of ${column ?? ""}`,
              wanted,
              found,
            },
          ];
    });
}
