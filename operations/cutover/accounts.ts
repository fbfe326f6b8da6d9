import type { Database } from "../database/connect";
import { placeholders, textOf } from "../database/query";
import { isAtLeast, type Server } from "../database/server";
import { type Account, accountText, granteeText, quotedAccount } from "../schema/accounts";

/** Accounts that the server or the cloud needs for itself. */
const ownAccounts: readonly string[] = [
  "event_scheduler",
  "mariadb.sys",
  "mysql.infoschema",
  "mysql.session",
  "mysql.sys",
  "rdsadmin",
  "rdsrepladmin",
  "rds_superuser_role",
  "system user",
  "unauthenticated user",
];

/** Privileges that let an account write while a server is read-only, and defend it from being ended. */
const administrativePrivileges: readonly string[] = [
  "CONNECTION ADMIN",
  "CONNECTION_ADMIN",
  "READ_ONLY ADMIN",
  "SUPER",
  "SYSTEM_USER",
];

/** A connection of somebody. */
export interface Session {
  readonly id: string;
  readonly user: string;
  /** The machine that it comes from, without the port. */
  readonly host: string;
}

/** Whether a server can lock accounts. */
export function canLock(server: Server): boolean {
  return server.flavour === "mariadb" ? isAtLeast(server, 10, 4, 2) : isAtLeast(server, 5, 7, 6);
}

/**
 * The accounts to lock: all but administrators', the server's own, those that are kept, and those that
 * are locked already.
 *
 * @param kept Names of users.
 */
export async function accountsToLock(
  database: Database,
  kept: readonly string[],
): Promise<readonly Account[]> {
  if (!canLock(database.server)) return [];
  const [open, administrators] = await Promise.all([
    accountsThatAre(database, "open"),
    administratorsOf(database),
  ]);
  return open.filter(
    (account) =>
      account.user !== "" &&
      ![...ownAccounts, ...kept].includes(account.user) &&
      !administrators.includes(accountText(account)),
  );
}

/** Accounts, roles left out, that can be used, or that are locked. */
async function accountsThatAre(
  { query, server }: Database,
  state: "open" | "locked",
): Promise<readonly Account[]> {
  const not = state === "open" ? "" : "NOT";
  const rows = await query(
    server.flavour === "mariadb"
      ? `SELECT user AS user, host AS host FROM mysql.global_priv WHERE COALESCE(JSON_VALUE(priv, '$.account_locked'), 0) ${not} IN (0, 'false') AND COALESCE(JSON_VALUE(priv, '$.is_role'), 0) IN (0, 'false') ORDER BY user, host`
      : `SELECT user AS user, host AS host FROM mysql.user WHERE ${not} account_locked = 'N' ORDER BY user, host`,
  );
  return rows.map((row) => ({ user: textOf(row, "user"), host: textOf(row, "host") }));
}

/** The accounts that may write to a read-only server, as `user@host`. */
export function administratorsOf(database: Database): Promise<readonly string[]> {
  return accountsWith(database, administrativePrivileges);
}

/** The accounts that have one of some global privileges, as `user@host`. */
export async function accountsWith(
  { query }: Database,
  privileges: readonly string[],
): Promise<readonly string[]> {
  const rows = await query(
    `SELECT DISTINCT grantee AS grantee FROM information_schema.user_privileges
      WHERE privilege_type IN (${placeholders(privileges)})`,
    privileges,
  );
  return rows.map((row) => granteeText(textOf(row, "grantee")));
}

/** The name of the user that a connection is of. */
export async function userOf({ query }: Database): Promise<string> {
  const [row] = await query("SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', 1) AS user");
  return textOf(row, "user");
}

/** The connections of users that are not kept, replicas and the server's own left out. */
export async function foreignSessions(
  { query }: Database,
  kept: readonly string[],
): Promise<readonly Session[]> {
  const rows = await query(
    `SELECT id AS id, user AS user, SUBSTRING_INDEX(host, ':', 1) AS host
       FROM information_schema.processlist
      WHERE command NOT LIKE 'Binlog Dump%' AND command <> 'Daemon' AND id <> CONNECTION_ID()`,
  );
  return rows
    .map((row) => ({
      id: textOf(row, "id"),
      user: textOf(row, "user"),
      host: textOf(row, "host"),
    }))
    .filter(({ user }) => ![...ownAccounts, ...kept].includes(user));
}

/** Locks accounts; one that is gone meanwhile is left out. */
export async function lockAccounts({ query }: Database, accounts: readonly Account[]) {
  for (const account of accounts) await query(lockStatement(account, "LOCK"));
}

/** Unlocks accounts. */
export async function unlockAccounts({ query }: Database, accounts: readonly Account[]) {
  for (const account of accounts) await query(lockStatement(account, "UNLOCK"));
}

/** Those of some accounts that are locked, as `user@host`. */
export async function lockedAmong(
  database: Database,
  accounts: readonly Account[],
): Promise<readonly string[]> {
  if (accounts.length === 0) return [];
  const locked = (await accountsThatAre(database, "locked")).map(accountText);
  return accounts.map(accountText).filter((account) => locked.includes(account));
}

const lockStatement = (account: Account, what: "LOCK" | "UNLOCK") =>
  `ALTER USER IF EXISTS ${quotedAccount(account)} ACCOUNT ${what}`;

/** Errors of a connection that is gone by now, and of one that only the server's owner may end. */
const notEnded = new Set([
  "ER_NO_SUCH_THREAD",
  "ER_KILL_DENIED_ERROR",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR",
]);

/** Ends connections, those of administrators left out, who are protected from it. */
export async function endSessions({ query }: Database, sessions: readonly Session[]) {
  for (const { id } of sessions) {
    try {
      await query(`KILL ${id}`);
    } catch (error) {
      if (!notEnded.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

/** Connections for people: `shop from 10.1.2.3 (2)`. */
export function sessionWords(sessions: readonly Session[]): string {
  const counts = new Map<string, number>();
  for (const { user, host } of sessions) {
    const words = `${user} from ${host}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts]
    .map(([words, count]) => (count === 1 ? words : `${words} (${count})`))
    .join(", ");
}
