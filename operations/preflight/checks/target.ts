import { quoted, quotedTable, tableLabel, type TableName } from "../../database/identifier";
import type { Server } from "../../database/server";
import type { Migration } from "../../scope";
import { check as checkOf, each, type Check, type Judgement } from "../check";
import { accountsOf, grantPattern, type Privileges, schemasWithout } from "../privileges";
import type { Answers, QuestionName } from "../questions";
import { tableKey } from "../row-identity";
import { isOn, valueOf } from "../variables";

/** A column as the source has it, under the name that it has in the target. */
export interface PlannedColumn {
  readonly column: string;
  readonly definition: string;
}

/** A table that a migration writes. */
export interface PlannedTable extends TableName {
  readonly migration: string;
  readonly columns: readonly PlannedColumn[];
}

/** What the target is judged by. */
export interface TargetSituation {
  readonly label: string;
  readonly server: Server;
  /** The user of DMS. */
  readonly username: string;
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly tables: readonly PlannedTable[];
  readonly schemas: readonly string[];
}

const check = <Name extends QuestionName>(
  definition: Parameters<typeof checkOf<Name, TargetSituation>>[0],
): Check<TargetSituation> => checkOf(definition);

const targetSource = "DMS user guide, CHAP_Target.MySQL";
const preset = "-- database.parameterPreset: migration, and deploy";

/** A check of variables of which each has one right value. */
function variables(
  definition: Pick<Check, "id" | "why" | "source" | "assessment"> & {
    readonly wanted: Readonly<Record<string, string>>;
    readonly wrong: Judgement["verdict"];
    readonly remedy: string;
  },
): Check<TargetSituation> {
  const { wanted, wrong, remedy, ...about } = definition;
  const isSame = (left: string, right: string): boolean =>
    isOn(left) && isOn(right) ? true : left.toUpperCase() === right.toUpperCase();
  return check({
    ...about,
    asks: ["variables"],
    judge: (answers) => {
      const names = Object.keys(wanted);
      const values = names.map((name) => valueOf(answers, name) ?? "OFF");
      const isRight = values.every((value, index) =>
        isSame(value, wanted[names[index] ?? ""] ?? ""),
      );
      return [
        {
          verdict: isRight ? "pass" : wrong,
          measured: names.map((name, index) => `${name} = ${values[index] ?? ""}`).join(", "),
          wanted: names.map((name) => `${name} = ${wanted[name] ?? ""}`).join(", "),
          ...(!isRight && { remedy }),
        },
      ];
    },
  });
}

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

