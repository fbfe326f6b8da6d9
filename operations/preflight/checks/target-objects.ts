import { quoted, quotedTable, tableLabel } from "../../database/identifier";
import { type Check, each, type Judgement } from "../check";
import { accountsOf, grantPattern, type Privileges, schemasWithout } from "../privileges";
import type { Answers } from "../questions";
import { tableKey } from "../row-identity";
import { targetCheck, type TargetSituation } from "../target-situation";

const targetSource = "DMS user guide, CHAP_Target.MySQL";

const dmsPrivileges = ["ALTER", "CREATE", "DROP", "INDEX", "INSERT", "UPDATE", "DELETE", "SELECT"];

function judgeGrants(
  answers: Privileges & Pick<Answers, "tables">,
  { username, schemas, migrations }: TargetSituation,
): readonly Judgement[] {
  const control = [...new Set(Object.values(migrations).map(({ controlSchema }) => controlSchema))];
  const [account = `'${username}'@'%'`] = accountsOf(answers);
  // A privilege on some tables does not let DMS make others.
  const lacking = schemasWithout({ ...answers, tables: [] }, dmsPrivileges, [
    ...schemas,
    ...control,
  ]);
  const wanted = `${dmsPrivileges.join(", ")} on the selected schemas and on ${control.join(", ")}`;
  return [
    lacking.length === 0
      ? { verdict: "pass", measured: `granted to ${account}`, wanted }
      : {
          verdict: "failure",
          measured: `missing on ${lacking.join(", ")}`,
          wanted,
          remedy: lacking
            .map(
              (schema) =>
                `GRANT ${dmsPrivileges.join(", ")} ON ${grantPattern(schema)}.* TO ${account};`,
            )
            .join("\n"),
        },
  ];
}

/** A type without what MySQL 8.0 shows no more: the display width of integers. */
function typeOf(definition: string): string {
  return definition
    .toLowerCase()
    .replace(/^((?:tiny|small|medium|big)?int|year)\(\d+\)/, "$1")
    .replace(/ zerofill$/, "");
}

function judgeTables(
  { columns, tables }: Pick<Answers, "columns" | "tables">,
  { tables: planned }: TargetSituation,
): readonly Judgement[] {
  const there = new Set(tables.map(tableKey));
  const byTable = Map.groupBy(columns, tableKey);
  const wanted = "every selected table, with the columns of the source";
  const wrong = planned.flatMap((table) => {
    if (!there.has(tableKey(table))) return [{ table, measured: "is not there" }];
    const own = new Map(
      (byTable.get(tableKey(table)) ?? []).map(({ column, definition }) => [column, definition]),
    );
    const differences = table.columns.flatMap(({ column, definition }) => {
      const found = own.get(column);
      if (found === undefined) return [`without ${column}`];
      return typeOf(found) === typeOf(definition)
        ? []
        : [`${column} is ${found}, not ${definition}`];
    });
    return differences.length > 0 ? [{ table, measured: differences.join("; ") }] : [];
  });
  return wrong.length === 0
    ? [{ verdict: "pass", measured: `${planned.length} tables`, wanted }]
    : wrong.map(({ table, measured }) => ({
        verdict: "failure",
        subject: tableLabel(table),
        measured,
        wanted,
        remedy: "-- npm run migrate -- schema plan, then schema apply-before",
      }));
}

function judgeRows(
  { tables }: Pick<Answers, "tables">,
  { tables: planned, migrations }: TargetSituation,
): readonly Judgement[] {
  const filled = new Set(
    tables.filter(({ rows_estimated }) => (rows_estimated ?? 0) > 0).map(tableKey),
  );
  const loaded = planned.filter(({ migration }) => migrations[migration]?.type !== "cdc");
  return each(
    loaded.filter((table) => filled.has(tableKey(table))),
    "empty tables before the load",
    ({ migration, ...table }) => {
      const isKept = migrations[migration]?.fullLoad.targetTables === "keep";
      return {
        verdict: "warning",
        subject: tableLabel(table),
        measured: isKept ? "rows, which a load would write again" : "rows, which a load removes",
        remedy: isKept
          ? `-- in order once the load has run; before it: TRUNCATE TABLE ${quotedTable(table)};`
          : "-- in order once the load has run; never start it again then",
      };
    },
  );
}

/** Checks on objects in Aurora before DMS writes to it. */
export const targetObjectChecks: readonly Check<TargetSituation>[] = [
  targetCheck({
    id: "target-grants",
    why: "DMS makes, empties and writes tables as its own user.",
    source: targetSource,
    assessment: "mysql-check-target-privileges",
    asks: ["globalPrivileges", "schemaPrivileges", "tablePrivileges", "tables"],
    judge: judgeGrants,
  }),
  targetCheck({
    id: "target-tables",
    why: "The tasks leave tables as they are, so that keys and AUTO_INCREMENT stay: they must be there before.",
    source: targetSource,
    asks: ["tables", "columns"],
    judge: judgeTables,
  }),
  targetCheck({
    id: "target-rows",
    why: "The load writes rows beside those that are there: duplicates, or errors.",
    source: "DMS user guide, TargetTablePrepMode",
    asks: ["tables"],
    judge: judgeRows,
  }),
  targetCheck({
    id: "target-triggers",
    why: "A trigger would run again for every row that DMS writes.",
    source: targetSource,
    asks: ["triggers"],
    judge: ({ triggers }) =>
      each(triggers, "no trigger before the cut-over", ({ name, ...table }) => ({
        verdict: "failure",
        subject: `${tableLabel(table)}.${name}`,
        measured: "trigger",
        remedy: `DROP TRIGGER ${quoted(table.schema)}.${quoted(name)};`,
      })),
  }),
  targetCheck({
    id: "target-secondary-indexes",
    why: "The load keeps every index up to date, row by row, which takes a multiple of the time.",
    source: targetSource,
    assessment: "mysql-check-secondary-indexes, all-check-secondary-constraints",
    asks: ["indexes"],
    judge: ({ indexes }) => {
      const names = new Set(
        indexes
          .filter(({ duplicates }) => duplicates)
          .map((index) => `${tableLabel(index)}.${index.index}`),
      );
      return [
        {
          verdict: names.size === 0 ? "pass" : "warning",
          measured:
            names.size === 0 ? "none" : `${names.size}: ${[...names].slice(0, 5).join(", ")}`,
          wanted: "none before the load",
          ...(names.size > 0 && { remedy: "-- in order after schema apply-after" }),
        },
      ];
    },
  }),
  targetCheck({
    id: "target-foreign-keys",
    why: "DMS writes tables in any order; its session has foreign_key_checks off, others do not.",
    source: targetSource,
    assessment: "mysql-check-fk-target",
    asks: ["foreignKeys"],
    judge: ({ foreignKeys }) => [
      {
        verdict: foreignKeys.length === 0 ? "pass" : "warning",
        measured: `${foreignKeys.length}`,
        wanted: "none before the load",
        ...(foreignKeys.length > 0 && { remedy: "-- in order after schema apply-after" }),
      },
    ],
  }),
];
