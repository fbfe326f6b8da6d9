import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { readFileSync } from "node:fs";
import { createConnection, type Connection } from "mysql2/promise";
import { z } from "zod";
import { startMysqlServer, type MysqlServer } from "@landing-zone/mysql-servers/index";
import { startDouble, type Double } from "@landing-zone/replication/index";
import { fixtureSchemas } from "./fixture";

/** A database server of a rehearsal, with a connection of its administrator. */
export interface RehearsalServer extends MysqlServer {
  readonly connection: Connection;
}

/** The two database servers of a rehearsal. */
export interface Servers {
  readonly source: RehearsalServer;
  readonly target: RehearsalServer;
}

/** Settings that a server in a data centre should have: the preflight asks for them. */
const settings = {
  "net-read-timeout": "300",
  "net-write-timeout": "300",
  "binlog-expire-logs-seconds": "604800",
  "max-allowed-packet": "67108864",
};

/**
 * Starts a server.
 * @param name What the stack calls it: its certificate has the name.
 */
export async function startServer(
  role: "source" | "target",
  name: string,
  onProgress: (line: string) => void,
): Promise<RehearsalServer> {
  const certificateNames = [name];
  const server = await startMysqlServer({
    flavour: "mysql-8.0",
    role,
    certificateNames,
    settings,
    onProgress,
  });
  // The stack may have a user of the same name as the server's administrator, and the accounts of the
  // source are made on the target.
  const user = role === "source" ? "dba" : "rehearsal";
  const first = await connectAs(server);
  await first.query(
    "CREATE USER ?@'%' IDENTIFIED BY ?; GRANT ALL PRIVILEGES ON *.* TO ?@'%' WITH GRANT OPTION",
    [user, server.password, user],
  );
  first.destroy();
  const connection = await connectAs({ ...server, user });
  await connection.query("DROP USER ?@'%'", [server.user]);
  const stop = () => {
    connection.destroy();
    return server.stop();
  };
  return { ...server, user, connection, stop };
}

/** A connection that takes many statements at once and any value. */
async function connectAs({ host, port, user, password }: MysqlServer): Promise<Connection> {
  const options = { multipleStatements: true, charset: "utf8mb4", dateStrings: true };
  return createConnection({ host, port, user, password, ...options });
}

/** Stack outputs that the rehearsal uses. */
export const rehearsedOutputs = z.looseObject({
  region: z.string(),
  auroraClusterEndpoint: z.string(),
  auroraDbSecretArn: z.string(),
  dmsTargetDbSecretArn: z.string(),
  onPremisesDbSecretArn: z.string(),
  dmsReverseSourceDbSecretArn: z.string().optional(),
  dmsReverseTargetDbSecretArns: z.record(z.string(), z.string()).optional(),
  dmsReplicationTaskArns: z.record(z.string(), z.string()),
});

/** Stack outputs that the rehearsal uses. */
export type RehearsedOutputs = z.output<typeof rehearsedOutputs>;

