import { textOf } from "../../database/query";
import type { Database } from "../../database/connect";
import { DatabaseError } from "../../database/database-error";
import { readCredentials } from "../../database/secrets";
import { administratorsOf } from "../accounts";
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

/** The user of the way back, whom each source must let write while it is read-only. */
async function problemsOf(surroundings: Surroundings): Promise<readonly string[]> {
  const { aws, outputs } = surroundings.context;
  const arns = outputs.dmsReverseTargetDbSecretArns ?? {};
  const found = await forSources(surroundings, async (database, name) => {
    const arn = arns[name];
    if (arn === undefined) return [];
    const { username } = await readCredentials(aws.secretsManager, arn);
    const administrators = await administratorsOf(database);
    return administrators.some((account) => account.startsWith(`${username}@`))
      ? []
      : [
          `${name}: ${username} is not there, or cannot write while the source is read-only (CONNECTION_ADMIN, before MySQL 8 SUPER)`,
        ];
  });
  return Object.values(found).flat();
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
