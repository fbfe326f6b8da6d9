import { expect } from "chai";
import { withHeartbeat } from "../../../lib/heartbeat";
import { parseServer } from "../../../operations/database/server";
import type { Verdict } from "../../../operations/preflight/check";
import { sourceChecks, targetChecks } from "../../../operations/preflight/checks";
import type { Answers } from "../../../operations/preflight/questions";
import { expectedTarget, type Situation } from "../../../operations/preflight/situation";
import {
  config,
  judgementsOf,
  type Recorded,
  situation,
  targetJudgementsOf,
  variables,
} from "./situation";

/** Recorded answers, the verdict on them, and the difference from the usual source. */
type Case = readonly [verdict: Verdict, answers: Recorded, different?: Partial<Situation>];

const mariadb = { server: parseServer("10.11.6-MariaDB") };
const mysql56 = { server: parseServer("5.6.24-log") };

/** An event that the server runs. */
const runningEvent = {
  ...variables({ event_scheduler: "ON" }),
  events: [{ schema: "orders", name: "e", definer: "a@%", status: "ENABLED" }],
};

type Table = Answers["tables"][number];
type Column = Answers["columns"][number];

const table = (different: Partial<Table> = {}): Table => ({
  schema: "orders",
  table: "lines",
  kind: "BASE TABLE",
  engine: "InnoDB",
  rows_estimated: 1,
  bytes: 16_384,
  next_id: null,
  collation: "utf8mb4_0900_ai_ci",
  ...different,
});
const column = (different: Partial<Column> = {}): Column => ({
  schema: "orders",
  table: "lines",
  column: "id",
  position: 1,
  type: "int",
  definition: "int unsigned",
  nullable: false,
  fallback: undefined,
  extra: "",
  characters: null,
  collation: null,
  ...different,
});
const index = (different: Partial<Answers["indexes"][number]> = {}) => ({
  schema: "orders",
  table: "lines",
  index: "PRIMARY",
  duplicates: false,
  position: 1,
  column: "id",
  nullable: false,
  ...different,
});
const reference = (different: Partial<Answers["foreignKeyColumns"][number]> = {}) => ({
  schema: "orders",
  table: "lines",
  name: "fk",
  position: 1,
  parent_schema: "orders",
  parent: "orders",
  parent_column: "id",
  ...different,
});
const foreignKey = (on_update: string, on_delete: string) => ({
  schema: "orders",
  table: "lines",
  name: "fk",
  on_update,
  on_delete,
});
const global = (...privileges: readonly string[]) =>
  privileges.map((privilege) => ({ grantee: "'dms_source'@'%'", privilege }));
const onSchema = (pattern: string, ...privileges: readonly string[]) =>
  privileges.map((privilege) => ({ grantee: "'dms_source'@'%'", pattern, privilege }));
const reading = ["SELECT", "SHOW VIEW", "TRIGGER", "EVENT"];
const making = "SELECT INSERT UPDATE DELETE CREATE DROP ALTER INDEX REFERENCES EVENT TRIGGER"
  .split(" ")
  .concat("CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE");
const new80 = ["XA_RECOVER_ADMIN", "SHOW_ROUTINE"];
/** Privileges of the current account, globally and on schemas. */
const operator = (
  everywhere: readonly string[],
  ownSchemaPrivileges: Answers["schemaPrivileges"] = [],
): Recorded => ({
  ownAccount: [{ account: "'landing_ops'@'10.%'" }],
  ownGlobalPrivileges: global(...everywhere),
  ownSchemaPrivileges,
});
const beating = {
  migrations: { orders: withHeartbeat("orders", config.dms.migrations["orders"]!) },
};
const batched = {
  migrations: {
    orders: {
      ...config.dms.migrations["orders"]!,
      changes: { ...config.dms.migrations["orders"]!.changes, batchApply: true },
    },
  },
};
const inline = {
  migrations: { orders: { ...config.dms.migrations["orders"]!, lobMode: "inline" as const } },
};
const targetWith = (values: Readonly<Record<string, string>>): Partial<Situation> => ({
  target: { ...situation.target, variables: { ...situation.target.variables, ...values } },
});
const many = (count: number): Recorded => ({
  tables: Array.from({ length: count }, (_, number) => table({ table: `t${number}` })),
});
const lob = column({ column: "body", type: "longblob", definition: "longblob", nullable: true });
const bodies = (longestBytes: number, isComplete: boolean): Recorded => ({
  columns: [lob],
  values: { isComplete, columns: [{ ...lob, longestBytes }] },
});
const day = (january: string, july: string) => ({
  clock: [{ january: `2026-01-15 ${january}`, july: `2026-07-15 ${july}` }],
  ...variables({ time_zone: "SYSTEM", system_time_zone: "CET" }),
});

