import { markup, type Html } from "../html";
import type { ReportModel } from "../model";
import type { Migration } from "../model/replication";
import type { TablePattern } from "../model/table-mappings";
import type { Section } from "../page";
import { absent, groupedTable, type Column } from "../table";

const types: Readonly<Record<string, string>> = {
  "full-load": "full load",
  cdc: "changes only",
  "full-load-and-cdc": "full load, then changes",
};

/** A pattern of tables and the migration that it belongs to. */
interface Row {
  readonly table: TablePattern;
  readonly migration: Migration;
}

const columns: readonly Column<Row>[] = [
  {
    title: "Tables",
    cell: ({ table: { pattern, excluded } }) =>
      markup`<code>${pattern}</code>${excluded && markup` <span class="mark">left out</span>`}`,
  },
  {
    title: "LOBs",
    cell: ({ table, migration }) =>
      unlessExcluded(table, table.lobs ?? migration.tables.lobs.replace(/^LOBs /, "")),
  },
  {
    title: "Rows",
    cell: ({ table }) =>
      unlessExcluded(table, table.filter === undefined ? "all" : `where ${table.filter}`),
  },
  {
    title: "Parallel load",
    cell: ({ table }) => unlessExcluded(table, table.parallelLoad ?? "none"),
  },
];

function unlessExcluded({ excluded }: TablePattern, text: string): string {
  return excluded ? "–" : text;
}

/** The migrations: replication tasks and serverless replications, with their tables. */
export function migrationsSection({ replication }: ReportModel): Section {
  const { migrations } = replication;
  return {
    id: "migrations",
    title: "Migrations",
    lead: "DMS replication tasks and serverless replications. They are declared stopped; operations start them.",
    count: migrations.length,
    body:
      migrations.length === 0
        ? absent("The plan has no migration.")
        : groupedTable(
            "Tables by migration",
            columns,
            migrations.map((migration) => ({
              heading: heading(migration),
              rows: migration.tables.patterns.map((table) => ({ table, migration })),
              none: "The mappings select no table.",
            })),
          ),
  };
}

function heading(migration: Migration): Html {
  const { shortName, name, source, target, type, instance, validation, phase, tables } = migration;
  const facts = [
    name,
    `${source} → ${target}`,
    types[type] ?? type,
    `on ${instance ?? "DMS Serverless"}`,
    ...(phase === undefined ? [] : [`phase ${phase}`]),
    ...tables.renames.map((rename) => `rename ${rename}`),
  ];
  const mark = validation
    ? markup`<span class="mark good">validated</span>`
    : markup`<span class="mark warn">not validated</span>`;
  return markup`${shortName} ${mark} <small>${facts.join(" · ")}</small>`;
}
