import { connect as connectSocket } from "node:net";
import {
  createConnection,
  type Connection as StreamingConnection,
  type ConnectionOptions,
} from "mysql2";
import type { Connection } from "mysql2/promise";

/** DMS's connection to a database, from an endpoint and its secret. */
export interface DatabaseServer {
  /** Its name, which its certificate has. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Address on this machine. */
  readonly address: { readonly host: string; readonly port: number };
  /** Without it the connection is not encrypted. */
  readonly tls?: { readonly ca: string; readonly verifyIdentity: boolean };
  /** Statements that each connection begins with. */
  readonly initialStatements: readonly string[];
}

/** The options of a connection that gives and takes exact values, with any session settings. */
export function connectionOptions(server: DatabaseServer): ConnectionOptions {
  const { host, user, password, address, tls } = server;
  return {
    host,
    user,
    password,
    connectTimeout: 10_000,
    stream: () => connectSocket(address.port, address.host).setNoDelay(true),
    charset: "utf8mb4_bin",
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    timezone: "Z",
    ...(tls && { ssl: { ...tls, rejectUnauthorized: true } }),
  };
}

/**
 * Opens a connection that can give rows as a stream: UTC, lax about values, foreign keys unchecked
 * when it is to write.
 */
export async function openStreaming(
  server: DatabaseServer,
  use: "read" | "write",
): Promise<StreamingConnection> {
  const streaming = createConnection(connectionOptions(server));
  const connection = streaming.promise();
  // A connection that breaks while idle fails the next statement, which reports it.
  streaming.on("error", () => undefined);
  const checks = use === "write" ? ", foreign_key_checks = 0" : "";
  try {
    await connection.query(
      `SET SESSION time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION'${checks}`,
    );
    for (const statement of server.initialStatements) await connection.query(statement);
  } catch (error) {
    streaming.destroy();
    throw error;
  }
  return streaming;
}

/** Opens a connection like {@link openStreaming}. */
export async function connectTo(
  server: DatabaseServer,
  use: "read" | "write",
): Promise<Connection> {
  return (await openStreaming(server, use)).promise();
}

/** Uses a connection and closes it. */
export async function withConnection<T>(
  server: DatabaseServer,
  use: "read" | "write",
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connectTo(server, use);
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

/** Rows of a statement, with column names in lower case as only some servers answer. */
export async function rowsOf<Row extends object>(
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const [rows] = await connection.query(sql, [...values] as Parameters<Connection["query"]>[1]);
  return (rows as object[]).map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name.toLowerCase(), value as unknown]),
      ) as Row,
  );
}