const logOf = (bytes: number): Recorded => ({
  binaryLogs: [
    { log_name: "binlog.000001", file_size: 1000 },
    { log_name: "binlog.000002", file_size: bytes },
  ],
});
const readAt = (time: string): Partial<Situation> => ({
  readings: [{ time, file: "binlog.000001", position: 1000 }],
});

/** For each check a case for each verdict that it can give. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  engine: [
    ["pass", {}],
    ["pass", {}, { ...mariadb, settings: { ...situation.settings, engine: "mariadb" } }],
    ["failure", {}, mariadb],
  ],
  "server-version": [
    ["pass", {}],
    ["pass", {}, mysql56],
    ["pass", {}, mariadb],
    ["warning", {}, { server: parseServer("8.4.3") }],
    ["warning", {}, { server: parseServer("9.7.4") }],
    ["warning", {}, { server: parseServer("11.8.2-MariaDB") }],
    ["failure", {}, { server: parseServer("5.5.62") }],
    ["failure", {}, { server: parseServer("5.5.5-10.2.44-MariaDB") }],
  ],
  "server-id": [
    ["pass", variables({ server_id: "7" })],
    ["failure", variables({ server_id: "0" })],
  ],
  replica: [
    ["pass", { replica: [] }],
    ["warning", { replica: [{ source: "db1" }], ...variables({ log_replica_updates: "ON" }) }],
    ["warning", { replica: [{ source: "db1" }], ...variables({ log_slave_updates: "ON" }) }],
    ["failure", { replica: [{ source: "db1" }], ...variables({ log_slave_updates: "OFF" }) }],
  ],
  gtid: [
    ["pass", variables({ gtid_mode: "ON" })],
    ["warning", variables({ gtid_mode: "OFF_PERMISSIVE" })],
  ],
  timeouts: [
    ["pass", variables({ net_read_timeout: "300", net_write_timeout: "300" })],
    ["warning", variables({ net_read_timeout: "30", net_write_timeout: "60" })],
  ],
  "statement-limit": [
    ["pass", variables({ max_execution_time: "0" })],
    ["pass", variables({ max_statement_time: "0.000000" }), mariadb],
    ["warning", variables({ max_execution_time: "30000" })],
    ["warning", variables({ max_statement_time: "60.000000" }), mariadb],
  ],
  durability: [
    ["pass", variables({ sync_binlog: "1", innodb_flush_log_at_trx_commit: "1" })],
    ["warning", variables({ sync_binlog: "0", innodb_flush_log_at_trx_commit: "1" })],
  ],
  packet: [
    ["pass", variables({ max_allowed_packet: "67108864" })],
    ["warning", variables({ max_allowed_packet: "4194304" })],
    [
      "failure",
      variables({ max_allowed_packet: "67108864" }),
      targetWith({ max_allowed_packet: "4194304" }),
    ],
  ],
  "long-transactions": [
    ["pass", { transactions: [{ thread: 1, seconds: 59 }] }],
    ["warning", { transactions: [{ thread: 1, seconds: 61 }] }],
  ],
  "prepared-transactions": [
    ["pass", { preparedTransactions: [] }],
    ["warning", { preparedTransactions: [{ formatid: "1" }] }],
  ],
  "log-bin": [
    ["pass", variables({ log_bin: "ON" })],
    ["failure", variables({ log_bin: "OFF" })],
  ],
  "binlog-format": [
    ["pass", variables({ binlog_format: "ROW" })],
    ["failure", variables({ binlog_format: "MIXED" })],
    ["failure", variables({ binlog_format: "STATEMENT" })],
  ],
  "binlog-row-image": [
    ["pass", variables({ binlog_row_image: "FULL" })],
    ["failure", variables({ binlog_row_image: "MINIMAL" })],
  ],
  "binlog-row-value-options": [
    ["pass", variables({ binlog_row_value_options: "" })],
    ["failure", variables({ binlog_row_value_options: "PARTIAL_JSON" })],
  ],
  "binlog-compression": [
    ["pass", variables({ binlog_transaction_compression: "OFF" })],
    ["failure", variables({ binlog_transaction_compression: "ON" })],
    ["failure", variables({ log_bin_compress: "ON" }), mariadb],
  ],
  "binlog-checksum": [
    ["pass", variables({ binlog_checksum: "CRC32" })],
    ["failure", variables({ binlog_checksum: "MD5" })],
  ],
  "binlog-retention": [
    ["pass", variables({ binlog_expire_logs_seconds: "2592000" })],
    ["pass", variables({ binlog_expire_logs_seconds: "0", expire_logs_days: "0" })],
    [
      "pass",
      variables({ binlog_expire_logs_seconds: "3600", binlog_expire_logs_auto_purge: "OFF" }),
    ],
    ["warning", variables({ binlog_expire_logs_seconds: "172800" })],
    ["warning", variables({ expire_logs_days: "2" }), mysql56],
    [
      "warning",
      { ...variables({ expire_logs_days: "7" }), tables: [table({ bytes: 5e12 })] },
      mysql56,
    ],
    ["failure", variables({ binlog_expire_logs_seconds: "3600" })],
  ],
  "binlog-files": [
    [
      "pass",
      {
        binaryLogs: [
          { log_name: "binlog.000001", file_size: 1 },
          { log_name: "binlog.000002", file_size: 1 },
        ],
      },
    ],
    ["warning", { binaryLogs: [{ log_name: "binlog.000009", file_size: 1 }] }],
  ],
  "binlog-filters": [
    ["pass", { logStatus: [{ file: "b", position: 4, binlog_do_db: "", binlog_ignore_db: "" }] }],
    [
      "warning",
      { logStatus: [{ file: "b", position: 4, binlog_do_db: "", binlog_ignore_db: "test" }] },
    ],
    [
      "failure",
      { logStatus: [{ file: "b", position: 4, binlog_do_db: "", binlog_ignore_db: "a,orders" }] },
    ],
    [
      "failure",
      { logStatus: [{ file: "b", position: 4, binlog_do_db: "crm", binlog_ignore_db: "" }] },
    ],
  ],
  "operator-grants": [
    ["pass", operator(["PROCESS", "REPLICATION CLIENT", ...new80], onSchema("orders", ...reading))],
    ["pass", operator(["PROCESS", "BINLOG MONITOR", "SLAVE MONITOR", ...reading]), mariadb],
    ["pass", operator(["PROCESS", "REPLICATION CLIENT", ...reading]), mysql56],
    ["warning", operator(["PROCESS", "REPLICATION CLIENT", ...reading])],
    ["warning", operator(["PROCESS", "REPLICATION CLIENT", ...new80])],
    [
      "warning",
      operator(["PROCESS", "REPLICATION CLIENT", ...new80], onSchema("orders", ...reading)),
      beating,
    ],
    ["warning", {}],
  ],
  grants: [
    [
      "pass",
      {
        globalPrivileges: global("REPLICATION CLIENT", "REPLICATION SLAVE"),
        schemaPrivileges: onSchema("orders", "SELECT"),
      },
    ],
    ["pass", { globalPrivileges: global("BINLOG MONITOR", "REPLICATION SLAVE", "SELECT") }],
    [
      "pass",
      {
        globalPrivileges: global("REPLICATION CLIENT", "REPLICATION SLAVE"),
        tablePrivileges: [
          {
            grantee: "'dms_source'@'%'",
            owner: "orders",
            name: "lines",
            privilege: "SELECT",
          },
        ],
        tables: [table()],
      },
    ],
    ["failure", { globalPrivileges: global("REPLICATION CLIENT", "REPLICATION SLAVE") }],
    ["failure", { globalPrivileges: global("SELECT") }],
    ["failure", {}],
  ],
  authentication: [
    ["pass", { accounts: [{ account: "dms_source", host: "%", plugin: "caching_sha2_password" }] }],
    ["pass", { accounts: [{ account: "dms_source", host: "%", plugin: "mysql_native_password" }] }],
    ["failure", { accounts: [{ account: "dms_source", host: "%", plugin: "auth_socket" }] }],
  ],
  tls: [
    ["pass", variables({ have_ssl: "YES", tls_version: "TLSv1.2,TLSv1.3" })],
    ["pass", variables({ tls_version: "TLSv1.2,TLSv1.3" })],
    ["warning", variables({ have_ssl: "YES" }), mysql56],
    ["failure", variables({ have_ssl: "DISABLED" }), mysql56],
    ["failure", variables({ have_ssl: "YES", tls_version: "TLSv1,TLSv1.1" })],
  ],
  "application-accounts": [
    ["pass", { accounts: [{ account: "root", host: "%", plugin: "" }] }],
    ["warning", { accounts: [{ account: "shop", host: "10.%", plugin: "" }] }],
  ],
  "read-only-source": [
    ["pass", variables({ read_only: "OFF" })],
    ["warning", variables({ read_only: "ON" })],
  ],
  "time-zone": [
    ["pass", day("12:00:00", "12:00:00")],
    ["failure", day("13:00:00", "14:00:00")],
    ["failure", day("12:00:00", "13:00:00")],
    [
      "pass",
      day("13:00:00", "14:00:00"),
      { settings: { ...situation.settings, serverTimezone: "Europe/Paris" } },
    ],
  ],
  "table-name-case": [
    ["pass", variables({ lower_case_table_names: "0" })],
    [
      "pass",
      variables({ lower_case_table_names: "2" }),
      targetWith({ lower_case_table_names: "1" }),
    ],
    ["failure", variables({ lower_case_table_names: "1" })],
  ],
  "sql-mode": [
    [
      "pass",
      variables({ sql_mode: "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION" }),
      targetWith({ sql_mode: "STRICT_TRANS_TABLES" }),
    ],
    ["warning", variables({ sql_mode: "STRICT_TRANS_TABLES" })],
    ["warning", variables({ sql_mode: "STRICT_TRANS_TABLES" }), targetWith({ sql_mode: "" })],
    ["failure", variables({ sql_mode: "" }), targetWith({ sql_mode: "NO_ZERO_DATE" })],
  ],
  "character-set": [
    [
      "pass",
      variables({ character_set_server: "utf8mb4", collation_server: "utf8mb4_0900_ai_ci" }),
    ],
    [
      "pass",
      variables({ character_set_server: "utf8", collation_server: "utf8_general_ci" }),
      targetWith({ character_set_server: "utf8mb3", collation_server: "utf8mb3_general_ci" }),
    ],
    [
      "warning",
      variables({ character_set_server: "latin1", collation_server: "latin1_swedish_ci" }),
    ],
  ],
  "event-scheduler": [
    ["pass", variables({ event_scheduler: "ON" })],
    ["warning", runningEvent],
  ],
  selection: [
    ["pass", { tables: [table()] }],
    ["failure", { tables: [] }],
    [
      "failure",
      { tables: [table()] },
      {
        migrations: {
          orders: config.dms.migrations["orders"]!,
          again: config.dms.migrations["orders"]!,
        },
        migrationsOf: () => ["orders", "again"],
      },
    ],
  ],
  "table-count": [
    ["pass", many(4_999)],
    ["warning", many(5_000)],
    ["failure", many(10_000)],
  ],
  "table-engine": [
    ["pass", { tables: [table()] }],
    ["warning", { tables: [table({ engine: "MyISAM" })] }],
    ["warning", { tables: [table({ engine: "Aria" })] }],
    ["failure", { tables: [table({ engine: "MEMORY" })] }],
    ["failure", { tables: [table({ engine: null })] }],
  ],
  "table-kind": [
    ["pass", { tables: [table()] }],
    ["warning", { tables: [table({ kind: "SYSTEM VERSIONED" })] }],
    ["failure", { tables: [table({ kind: "SEQUENCE" })] }],
  ],
  "row-identity": [
    ["pass", { tables: [table()], indexes: [index()] }],
    [
      "pass",
      {
        tables: [table()],
        indexes: [
          index({ index: "u", nullable: true }),
          index({ index: "v" }),
          index({ index: "v", position: 2, column: "b" }),
        ],
      },
    ],
    ["warning", { tables: [table()] }],
    ["warning", { tables: [table()], indexes: [index({ index: "u", nullable: true })] }],
    ["warning", { tables: [table()], indexes: [index({ index: "k", duplicates: true })] }],
    ["failure", { tables: [table()] }, batched],
  ],
  partitions: [
    ["pass", { partitions: [] }],
    ["warning", { partitions: [{ schema: "orders", table: "lines", partitions: 12 }] }],
  ],
  "table-names": [
    ["pass", { tables: [table()] }],
    ["warning", { tables: [table({ table: "Lines" })] }],
    [
      "failure",
      { tables: [table({ table: "Lines" })] },
      targetWith({ lower_case_table_names: "1" }),
    ],
  ],
  "reserved-words": [
    ["pass", { tables: [table({ table: "rank" })] }],
    ["pass", { tables: [table()], columns: [column()] }, mysql56],
    ["warning", { tables: [table({ table: "groups" })] }, mysql56],
    ["warning", { tables: [table()], columns: [column({ column: "Rank" })] }, mariadb],
  ],
  "generated-columns": [
    ["pass", { columns: [column({ extra: "DEFAULT_GENERATED on update CURRENT_TIMESTAMP" })] }],
    ["warning", { columns: [column({ extra: "STORED GENERATED" })] }],
    ["warning", { columns: [column({ extra: "VIRTUAL" })] }, mariadb],
    ["warning", { columns: [column({ extra: "PERSISTENT" })] }, mariadb],
  ],
  "invisible-columns": [
    ["pass", { columns: [column()] }],
    ["warning", { columns: [column({ extra: "auto_increment INVISIBLE" })] }],
  ],
  "lob-limit": [
    ["pass", { columns: [column()] }],
    ["pass", { columns: [lob] }, inline],
    ["pass", bodies(32 * 1024, true)],
    ["warning", bodies(32 * 1024, false)],
    ["warning", { columns: [lob] }],
    ["failure", bodies(32 * 1024 + 1, true)],
    ["failure", bodies(32 * 1024 + 1, false)],
  ],
  "lob-not-null": [
    ["pass", { columns: [{ ...lob, nullable: false }] }],
    ["pass", { columns: [lob] }, inline],
    ["failure", { columns: [{ ...lob, nullable: false }] }, inline],
  ],
  json: [
    ["pass", { columns: [lob] }],
    ["warning", { columns: [column({ type: "json", definition: "json" })] }],
  ],
  "column-types": [
    ["pass", { columns: [lob] }],
    ["warning", { columns: [column({ type: "point" })] }],
    ["warning", { columns: [column({ type: "geomcollection" })] }],
    ["failure", { columns: [column({ type: "uuid" })] }],
    ["failure", { columns: [column({ type: "inet6" })] }],
    ["failure", { columns: [column({ type: "vector" })] }],
  ],
  "zero-dates": [
    ["pass", { columns: [column({ fallback: "2000-01-01" })] }],
    ["warning", { columns: [column({ fallback: "0000-00-00 00:00:00" })] }],
    ["warning", { columns: [column({ fallback: "'0000-00-00'" })] }, mariadb],
    [
      "failure",
      { columns: [column({ fallback: "0000-00-00" })] },
      targetWith({ sql_mode: "NO_ZERO_IN_DATE" }),
    ],
    [
      "failure",
      {
        columns: [column({ type: "date" })],
        values: { isComplete: true, columns: [{ ...column(), zeroDates: 3 }] },
      },
      targetWith({ sql_mode: "TRADITIONAL" }),
    ],
  ],
  collations: [
    ["pass", { columns: [column({ collation: "utf8mb4_0900_ai_ci" })] }],
    ["failure", { columns: [column({ collation: "utf8mb4_uca1400_ai_ci" })] }],
    ["failure", { columns: [column({ collation: "utf8mb4_general_nopad_ci" })] }],
    [
      "failure",
      { columns: [column({ collation: "utf8mb4_new" })] },
      { target: { ...situation.target, collations: new Set(["utf8mb4_bin"]) } },
    ],
  ],
  utf8mb3: [
    ["pass", { columns: [column({ characters: "utf8mb4" })] }],
    ["warning", { columns: [column({ characters: "utf8" })] }],
    ["warning", { columns: [column({ characters: "utf8mb3" })] }],
  ],
  "auto-increment": [
    ["pass", counter("int unsigned", "int", "3435973835")],
    ["warning", counter("int unsigned", "int", "3435973837")],
    ["warning", counter("tinyint", "tinyint", "102")],
    ["failure", counter("bigint unsigned", "bigint", "18446744073709551615")],
    ["failure", counter("smallint", "smallint", "32767")],
  ],
  cascades: [
    ["pass", { foreignKeys: [foreignKey("RESTRICT", "NO ACTION")] }],
    ["failure", { foreignKeys: [foreignKey("CASCADE", "RESTRICT")] }],
    ["failure", { foreignKeys: [foreignKey("SET NULL", "RESTRICT")] }],
    ["failure", { foreignKeys: [foreignKey("RESTRICT", "CASCADE")] }],
    ["failure", { foreignKeys: [foreignKey("RESTRICT", "SET NULL")] }],
  ],
  "foreign-key-parents": [
    ["pass", { foreignKeyColumns: [reference()] }],
    ["failure", { foreignKeyColumns: [reference({ parent_schema: "crm" })] }],
  ],
  "foreign-key-references": [
    ["pass", { foreignKeyColumns: [reference()], indexes: [index({ table: "orders" })] }],
    [
      "warning",
      { foreignKeyColumns: [reference()], indexes: [index({ table: "orders", duplicates: true })] },
    ],
    [
      "warning",
      {
        foreignKeyColumns: [reference()],
        indexes: [
          index({ table: "orders" }),
          index({ table: "orders", position: 2, column: "line" }),
        ],
      },
    ],
  ],
  triggers: [
    ["pass", { triggers: [] }],
    ["warning", { triggers: [{ schema: "orders", table: "lines", name: "t", definer: "shop@%" }] }],
  ],
  definers: [
    ["pass", {}],
    ["warning", { views: [{ schema: "orders", name: "v", definer: "shop@%", body: "" }] }],
    [
      "failure",
      { routines: [{ schema: "orders", name: "f", kind: "FUNCTION", definer: "root@localhost" }] },
    ],
  ],
  "views-elsewhere": [
    [
      "pass",
      { views: [{ schema: "orders", name: "v", definer: "a@%", body: "select `orders`.`t`.`a`" }] },
    ],
    [
      "failure",
      { views: [{ schema: "orders", name: "v", definer: "a@%", body: "select `hr`.`t`.`a`" }] },
    ],
  ],
  size: [
    ["pass", { tables: [table()] }],
    ["warning", { tables: [table({ bytes: 20 * 1024 ** 4 })] }],
    ["failure", { tables: [table({ bytes: 200 * 1024 ** 4 })] }],
  ],
  "log-rate": [
    ["pass", logOf(3e9), readAt("2026-06-15T10:00:00Z")],
    ["pass", { ...logOf(3e9), tables: [table({ bytes: 1e12 })] }, readAt("2026-06-15T10:00:00Z")],
    ["warning", logOf(3e9)],
    ["warning", logOf(3e9), readAt("2026-06-15T11:55:00Z")],
    [
      "failure",
      { ...logOf(3e9), tables: [table({ bytes: 2e12 })] },
      readAt("2026-06-15T11:00:00Z"),
    ],
  ],
  "load-time": [
    ["pass", { tables: [table()] }],
    ["warning", { tables: [table({ bytes: 2 * 1024 ** 4 })] }],
  ],
};

function counter(definition: string, type: string, next_id: string): Recorded {
  return {
    tables: [table({ next_id })],
    columns: [column({ type, definition, extra: "auto_increment" })],
  };
}

const severities: readonly Verdict[] = ["pass", "warning", "failure"];
const worst = (verdicts: readonly Verdict[]): Verdict | undefined =>
  severities.toReversed().find((verdict) => verdicts.includes(verdict));

describe("preflight of a source", () => {
  it("has recorded answers for every check", () => {
    expect(Object.keys(cases)).to.have.members(sourceChecks.map(({ id }) => id));
  });

  for (const [id, recorded] of Object.entries(cases)) {
    it(`judges ${id}`, () => {
      expect(recorded.map(([verdict]) => verdict)).to.include("pass");
      expect(new Set(recorded.map(([verdict]) => verdict)).size).to.be.above(1);
      for (const [verdict, answers, different] of recorded) {
        const judgements = judgementsOf(id, answers, different);
        expect(worst(judgements.map((one) => one.verdict)), JSON.stringify(judgements)).to.equal(
          verdict,
        );
        for (const judgement of judgements) {
          expect(judgement.measured, "measured").not.to.equal("");
          expect(judgement.wanted, "wanted").not.to.equal("");
          expect(judgement.remedy !== undefined, "remedy").to.equal(judgement.verdict !== "pass");
        }
      }
    });
  }

  it("asks nothing of the binary log where every migration only loads", () => {
    const loads = {
      migrations: { orders: { ...config.dms.migrations["orders"]!, type: "full-load" as const } },
    };
    const off = variables({ log_bin: "OFF", binlog_format: "STATEMENT", server_id: "0" });
    for (const id of [
      "log-bin",
      "binlog-format",
      "binlog-retention",
      "binlog-files",
      "server-id",
    ]) {
      expect(judgementsOf(id, off, loads), id).to.deep.equal([]);
    }
  });

  it("names the zone that has the clock of the server", () => {
    const [judgement] = judgementsOf("time-zone", day("13:00:00", "14:00:00"));
    expect(judgement?.remedy).to.contain("serverTimezone: Europe/Berlin");
    expect(judgement?.measured).to.equal("SYSTEM (CET): +01:00 in January, +02:00 in July");
  });

  it("grants an operator what is missing alone, everywhere and on each schema", () => {
    const held = operator(["PROCESS", "XA_RECOVER_ADMIN"], onSchema("orders", "SELECT", "EVENT"));
    const [judgement] = judgementsOf("operator-grants", held, beating);
    expect(judgement?.remedy?.split("\n")).to.deep.equal([
      "GRANT REPLICATION CLIENT, SHOW_ROUTINE ON *.* TO 'landing_ops'@'10.%';",
      "GRANT SHOW VIEW, TRIGGER ON `orders`.* TO 'landing_ops'@'10.%';",
      "GRANT CREATE, SELECT, INSERT, DELETE ON `landing\\_zone`.* TO 'landing_ops'@'10.%';",
    ]);
  });

  it("grants what is missing, to the account that is there, on the schema by its exact name", () => {
    const [judgement] = judgementsOf(
      "grants",
      { globalPrivileges: global("REPLICATION SLAVE") },
      { schemas: ["a_b"] },
    );
    expect(judgement?.remedy?.split("\n")).to.deep.equal([
      "GRANT REPLICATION CLIENT ON *.* TO 'dms_source'@'%';",
      "GRANT SELECT ON `a\\_b`.* TO 'dms_source'@'%';",
    ]);
  });

  for (const [pattern, schema, isCovered] of [
    ["orders", "orders", true],
    ["ord%", "orders", true],
    ["o_ders", "orders", true],
    ["o\\_ders", "orders", false],
    ["o\\_ders", "o_ders", true],
    ["a.b", "axb", false],
    ["(", "(", true],
  ] as const) {
    it(`finds that a grant on ${pattern} ${isCovered ? "covers" : "does not cover"} ${schema}`, () => {
      const answers = {
        globalPrivileges: global("REPLICATION CLIENT", "REPLICATION SLAVE"),
        schemaPrivileges: onSchema(pattern, "SELECT"),
      };
      const [judgement] = judgementsOf("grants", answers, { schemas: [schema] });
      expect(judgement?.verdict).to.equal(isCovered ? "pass" : "failure");
    });
  }

  it("sets variables in the words of the server", () => {
    const off = variables({ binlog_format: "MIXED" });
    expect(judgementsOf("binlog-format", off)[0]?.remedy).to.equal(
      "SET PERSIST binlog_format = 'ROW';",
    );
    expect(judgementsOf("binlog-format", off, mariadb)[0]?.remedy).to.match(
      /^SET GLOBAL binlog_format = 'ROW'; -- .*my\.cnf$/,
    );
  });

  it("judges by the configuration what the target will be", () => {
    const database = { ...config.database, parameters: { sql_mode: "NO_ZERO_DATE" } };
    const { variables: expected } = expectedTarget({ ...config, database });
    expect(expected).to.include({ sql_mode: "NO_ZERO_DATE", local_infile: "1" });
  });
});

const dmsPrivileges = ["ALTER", "CREATE", "DROP", "INDEX", "INSERT", "UPDATE", "DELETE", "SELECT"];

const targetCases: Readonly<Record<string, readonly (readonly [Verdict, Recorded])[]>> = {
  "target-writable": [
    ["pass", variables({ innodb_read_only: "OFF", read_only: "OFF" })],
    ["failure", variables({ innodb_read_only: "ON", read_only: "ON" })],
  ],
  "target-local-infile": [
    ["pass", variables({ local_infile: "ON" })],
    ["failure", variables({ local_infile: "OFF" })],
  ],
  "target-function-creators": [
    ["pass", variables({ log_bin_trust_function_creators: "ON" })],
    ["failure", variables({ log_bin_trust_function_creators: "OFF" })],
  ],
  "target-binlog": [
    ["pass", variables({ log_bin: "ON", binlog_format: "ROW", binlog_row_image: "FULL" })],
    ["failure", variables({ log_bin: "ON", binlog_format: "MIXED", binlog_row_image: "FULL" })],
    ["failure", variables({ log_bin: "OFF", binlog_format: "ROW", binlog_row_image: "FULL" })],
  ],
  "target-binlog-retention": [
    ["pass", { rdsConfiguration: [{ name: "binlog retention hours", value: "168" }] }],
    ["warning", { rdsConfiguration: [{ name: "binlog retention hours", value: null }] }],
    ["warning", { rdsConfiguration: [{ name: "binlog retention hours", value: "24" }] }],
  ],
  "target-timeouts": [
    [
      "pass",
      variables({ net_read_timeout: "300", net_write_timeout: "300", wait_timeout: "28800" }),
    ],
    ["warning", variables({ net_read_timeout: "30" })],
  ],
  "target-events": [
    ["pass", variables({ event_scheduler: "OFF" })],
    ["warning", variables({ event_scheduler: "ON" })],
    ["failure", runningEvent],
  ],
  "target-grants": [
    ["pass", { globalPrivileges: global(...dmsPrivileges) }],
    [
      "pass",
      {
        schemaPrivileges: [
          ...onSchema("orders", ...dmsPrivileges),
          ...onSchema("awsdms_control", ...dmsPrivileges),
        ],
      },
    ],
    ["failure", { schemaPrivileges: onSchema("orders", ...dmsPrivileges) }],
    ["failure", {}],
  ],
  "target-operator-grants": [
    ["pass", operator(["SELECT"], onSchema("orders", ...making))],
    ["warning", operator(["SELECT"], onSchema("orders", "CREATE"))],
    ["warning", operator([], onSchema("orders", ...making))],
  ],
  "target-tables": [
    ["pass", { tables: [table()], columns: [column({ definition: "int unsigned" })] }],
    ["failure", { tables: [] }],
    ["failure", { tables: [table()], columns: [column({ definition: "bigint unsigned" })] }],
    ["failure", { tables: [table()], columns: [column({ column: "other" })] }],
  ],
  "target-rows": [
    ["pass", { tables: [table({ rows_estimated: 0 })] }],
    ["warning", { tables: [table({ rows_estimated: 1 })] }],
  ],
  "target-triggers": [
    ["pass", { triggers: [] }],
    ["failure", { triggers: [{ schema: "orders", table: "lines", name: "t", definer: "a@%" }] }],
  ],
  "target-secondary-indexes": [
    ["pass", { indexes: [index()] }],
    ["warning", { indexes: [index({ index: "k", duplicates: true })] }],
  ],
  "target-foreign-keys": [
    ["pass", { foreignKeys: [] }],
    ["warning", { foreignKeys: [foreignKey("RESTRICT", "RESTRICT")] }],
  ],
  "target-zones": [
    ["pass", { namedZones: [{ converted: "2026-01-15 13:00:00" }] }],
    ["warning", { namedZones: [{ converted: null }] }],
  ],
};

describe("preflight of the target", () => {
  it("has recorded answers for every check", () => {
    expect(Object.keys(targetCases)).to.have.members(targetChecks.map(({ id }) => id));
  });

  for (const [id, recorded] of Object.entries(targetCases)) {
    it(`judges ${id}`, () => {
      expect(new Set(recorded.map(([verdict]) => verdict)).size).to.be.above(1);
      for (const [verdict, answers] of recorded) {
        const judgements = targetJudgementsOf(id, answers);
        expect(worst(judgements.map((one) => one.verdict)), JSON.stringify(judgements)).to.equal(
          verdict,
        );
        for (const { remedy, verdict: own } of judgements) {
          expect(remedy !== undefined, "remedy").to.equal(own !== "pass");
        }
      }
    });
  }
});
