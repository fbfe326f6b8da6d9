import { readFileSync } from "node:fs";
import {
  type Flavour,
  missingServer,
  type MysqlServer,
  startMysqlServer,
} from "@landing-zone/mysql-servers/index";
import { type Address, connect, type Database } from "../../../operations/database/connect";

/** Connects to a server of a test as its administrator. */
export function connectTo(label: string, server: MysqlServer): Promise<Database> {
  const { host, port, user, password, caFile } = server;
  const tls =
    caFile === undefined ? "none" : { ca: readFileSync(caFile, "utf8"), verifyIdentity: true };
  const address: Address = { host: "localhost", port, tunnel: { host, port }, tls };
  return connect(label, address, { username: user, password });
}

/** Two servers of a suite, and connections to them. */
export interface Pair {
  readonly source: Database;
  readonly target: Database;
  readonly servers: { readonly source: MysqlServer; readonly target: MysqlServer };
  /** One more connection, closed at the end of the suite. */
  readonly another: (side: "source" | "target") => Promise<Database>;
}

/**
 * Defines the tests of a suite on two real servers: a source of some flavour and a target like
 * Aurora. If a server is not available, one test reports that.
 */
export function onServers(
  source: Flavour,
  settings: Readonly<Record<string, string>>,
  define: (pair: () => Pair) => void,
): void {
  const missing = missingServer(source) ?? missingServer("mysql-8.0");
  if (missing !== undefined) {
    it(`not run: ${missing}`, () => undefined);
    return;
  }
  const servers: MysqlServer[] = [];
  const connections: Database[] = [];
  let pair: Pair;
  before(async function () {
    this.timeout(180_000);
    const [first, second] = await Promise.all([
      startMysqlServer({ flavour: source, role: "source", settings }),
      startMysqlServer({ flavour: "mysql-8.0", role: "target" }),
    ]);
    servers.push(first, second);
    const open = async (side: "source" | "target") => {
      const database = await connectTo(side, side === "source" ? first : second);
      connections.push(database);
      return database;
    };
    pair = {
      source: await open("source"),
      target: await open("target"),
      servers: { source: first, target: second },
      another: open,
    };
  });
  after(async function () {
    this.timeout(60_000);
    await Promise.all(connections.map((database) => database.close()));
    await Promise.all(servers.map((server) => server.stop()));
  });
  define(() => pair);
}

/** Runs the statements of a script, each of which ends with a semicolon at the end of a line. */
export async function runScript({ query }: Database, script: string): Promise<void> {
  for (const statement of script.split(/;\s*$/m)) {
    if (statement.trim() !== "") await query(statement);
  }
}
