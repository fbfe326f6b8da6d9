import { placeholders, textOf } from "../../database/query";
import type { Database } from "../../database/connect";
import { DatabaseError } from "../../database/database-error";
import { readCredentials } from "../../database/secrets";
import { accountsWith, administratorsOf } from "../accounts";
import { schemasOf } from "../steps/programs";
import { forSources, type Surroundings } from "../surroundings";
import type { WayBackFacts } from "./facts";

/** Asks DMS and both sides whether the way back can be started. */
export async function wayBackFacts(surroundings: Surroundings): Promise<WayBackFacts> {
  const { ways } = surroundings;
  const target = await surroundings.target();
  const [row] = await target.query("SELECT @@GLOBAL.binlog_format AS format");
  return {
    undeclared: ways.forward
      .map(({ migration }) => migration)
      .filter((name) => !ways.back.some(({ migration }) => migration === name)),
    connections: await connectionsOf(surroundings),
    problems: await problemsOf(surroundings),
    binlogFormat: textOf(row, "format"),
    retentionHours: await retentionHoursOf(target),
  };
}

async function connectionsOf({
  context: { aws, outputs },
}: Surroundings): Promise<WayBackFacts["connections"]> {
  const { dmsReverseSourceEndpointArn, dmsReverseTargetEndpointArns = {} } = outputs;
  if (dmsReverseSourceEndpointArn === undefined) return [];
  const endpoints = [
    ["from Aurora", dmsReverseSourceEndpointArn],
    ...Object.entries(dmsReverseTargetEndpointArns).map(([name, arn]) => [
      `to source ${name}`,
      arn,
    ]),
  ] as const;
  return Promise.all(
    endpoints.map(async ([label = "", arn = ""]) => {
      const Filters = [{ Name: "endpoint-arn", Values: [arn] }];
      const { Connections = [] } = await aws.dms
        .describeConnections({ Filters })
        .catch(() => ({ Connections: [] }));
      const [connection] = Connections;
      return { label, status: connection?.Status ?? "not tested" };
    }),
  );
}

/**
 * Privileges that are missing on the sources: of the way back's user to write, of this user to
 * create triggers again.
 */
async function problemsOf(surroundings: Surroundings): Promise<readonly string[]> {
  const { aws, outputs } = surroundings.context;
  const arns = outputs.dmsReverseTargetDbSecretArns ?? {};
  const schemas = await schemasOf(surroundings, "source");
  const found = await forSources(surroundings, async (database, name) => {
    const arn = arns[name];
    if (arn === undefined) return [];
    const definers = await definersOutOfReach(database, schemas[name] ?? []);
    const { username } = await readCredentials(aws.secretsManager, arn);
    const administrators = await administratorsOf(database);
    return [
      ...(administrators.some((account) => account.startsWith(`${username}@`))
        ? []
        : [
            `${name}: ${username} is not there, or cannot write while the source is read-only (CONNECTION_ADMIN, before MySQL 8 SUPER)`,
          ]),
      ...definers.map(
        (account) =>
          `${name}: triggers of ${account} could not be restored, since it has SYSTEM_USER and this user does not`,
      ),
    ];
  });
  return Object.values(found).flat();
}

/**
 * Accounts that the triggers of a source run as, and that this user cannot make them for again: since
 * MySQL 8.0.16 nobody but a user with SYSTEM_USER may name an account that has it.
 * https://dev.mysql.com/doc/refman/8.0/en/stored-objects-security.html
 */
async function definersOutOfReach(
  database: Database,
  schemas: readonly string[],
): Promise<readonly string[]> {
  if (schemas.length === 0) return [];
  const holders = await accountsWith(database, ["SYSTEM_USER"]);
  const [current] = await database.query("SELECT CURRENT_USER() AS account");
  if (holders.includes(textOf(current, "account"))) return [];
  const definers = await database.query(
    `SELECT DISTINCT definer AS account FROM information_schema.triggers
      WHERE trigger_schema IN (${placeholders(schemas)})`,
    schemas,
  );
  return definers
    .map((row) => textOf(row, "account"))
    .filter((account) => holders.includes(account));
}

const seconds = 3600;

/** Aurora has a procedure for it, and another server its variable. */
async function retentionHoursOf({ query }: Database): Promise<number> {
  try {
    const rows = await query("CALL mysql.rds_show_configuration");
    const row = rows.find((it) => it["name"] === "binlog retention hours");
    return Number(row?.["value"] ?? 0);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "ER_SP_DOES_NOT_EXIST") throw error;
    const [row] = await query("SELECT @@GLOBAL.binlog_expire_logs_seconds AS expiry");
    return Number(textOf(row, "expiry")) / seconds;
  }
}
