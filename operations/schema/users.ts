import { z } from "zod";
import { DatabaseError } from "../database/database-error";
import { quoted } from "../database/identifier";
import type { Query, Row } from "../database/query";
import { text, yesNo } from "../preflight/questions/question";
import { type Account, type AccountMap, accountText, granteeOf, quotedAccount } from "./accounts";
import type { PlannedStatement } from "./statements";
import type { Note } from "./translate";

/** Users of applications, with their privileges on the target. */
export interface Users {
  readonly statements: readonly PlannedStatement[];
  readonly notes: readonly Note[];
}

/** Options for moving accounts. */
export interface UserOptions {
  readonly schemas: readonly string[];
  readonly accounts: AccountMap;
  /** Users of DMS, which the runbook makes. */
  readonly ownUsers: readonly string[];
  readonly targetSchema: (schema: string) => string;
}

/** Users that a server has by itself, or that RDS keeps for itself. */
const systemUsers = new Set([
  "",
  "root",
  "mysql.infoschema",
  "mysql.session",
  "mysql.sys",
  "mariadb.sys",
  "rdsadmin",
  "debian-sys-maint",
]);

/** Global privileges that the administrator of Aurora MySQL 3 has, and so can grant. */
const grantable = new Set([
  "ALTER",
  "ALTER ROUTINE",
  "CREATE",
  "CREATE ROUTINE",
  "CREATE TEMPORARY TABLES",
  "CREATE USER",
  "CREATE VIEW",
  "DELETE",
  "DROP",
  "EVENT",
  "EXECUTE",
  "INDEX",
  "INSERT",
  "LOCK TABLES",
  "PROCESS",
  "REFERENCES",
  "REPLICATION CLIENT",
  "REPLICATION SLAVE",
  "SELECT",
  "SHOW DATABASES",
  "SHOW VIEW",
  "TRIGGER",
  "UPDATE",
]);

interface Grant {
  readonly grantee: string;
  readonly privilege: string;
  readonly isGrantable: boolean;
  /**
   * Object of the grant in a statement, with the names of the target; undefined outside the scope.
   */
  readonly on: string | undefined;
}

/**
 * Reads the accounts of a source and their privileges on the selected schemas. They are created
 * locked, with a password that nobody knows: an administrator gives each its own.
 */
export async function readUsers(query: Query, options: UserOptions): Promise<Users> {
  let rows: readonly Row[];
  try {
    rows = await query("SELECT user AS user, host AS host FROM mysql.user ORDER BY user, host");
  } catch (error) {
    if (!(error instanceof DatabaseError) || !/_DENIED_/.test(error.code)) throw error;
    const note = {
      subject: "users",
      text: "are not planned: reading them takes SELECT on mysql.user",
    };
    return { statements: [], notes: [note] };
  }
  const accounts = rows
    .map((row) => z.object({ user: text, host: text }).parse(row))
    .filter(({ user }) => !systemUsers.has(user) && !options.ownUsers.includes(user));
  const grants = Map.groupBy(await readGrants(query, options), ({ grantee }) => grantee);
  const users = accounts.map((account) =>
    userStatements(account, grants.get(granteeOf(account)) ?? [], options),
  );
  return {
    statements: users.flatMap(({ statements }) => statements),
    notes: users.flatMap(({ notes }) => notes),
  };
}

async function readGrants(query: Query, options: UserOptions): Promise<readonly Grant[]> {
  const { schemas, targetSchema } = options;
  const row = z.object({
    grantee: text,
    privilege: text,
    grantable: yesNo,
    schema: text.nullish(),
    table: text.nullish(),
    column: text.nullish(),
  });
  const common = "grantee AS grantee, privilege_type AS privilege, is_grantable AS grantable";
  const rows = [
    ...(await query(`SELECT ${common} FROM information_schema.user_privileges`)),
    ...(await query(
      `SELECT ${common}, table_schema AS \`schema\` FROM information_schema.schema_privileges`,
    )),
    ...(await query(
      `SELECT ${common}, table_schema AS \`schema\`, table_name AS \`table\` FROM information_schema.table_privileges`,
    )),
    ...(await query(
      `SELECT ${common}, table_schema AS \`schema\`, table_name AS \`table\`, column_name AS \`column\` FROM information_schema.column_privileges`,
    )),
  ].map((one) => row.parse(one));
  return rows.map(({ grantee, privilege, grantable: isGrantable, schema, table, column }) => {
    const own = column == null ? privilege : `${privilege} (${quoted(column)})`;
    const plainSchema = schema?.replace(/\\([_%])/g, "$1");
    const isInScope = plainSchema != null && schemas.includes(plainSchema);
    const owner = isInScope ? quoted(targetSchema(plainSchema)) : undefined;
    const on = schema == null ? "*.*" : owner && `${owner}.${table == null ? "*" : quoted(table)}`;
    return { grantee, privilege: own, isGrantable, on };
  });
}

function userStatements(
  account: Account,
  grants: readonly Grant[],
  { accounts }: UserOptions,
): Users {
  const target = accounts(account) ?? account;
  const name = accountText(target);
  const usable = grants.filter(
    ({ on, privilege }) =>
      on !== undefined && privilege !== "USAGE" && (on !== "*.*" || grantable.has(privilege)),
  );
  const dropped = grants.filter(
    (grant) => grant.privilege !== "USAGE" && !usable.includes(grant) && grant.on === "*.*",
  );
  const byPlace = Map.groupBy(usable, ({ on }) => on ?? "");
  return {
    statements: [
      {
        makes: { kind: "user", schema: name, name },
        sql: `CREATE USER IF NOT EXISTS ${quotedAccount(target)} IDENTIFIED BY RANDOM PASSWORD REQUIRE SSL ACCOUNT LOCK`,
      },
      ...[...byPlace].map(([on, here]): PlannedStatement => ({
        makes: { kind: "grant", schema: name, name: on },
        sql: `GRANT ${here.map(({ privilege }) => privilege).join(", ")} ON ${on} TO ${quotedAccount(target)}${here.every(({ isGrantable }) => isGrantable) ? " WITH GRANT OPTION" : ""}`,
      })),
    ],
    notes: userNotes(account, target, dropped),
  };
}

/** Notes for the administrator on the parts that are not translated. */
function userNotes(account: Account, target: Account, dropped: readonly Grant[]): readonly Note[] {
  const subject = accountText(account);
  const isOfOldNetwork = account.host === target.host && /\d/.test(account.host);
  const lost = dropped.map(({ privilege }) => privilege).join(", ");
  return [
    {
      subject,
      text: `is made locked; then: ALTER USER ${quotedAccount(target)} IDENTIFIED BY '…' ACCOUNT UNLOCK`,
    },
    ...(isOfOldNetwork
      ? [{ subject, text: `has a host of the source's network: --account '${subject}=…' maps it` }]
      : []),
    ...(dropped.length > 0
      ? [{ subject, text: `loses privileges that nobody has on Aurora: ${lost}` }]
      : []),
  ];
}