/** What Aurora must be before DMS writes to it. */
export const targetChecks: readonly Check<TargetSituation>[] = [
  variables({
    id: "target-writable",
    why: "DMS writes to the writer; a reader refuses.",
    source: "DMS user guide, premigration assessments",
    assessment: "all-check-target-read-replica",
    wanted: { innodb_read_only: "OFF", read_only: "OFF" },
    wrong: "failure",
    remedy: "-- connect to auroraClusterEndpoint, which leads to the writer",
  }),
  variables({
    id: "target-local-infile",
    why: "DMS loads with LOAD DATA LOCAL INFILE.",
    source: targetSource,
    assessment: "mysql-check-target-localinfile-set",
    wanted: { local_infile: "ON" },
    wrong: "failure",
    remedy: preset,
  }),
  variables({
    id: "target-function-creators",
    why: "Triggers and functions cannot be made otherwise: error 1419.",
    source: "MySQL reference, Stored Program Binary Logging; tried",
    wanted: { log_bin_trust_function_creators: "ON" },
    wrong: "failure",
    remedy: preset,
  }),
  variables({
    id: "target-binlog",
    why: "The way back reads Aurora's binary log. binlog_format takes a reboot: this is what is in force.",
    source: "Aurora user guide, binlog_format",
    wanted: { log_bin: "ON", binlog_format: "ROW", binlog_row_image: "FULL" },
    wrong: "failure",
    remedy: "-- reboot the writer: aws rds reboot-db-instance; the parameter group has the values",
  }),
  check({
    id: "target-binlog-retention",
    why: "The way back ends when Aurora removes its binary log, which it does at once by default.",
    source: "Aurora user guide, mysql.rds_set_configuration",
    asks: ["rdsConfiguration"],
    unanswered: "warning",
    judge: ({ rdsConfiguration }) => {
      const row = rdsConfiguration.find(({ name }) => name === "binlog retention hours");
      const hours = Number(row?.value ?? 0);
      return [
        {
          verdict: hours >= 72 ? "pass" : "warning",
          measured: row?.value == null ? "not set" : `${hours} h`,
          wanted: "72 h or more, from before the cut-over on",
          ...(hours < 72 && {
            remedy: "CALL mysql.rds_set_configuration('binlog retention hours', 168);",
          }),
        },
      ];
    },
  }),
  check({
    id: "target-timeouts",
    why: "Aurora ends a connection that reads or writes for longer.",
    source: "DMS user guide, premigration assessments for MySQL",
    assessment: "mysql-check-target-network-parameter",
    asks: ["variables"],
    judge: (answers) => {
      const names = ["net_read_timeout", "net_write_timeout", "wait_timeout"];
      const short = names.filter((name) => Number(valueOf(answers, name) ?? Infinity) < 300);
      return [
        {
          verdict: short.length === 0 ? "pass" : "warning",
          measured: names.map((name) => `${name} = ${valueOf(answers, name) ?? "?"}`).join(", "),
          wanted: "300 s or more each",
          ...(short.length > 0 && { remedy: `-- database.parameters: ${short.join(", ")}` }),
        },
      ];
    },
  }),
  check({
    id: "target-events",
    why: "Until the cut-over the source runs the events, and DMS copies what they change.",
    source: "tried",
    asks: ["variables", "events"],
    judge: (answers) => {
      const enabled = answers.events.filter(({ status }) => status === "ENABLED");
      const isOnNow = isOn(valueOf(answers, "event_scheduler"));
      const isRunning = isOnNow && enabled.length > 0;
      return [
        {
          verdict: isRunning ? "failure" : isOnNow ? "warning" : "pass",
          measured: `event_scheduler = ${isOnNow ? "ON" : "OFF"}, ${enabled.length} enabled events`,
          wanted: "OFF, or no event",
          ...(isOnNow && { remedy: preset }),
        },
      ];
    },
  }),
  check({
    id: "target-grants",
    why: "DMS makes, empties and writes tables as its own user.",
    source: targetSource,
    assessment: "mysql-check-target-privileges",
    asks: ["globalPrivileges", "schemaPrivileges", "tablePrivileges", "tables"],
    judge: judgeGrants,
  }),
  check({
    id: "target-tables",
    why: "The tasks leave tables as they are, so that keys and AUTO_INCREMENT stay: they must be there before.",
    source: targetSource,
    asks: ["tables", "columns"],
    judge: judgeTables,
  }),
  check({
    id: "target-rows",
    why: "The load writes rows beside those that are there: duplicates, or errors.",
    source: "DMS user guide, TargetTablePrepMode",
    asks: ["tables"],
    judge: judgeRows,
  }),
  check({
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
  check({
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
  check({
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
  check({
    id: "target-zones",
    why: "Statements that name a zone answer NULL where the server has no tables of zones.",
    source: "MySQL reference, Time Zone Support",
    asks: ["namedZones"],
    judge: ({ namedZones }) => {
      const isKnown = namedZones.some(({ converted }) => converted !== null);
      return [
        {
          verdict: isKnown ? "pass" : "warning",
          measured: isKnown ? "known" : "no named zone is known",
          wanted: "named zones, as Aurora has them",
          ...(!isKnown && { remedy: "-- mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql mysql" }),
        },
      ];
    },
  }),
];
