import { quotedTable, tableLabel } from "../../database/identifier";
import { isAtLeast } from "../../database/server";
import { check, type Check, each, type Judgement } from "../check";
import type { Answers } from "../questions";
import { tableKey, tablesWithIdentity } from "../row-identity";
import type { Situation } from "../situation";

const limitations = "DMS user guide, CHAP_Source.MySQL, limitations";
const assessments = "DMS user guide, premigration assessments for MySQL";

function judgeScope(
  { tables }: Pick<Answers, "tables">,
  { migrations, migrationsOf }: Situation,
): readonly Judgement[] {
  const selected = new Set(tables.flatMap(migrationsOf));
  const wanted = "every migration selects tables that are there, and no table is selected twice";
  const empty = Object.keys(migrations).filter((name) => !selected.has(name));
  const writing = Object.keys(migrations).filter((name) => !migrations[name]?.validation.only);
  const twice = tables.filter(
    (table) => migrationsOf(table).filter((name) => writing.includes(name)).length > 1,
  );
  const judgements: Judgement[] = [
    ...empty.map((name) => ({
      verdict: "failure" as const,
      subject: `migration ${name}`,
      measured: "no table that the user may see",
      wanted,
      remedy: `-- correct dms.migrations.${name}.tables, or grant SELECT on these tables`,
    })),
    ...twice.map((table) => ({
      verdict: "failure" as const,
      subject: tableLabel(table),
      measured: `in the migrations ${migrationsOf(table).join(", ")}`,
      wanted,
      remedy: "-- exclude it from all of them but one: two tasks would write the same rows",
    })),
  ];
  return judgements.length > 0
    ? judgements
    : [{ verdict: "pass", measured: `${tables.length} tables`, wanted }];
}

/** Engines whose tables InnoDB can take over; the others keep nothing, or keep it elsewhere. */
const convertible = new Set(["MyISAM", "Aria", "ARCHIVE", "ROCKSDB", "TokuDB"]);

function judgeEngines({ tables }: Pick<Answers, "tables">): readonly Judgement[] {
  const others = tables.filter(({ kind, engine }) => kind !== "SEQUENCE" && engine !== "InnoDB");
  return each(others, "InnoDB", ({ engine, ...table }) => ({
    verdict: convertible.has(engine ?? "") ? "warning" : "failure",
    subject: tableLabel(table),
    measured: engine ?? "no engine: the table cannot be opened",
    remedy: convertible.has(engine ?? "")
      ? `ALTER TABLE ${quotedTable(table)} ENGINE = InnoDB; -- or leave it: schema plan makes it InnoDB on the target`
      : `-- exclude ${tableLabel(table)} from its migration, or: ALTER TABLE ${quotedTable(table)} ENGINE = InnoDB;`,
  }));
}

function judgeKeys(
  answers: Pick<Answers, "tables" | "indexes">,
  { migrations, migrationsOf }: Situation,
): readonly Judgement[] {
  const identified = tablesWithIdentity(answers);
  const without = answers.tables.filter(
    (table) => table.kind !== "SEQUENCE" && !identified.has(tableKey(table)),
  );
  const wanted = "a primary key, or a unique key without a column that may be NULL";
  return each(without, wanted, (table) => {
    const isBatched = migrationsOf(table).some((name) => migrations[name]?.changes.batchApply);
    return {
      verdict: isBatched ? "failure" : "warning",
      subject: tableLabel(table),
      measured: isBatched ? "no such key, and changes.batchApply" : "no such key",
      remedy: `-- where the source may change: ALTER TABLE ${quotedTable(table)} ADD COLUMN id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY;`,
    };
  });
}

function judgeNames(
  { tables }: Pick<Answers, "tables">,
  { target }: Situation,
): readonly Judgement[] {
  const isFolding = (target.variables["lower_case_table_names"] ?? "0") !== "0";
  const upper = tables.filter(
    ({ schema, table }) => `${schema}.${table}` !== `${schema}.${table}`.toLowerCase(),
  );
  const wanted = "lower case, or a target that keeps upper case";
  const remedy =
    "-- convert-lowercase in dms.migrations.<name>.transformations, or a new cluster with lower_case_table_names 0";
  return isFolding
    ? each(upper, wanted, (table) => ({
        verdict: "failure",
        subject: tableLabel(table),
        measured: "upper case, and the target folds names",
        remedy,
      }))
    : [
        {
          verdict: upper.length === 0 ? "pass" : "warning",
          measured: `${upper.length} tables with upper case`,
          wanted,
          ...(upper.length > 0 && { remedy: "-- nothing, while the target keeps upper case" }),
        },
      ];
}

