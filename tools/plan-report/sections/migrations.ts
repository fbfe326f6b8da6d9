import { markup } from "../html";
import type { ReportModel } from "../model";
import type { Migration } from "../model/replication";
import type { Section } from "../page";
import { absent, table, type Column } from "../table";

const types: Readonly<Record<string, string>> = {
  "full-load": "full load",
  cdc: "changes only",
  "full-load-and-cdc": "full load, then changes",
};

const columns: readonly Column<Migration>[] = [
  {
    title: "Migration",
    cell: ({ shortName, name }) => markup`${shortName} <small>${name}</small>`,
  },
  { title: "From", cell: ({ source }) => source },
  { title: "To", cell: ({ target }) => target },
  {
    title: "Tables",
    cell: ({ tables: { included, excluded, filtered } }) =>
      markup`<code>${included.join(", ")}</code>${
        excluded.length > 0 && markup` <small>except <code>${excluded.join(", ")}</code></small>`
      }${filtered.length > 0 && markup` <small>rows filtered: ${filtered.join(", ")}</small>`}`,
  },
  { title: "Runs on", cell: ({ instance }) => instance ?? "DMS Serverless" },
  { title: "Type", cell: ({ type }) => types[type] ?? type },
  {
    title: "Validation",
    cell: ({ validation }) => (validation ? "on" : markup`<span class="mark warn">off</span>`),
  },
  {
    title: "LOBs, renames, parallel load",
    cell: ({ tables: { lobs, renames, parallelLoads } }) =>
      markup`${lobs}${[...renames, ...parallelLoads.map((load) => `parallel: ${load}`)].map(
        (line) => markup` <small>${line}</small>`,
      )}`,
  },
];

/** The migrations: replication tasks and serverless replications. */
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
        : table("Migrations", columns, migrations),
  };
}
