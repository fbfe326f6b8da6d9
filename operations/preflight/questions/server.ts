import { z } from "zod";
import { isAtLeast, type Server } from "../../database/server";
import { number, ofServer, type Question, text } from "./question";

/** The variables that checks read. One that a server does not have is absent from its answer. */
export const variableNames = [
  "binlog_checksum",
  "binlog_encryption",
  "binlog_expire_logs_auto_purge",
  "binlog_expire_logs_seconds",
  "binlog_format",
  "binlog_row_image",
  "binlog_row_value_options",
  "binlog_transaction_compression",
  "character_set_server",
  "collation_server",
  "encrypt_binlog",
  "enforce_gtid_consistency",
  "event_scheduler",
  "expire_logs_days",
  "gtid_domain_id",
  "gtid_mode",
  "have_ssl",
  "innodb_read_only",
  "innodb_flush_log_at_trx_commit",
  "local_infile",
  "log_bin",
  "log_bin_compress",
  "log_bin_trust_function_creators",
  "log_replica_updates",
  "log_slave_updates",
  "lower_case_table_names",
  "max_allowed_packet",
  "max_execution_time",
  "max_statement_time",
  "net_read_timeout",
  "net_write_timeout",
  "read_only",
  "require_secure_transport",
  "server_id",
  "sql_mode",
  "sync_binlog",
  "system_time_zone",
  "time_zone",
  "tls_version",
  "wait_timeout",
] as const;

const replicaRow = z
  .looseObject({ source_host: text.optional(), master_host: text.optional() })
  .transform(({ source_host, master_host }) => ({ source: source_host ?? master_host ?? "" }));

/** `'user'@'host'` without the host, as information_schema writes a grantee. */
const ofUser = "SUBSTRING_INDEX(grantee, '@', 1) = CONCAT('''', ?, '''')";

/** The account that asks, as information_schema writes a grantee. */
const ownAccount =
  "CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1), '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')";

const privilegeTables = {
  global:
    "SELECT grantee AS grantee, privilege_type AS privilege FROM information_schema.user_privileges",
  schema: `SELECT grantee AS grantee, table_schema AS pattern, privilege_type AS privilege
       FROM information_schema.schema_privileges`,
  table: `SELECT grantee AS grantee, table_schema AS owner, table_name AS name, privilege_type AS privilege
       FROM information_schema.table_privileges`,
} as const;

const globalPrivilege = z.object({ grantee: text, privilege: text });
const schemaPrivilege = z.object({ grantee: text, pattern: text, privilege: text });
const tablePrivilege = z.object({ grantee: text, owner: text, name: text, privilege: text });

/** Privileges of the current account. */
function ownPrivileges<Schema extends z.ZodType>(sql: string, row: Schema): Question<Schema> {
  return ofServer(`${sql} WHERE grantee = ${ownAccount}`, row);
}

function privileges<Schema extends z.ZodType>(sql: string, row: Schema): Question<Schema> {
  return {
    within: "server",
    row,
    statement: ({ username }) => ({ sql: `${sql} WHERE ${ofUser}`, parameters: [username] }),
  };
}

function logStatus({ flavour }: Server, isNew: boolean): string {
  return flavour === "mysql" && isNew ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
}

/** Questions about the server as a whole. */
export const serverQuestions = {
  variables: ofServer(
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN ('${variableNames.join("', '")}')`,
    z.object({ variable_name: text, value: text }),
  ),
  /** 12:00 UTC of a day in winter and one in summer, by the server's clock. */
  clock: ofServer(
    `SELECT CONVERT_TZ('2026-01-15 12:00:00', '+00:00', @@GLOBAL.time_zone) AS january,
            CONVERT_TZ('2026-07-15 12:00:00', '+00:00', @@GLOBAL.time_zone) AS july`,
    z.object({ january: text, july: text }),
  ),
  binaryLogs: ofServer("SHOW BINARY LOGS", z.object({ log_name: text, file_size: number })),
  logStatus: ofServer(
    ({ server }) => logStatus(server, isAtLeast(server, 8, 2)),
    z.object({ file: text, position: number, binlog_do_db: text, binlog_ignore_db: text }),
  ),
  replica: ofServer(
    ({ server }) =>
      (server.flavour === "mysql" ? isAtLeast(server, 8, 0, 22) : isAtLeast(server, 10, 5, 1))
        ? "SHOW REPLICA STATUS"
        : "SHOW SLAVE STATUS",
    replicaRow,
  ),
  /** Transactions of InnoDB that are open, by the server's own clock, as InnoDB writes their start. */
  transactions: ofServer(
    `SELECT trx_mysql_thread_id AS thread,
            TIMESTAMPDIFF(SECOND, trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM')) AS seconds
       FROM information_schema.innodb_trx`,
    z.object({ thread: number, seconds: number }),
  ),
  preparedTransactions: ofServer("XA RECOVER", z.looseObject({})),
  globalPrivileges: privileges(privilegeTables.global, globalPrivilege),
  schemaPrivileges: privileges(privilegeTables.schema, schemaPrivilege),
  tablePrivileges: privileges(privilegeTables.table, tablePrivilege),
  ownAccount: ofServer(`SELECT ${ownAccount} AS account`, z.object({ account: text })),
  ownGlobalPrivileges: ownPrivileges(privilegeTables.global, globalPrivilege),
  ownSchemaPrivileges: ownPrivileges(privilegeTables.schema, schemaPrivilege),
  ownTablePrivileges: ownPrivileges(privilegeTables.table, tablePrivilege),
  accounts: ofServer(
    "SELECT user AS account, host AS host, plugin AS plugin FROM mysql.user",
    z.object({ account: text, host: text, plugin: text }),
  ),
  collations: ofServer(
    "SELECT collation_name AS collation FROM information_schema.collations",
    z.object({ collation: text.nullable() }),
  ),
  reservedWords: ofServer(
    ({ server }) =>
      server.flavour === "mysql" && isAtLeast(server, 8, 0, 13)
        ? "SELECT word AS word FROM information_schema.keywords WHERE reserved = 1"
        : undefined,
    z.object({ word: text }),
  ),
  /** RDS settings that are not parameters; other servers have no such table. */
  rdsConfiguration: ofServer(
    "SELECT name AS name, value AS value FROM mysql.rds_configuration",
    z.object({ name: text, value: text.nullable() }),
  ),
  /** Whether the named zone of the source is known, which MySQL answers with NULL when it is not. */
  namedZones: ofServer(
    "SELECT CONVERT_TZ('2026-01-15 12:00:00', 'UTC', 'Europe/Berlin') AS converted",
    z.object({ converted: text.nullable() }),
  ),
  schemas: ofServer(
    `SELECT schema_name AS name, default_collation_name AS collation
       FROM information_schema.schemata
      WHERE schema_name NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')`,
    z.object({ name: text, collation: text }),
  ),
} as const satisfies Record<string, Question>;
