import { connect as connectSocket } from "node:net";
import { type Connection, createConnection, type SslOptions } from "mysql2/promise";
import { DatabaseError } from "./database-error";
import type { Cell, Parameter, Query, Row } from "./query";
import { type Server, serverOf } from "./server";

/** Address of a server, and the certificates that prove its identity. */
export interface Address {
  /** Its name, which its certificate must have unless `tls.verifyIdentity` is false. */
  readonly host: string;
  readonly port: number;
  /** Address to connect to instead: this machine's end of a tunnel. Default: `host` and `port`. */
  readonly tunnel?: { readonly host: string; readonly port: number } | undefined;
  /** `none` is for the servers of tests on this machine, some of which have no TLS. */
  readonly tls: Tls | "none";
}

/** Verification of a server's certificate, which is always required. */
export interface Tls {
  /** The certificates that may have signed it, in PEM. */
  readonly ca: string;
  /** Whether it must have the server's name. */
  readonly verifyIdentity: boolean;
}

/** A user of a database. Never shown. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A connection to one of the two servers. */
export interface Database {
  /** For people, such as `source erp`. */
  readonly label: string;
  readonly server: Server;
  readonly query: Query;
  /** Ends the connection; a statement that runs is abandoned. */
  readonly close: () => Promise<void>;
}

const connectTimeoutMs = 15_000;

/**
 * Every value as it is stored: no number rounded, no date turned into another time zone, no zero date
 * lost, and text compared by nobody's collation but the column's.
 */
const exactValues = {
  supportBigNumbers: true,
  bigNumberStrings: true,
  dateStrings: true,
  jsonStrings: true,
  timezone: "Z",
  charset: "utf8mb4_bin",
} as const;

/**
 * Session settings that would change the meaning of a statement or the text of a value. No
 * `time_zone` by name: a server may lack the tables for it.
 */
const sessionSettings = "SET SESSION time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION'";

/**
 * Connects to a server.
 *
 * @param label The server for people, such as `source erp`.
 * @throws DatabaseError when it cannot be reached, its certificate is not accepted, or it refuses the
 *   user.
 */
export async function connect(
  label: string,
  address: Address,
  credentials: Credentials,
): Promise<Database> {
  const connection = await open(label, address, credentials);
  // A connection that breaks while nobody waits for it fails the next statement.
  connection.on("error", () => undefined);
  const query = queryOn(label, connection);
  try {
    await query(sessionSettings);
    return {
      label,
      query,
      server: await serverOf(query),
      close: () => {
        connection.destroy();
        return Promise.resolve();
      },
    };
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

async function open(
  label: string,
  { host, port, tunnel, tls }: Address,
  { username, password }: Credentials,
): Promise<Connection> {
  const via = tunnel ?? { host, port };
  try {
    return await createConnection({
      ...exactValues,
      host,
      user: username,
      password,
      connectTimeout: connectTimeoutMs,
      // The name stays the server's own, which its certificate has, also behind a tunnel.
      stream: () => connectSocket(via.port, via.host).setKeepAlive(true).setNoDelay(true),
      ...(tls === "none" ? {} : { ssl: sslOptions(tls) }),
    });
  } catch (error) {
    throw new DatabaseError(label, `connecting to ${via.host}:${via.port} as ${username}`, error);
  }
}

function sslOptions({ ca, verifyIdentity }: Tls): SslOptions {
  return { ca, verifyIdentity, minVersion: "TLSv1.2", rejectUnauthorized: true };
}

function queryOn(label: string, connection: Connection): Query {
  return async (sql, parameters) => {
    try {
      const [result] =
        parameters === undefined
          ? await connection.query(sql)
          : await connection.execute(sql, [...parameters] as Parameter[]);
      return Array.isArray(result) ? result.map((row) => normalised(row as object)) : [];
    } catch (error) {
      throw new DatabaseError(label, sql, error);
    }
  };
}

function normalised(row: object): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column.toLowerCase(), cellOf(value)]),
  );
}

function cellOf(value: unknown): Cell {
  if (value === null || typeof value === "string" || Buffer.isBuffer(value)) return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  throw new TypeError("A spatial value cannot be read as a row; ask for HEX() of it.");
}