/** Credentials for the emulator and the double, which check none. */
export const credentials = { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" };
const account = z.looseObject({ username: z.string(), password: z.string() });

/** Rights of whoever operates a migration on the source: look at everything, write the heartbeat. */
const operatorRights =
  "SELECT, PROCESS, REPLICATION CLIENT, REPLICATION SLAVE, SHOW VIEW, TRIGGER, EVENT, SHOW_ROUTINE, SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN, SET_USER_ID, SYSTEM_USER, CREATE USER, ALTER";

/** Rights of Aurora's administrator, who has neither SUPER nor the file system. */
const auroraRights =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, ROLE_ADMIN, CONNECTION_ADMIN, SHOW_ROUTINE, GRANT OPTION";

async function create(
  server: Connection,
  { username, password }: z.output<typeof account>,
  grants: readonly string[],
): Promise<void> {
  await server.query("DROP USER IF EXISTS ?@'%'; CREATE USER ?@'%' IDENTIFIED BY ?", [
    username,
    username,
    password,
  ]);
  for (const grant of grants) await server.query(`GRANT ${grant} TO ?@'%'`, [username]);
}

/** Makes the users of the way back, where it is deployed. */
async function createWayBackUsers(
  { onSource, onTarget }: Readonly<Record<"onSource" | "onTarget", Connection>>,
  outputs: RehearsedOutputs,
  read: (secretArn: string) => Promise<z.output<typeof account>>,
): Promise<void> {
  const { dmsReverseSourceDbSecretArn, dmsReverseTargetDbSecretArns = {} } = outputs;
  if (dmsReverseSourceDbSecretArn !== undefined) {
    await create(onTarget, await read(dmsReverseSourceDbSecretArn), [
      "REPLICATION CLIENT, REPLICATION SLAVE ON *.*",
      ...[...fixtureSchemas, "landing\\_zone"].map((schema) => `SELECT ON \`${schema}\`.*`),
    ]);
  }
  for (const arn of Object.values(dmsReverseTargetDbSecretArns)) {
    await create(onSource, await read(arn), [
      "CONNECTION_ADMIN ON *.*",
      "ALL ON `awsdms\\_control`.*",
      ...[...fixtureSchemas, "landing\\_zone"].map(
        (schema) => `SELECT, INSERT, UPDATE, DELETE ON \`${schema}\`.*`,
      ),
    ]);
  }
}

/**
 * Makes the users of the stack's secrets on the servers, as the runbook has it.
 * @returns The secret of the user who operates the migration on the source.
 */
export async function createUsers(
  { source: { connection: onSource }, target: { connection: onTarget } }: Servers,
  outputs: RehearsedOutputs,
  emulator: string,
): Promise<string> {
  const secrets = new SecretsManager({ endpoint: emulator, region: outputs.region, credentials });
  const read = async (SecretId: string) =>
    account.parse(JSON.parse((await secrets.getSecretValue({ SecretId })).SecretString ?? ""));
  const reading = fixtureSchemas.map((schema) => `SELECT ON \`${schema}\`.*`);
  await create(onSource, await read(outputs.onPremisesDbSecretArn), [
    "REPLICATION CLIENT, REPLICATION SLAVE ON *.*",
    "SELECT ON `landing\\_zone`.*",
    ...reading,
  ]);
  const writing = "ALTER, CREATE, DROP, INDEX, INSERT, UPDATE, DELETE, SELECT";
  const schemas = [...fixtureSchemas, "awsdms\\_control", "landing\\_zone"];
  await create(
    onTarget,
    await read(outputs.dmsTargetDbSecretArn),
    schemas.map((schema) => `${writing} ON \`${schema}\`.*`),
  );
  await create(onTarget, await read(outputs.auroraDbSecretArn), [`${auroraRights} ON *.*`]);
  await createWayBackUsers({ onSource, onTarget }, outputs, read);
  const operator = {
    username: "landing_ops",
    password: (await read(outputs.onPremisesDbSecretArn)).password,
  };
  await create(onSource, operator, [`${operatorRights} ON *.*`, "ALL ON `landing\\_zone`.*"]);
  const SecretString = JSON.stringify(operator);
  const { ARN } = await secrets.createSecret({ Name: "rehearsal-operator", SecretString });
  return ARN ?? "";
}

/** Makes the account of the application on a side. */
export async function createApplication(
  server: RehearsalServer,
  { password }: Pick<RehearsalServer, "password">,
): Promise<void> {
  const account = { username: applicationUser, password };
  const rights = "SELECT, INSERT, UPDATE, DELETE";
  const grants = fixtureSchemas.map((schema) => `${rights} ON \`${schema}\`.*`);
  await create(server.connection, account, grants);
}

const applicationUser = "shop";

/** Connects to a side as the application. */
export function connectApplication(
  server: RehearsalServer,
  { password }: Pick<RehearsalServer, "password">,
): Promise<Connection> {
  return connectAs({ ...server, user: applicationUser, password });
}

/**
 * Starts the double of DMS between the servers.
 * @param sourceName What the stack calls the source.
 */
export function startRehearsalDouble(
  { source, target }: Servers,
  sourceName: string,
  outputs: RehearsedOutputs,
  emulator: string,
  folder: string,
): Promise<Double> {
  const address = (name: string, { host, port, caFile }: MysqlServer) => ({
    name,
    host,
    port,
    caFile,
  });
  return startDouble({
    emulator,
    region: outputs.region,
    folder,
    logFile: `${folder}.log`,
    addresses: [address(sourceName, source), address(outputs.auroraClusterEndpoint, target)],
  });
}

/** The authority of a server, in PEM. */
export const authorityOf = ({ caFile = "" }: MysqlServer) => readFileSync(caFile, "utf8");