function judgeWords(
  { tables, columns }: Pick<Answers, "tables" | "columns">,
  { target }: Situation,
): readonly Judgement[] {
  const isReserved = (name: string): boolean => target.reservedWords.has(name.toUpperCase());
  const named = tables.filter(({ table }) => isReserved(table));
  const fields = columns.filter(({ column }) => isReserved(column));
  const wanted = "no name that the target reserves";
  const subjects = [
    ...named.map((table) => ({ subject: tableLabel(table), measured: "the table's name" })),
    ...fields.map(({ column, ...table }) => ({
      subject: tableLabel(table),
      measured: `the column ${column}`,
    })),
  ];
  return each(subjects, wanted, ({ subject, measured }) => ({
    verdict: "warning",
    subject,
    measured,
    remedy:
      "-- put the name into backquotes in every statement of the applications, views and programs",
  }));
}

/** DMS takes up to this many tables in a task, by its assessment. */
const mostTables = 10_000;

function judgeCount(
  { tables }: Pick<Answers, "tables">,
  { migrations, migrationsOf }: Situation,
): readonly Judgement[] {
  const wanted = `fewer than ${mostTables.toLocaleString("en")} tables a migration`;
  return Object.keys(migrations).map((name) => {
    const count = tables.filter((table) => migrationsOf(table).includes(name)).length;
    const verdict = count >= mostTables ? "failure" : count >= mostTables / 2 ? "warning" : "pass";
    return {
      verdict,
      subject: `migration ${name}`,
      measured: `${count} tables`,
      wanted,
      ...(verdict !== "pass" && { remedy: "-- split it into migrations of fewer schemas" }),
    };
  });
}

/** Checks on the selected tables as a whole. */
export const tableChecks: readonly Check[] = [
  check({
    id: "selection",
    why: "A task that selects nothing fails when it starts; two that select the same tables write the same rows.",
    source: "DMS user guide, selection rules",
    assessment: "all-check-source-selection-rules",
    asks: ["tables"],
    judge: judgeScope,
  }),
  check({
    id: "table-count",
    why: "DMS keeps every table of a task in its memory.",
    source: assessments,
    assessment: "mysql-check-10k-tables",
    asks: ["tables"],
    judge: judgeCount,
  }),
  check({
    id: "table-engine",
    why: "Other engines have no transactions: a load of them is not consistent. Some have no rows that could be copied.",
    source: "DMS user guide, CHAP_Target.MySQL",
    assessment: "mysql-check-table-storage-engine",
    asks: ["tables"],
    judge: judgeEngines,
  }),
  check({
    id: "table-kind",
    why: "Sequences and the history of system-versioned tables exist on MariaDB only.",
    source: "MariaDB documentation, Sequences, System-Versioned Tables",
    asks: ["tables"],
    judge: ({ tables }) =>
      each(
        tables.filter(({ kind }) => kind !== "BASE TABLE"),
        "base tables",
        ({ kind, ...table }) => ({
          verdict: kind === "SEQUENCE" ? "failure" : "warning",
          subject: tableLabel(table),
          measured: kind.toLowerCase(),
          remedy:
            kind === "SEQUENCE"
              ? "-- exclude it, and use AUTO_INCREMENT on the target"
              : "-- the present rows are copied, their history is not: export it where it must be kept",
        }),
      ),
  }),
  check({
    id: "row-identity",
    why: "Without a key DMS validates nothing, applies changes slowly, and may duplicate rows after a restart.",
    source:
      "DMS user guide, data validation; tried: a unique key takes any number of rows with NULL",
    assessment: "mysql-check-pk-validity, mysql-check-batch-apply-target-pk-ui-absence",
    asks: ["tables", "indexes"],
    judge: judgeKeys,
  }),
  check({
    id: "partitions",
    why: "DMS makes no partitions and follows no change of them: one that is added later is missing.",
    source: limitations,
    assessment: "mysql-check-table-partition",
    asks: ["partitions"],
    judge: ({ partitions }) =>
      each(
        partitions,
        "no partitions, or none that change while the migration runs",
        ({ partitions: count, ...table }) => ({
          verdict: "warning",
          subject: tableLabel(table),
          measured: `${count} partitions`,
          remedy: "-- stop the jobs and events that add and drop its partitions until the cut-over",
        }),
      ),
  }),
  check({
    id: "table-names",
    why: "A target that folds names has no table of this name.",
    source: limitations,
    asks: ["tables"],
    judge: judgeNames,
  }),
  check({
    id: "reserved-words",
    why: "Statements that use such a name without backquotes fail on the target.",
    source: "MySQL reference, Keywords and Reserved Words",
    asks: ["tables", "columns"],
    judge: (answers, situation) =>
      situation.server.flavour === "mysql" && isAtLeast(situation.server, 8)
        ? [{ verdict: "pass", measured: "the source reserves them too", wanted: "the same words" }]
        : judgeWords(answers, situation),
  }),
];
