import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { makeServerCertificates } from "./certificates";
import { flavours, type Flavour } from "./flavours";
import { serverProgram, type ServerProgram } from "./installation";
import type { Progress } from "./packages";
import { startTied, type TiedProcess } from "./server-process";
import { makeDataFolder, smallServer } from "./template";

export type { Flavour } from "./flavours";
export { missingServer } from "./availability";

/** Options for starting a server. */
export interface MysqlServerOptions {
  readonly flavour: Flavour;
  /**
   * Role of the server: a data centre's server, or Aurora MySQL with the parameters that a
   * migration needs. Both write a binary log of rows.
   */
  readonly role: "source" | "target";
  /** Server options by name, such as `{ "binlog-format": "MIXED" }`; they overrule all others. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Host names that its certificate is valid for beside `localhost` and `127.0.0.1`. */
  readonly certificateNames?: readonly string[];
  /** Called with the current activity if it takes longer. Default: a line on standard error. */
  readonly onProgress?: Progress;
}

/** A running server that only this machine can reach. It ends with the process that started it. */
export interface MysqlServer {
  readonly host: string;
  readonly port: number;
  /** An account with all privileges, from any host. */
  readonly user: string;
  readonly password: string;
  /** File with the certificate authority of the server; absent for a flavour without TLS 1.2. */
  readonly caFile?: string;
  /** Its error log. */
  readonly logFile: string;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds that a server may take to accept connections. */
const startTimeout = 60_000;

/**
 * Starts a server with an empty data folder on a free port, in one to three seconds once the
 * flavour has been fetched.
 *
 * @throws Error that says for each source why it has no server, or with the end of the server's log.
 */
export async function startMysqlServer(options: MysqlServerOptions): Promise<MysqlServer> {
  const progress = options.onProgress ?? ((message) => process.stderr.write(`${message}\n`));
  const program = await serverProgram(options.flavour, progress);
  // Short, since the path of a socket may have 107 characters.
  const folder = mkdtempSync(join(tmpdir(), "mysql-"));
  chmodSync(folder, 0o700);
  try {
    await makeDataFolder(options.flavour, program, join(folder, "data"), progress);
    return await startIn(folder, program, options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, program: ServerProgram, options: MysqlServerOptions) {
  const password = randomBytes(18).toString("base64url");
  const account = { host: "127.0.0.1", port: await freePort(), user: "admin", password };
  const logFile = join(folder, "error.log");
  const caFile = writeCertificates(folder, options);
  const initFile = writeInitFile(folder, password);
  const command = program.command(
    [...serverOptions(folder, account.port, options), `--init-file=${initFile}`],
    folder,
  );
  const running = startTied(command, folder, logFile);
  const server: MysqlServer = { ...account, ...caFile, logFile, stop: running.stop };
  try {
    await waitUntilReady(server, running);
    rmSync(initFile);
  } catch (error) {
    const log = readFileSync(logFile, "utf8");
    await running.stop();
    const tail = log.trim().split("\n").slice(-12).join("\n");
    throw new Error(`${flavours[options.flavour].title} did not start: ${String(error)}\n${tail}`, {
      cause: error,
    });
  }
  return server;
}

function serverOptions(folder: string, port: number, options: MysqlServerOptions): string[] {
  const { flavour, role, settings = {} } = options;
  const ofRole =
    role === "target" ? ["--local-infile=ON", "--log-bin-trust-function-creators=ON"] : [];
  return [
    ...smallServer,
    ...["--bind-address=127.0.0.1", `--port=${port}`, "--skip-name-resolve"],
    ...[`--datadir=${join(folder, "data")}`, `--tmpdir=${join(folder, "tmp")}`],
    ...[`--socket=${join(folder, "s")}`, `--pid-file=${join(folder, "pid")}`],
    "--lc-messages=en_US",
    ...[`--server-id=${randomInt(1, 2 ** 31)}`, "--log-bin=binlog", "--binlog-format=ROW"],
    // With less, a reader of the log does not learn the members of ENUM and SET columns.
    "--loose-binlog-row-metadata=FULL",
    // Nothing outlives the machine, so nothing has to be on its disk.
    ...["--sync-binlog=0", "--innodb-flush-log-at-trx-commit=2", "--innodb-fast-shutdown=2"],
    ...tlsOptions(folder, flavour),
    ...flavours[flavour].options,
    ...ofRole,
    ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
  ];
}

function tlsOptions(folder: string, flavour: Flavour): string[] {
  if (!flavours[flavour].tls) return [];
  const file = (name: string) => join(folder, "tls", name);
  return [
    `--ssl-ca=${file("ca.pem")}`,
    `--ssl-cert=${file("cert.pem")}`,
    `--ssl-key=${file("key.pem")}`,
  ];
}

function writeCertificates(folder: string, options: MysqlServerOptions): { caFile?: string } {
  mkdirSync(join(folder, "tmp"));
  if (!flavours[options.flavour].tls) return {};
  mkdirSync(join(folder, "tls"));
  const made = makeServerCertificates(options.certificateNames);
  writeFileSync(join(folder, "tls", "ca.pem"), made.ca);
  writeFileSync(join(folder, "tls", "cert.pem"), made.certificate);
  writeFileSync(join(folder, "tls", "key.pem"), made.key, { mode: 0o600 });
  return { caFile: join(folder, "tls", "ca.pem") };
}

/** SQL that the server runs before it accepts connections; removed when it does. */
function writeInitFile(folder: string, password: string): string {
  const file = join(folder, "init.sql");
  const sql = [
    `CREATE USER 'admin'@'%' IDENTIFIED BY '${password}';`,
    "GRANT ALL PRIVILEGES ON *.* TO 'admin'@'%' WITH GRANT OPTION;",
  ];
  writeFileSync(file, `${sql.join("\n")}\n`, { mode: 0o600 });
  return file;
}

async function waitUntilReady(server: MysqlServer, running: TiedProcess): Promise<void> {
  const { host, port, user, password } = server;
  const deadline = Date.now() + startTimeout;
  for (;;) {
    try {
      await (await createConnection({ host, port, user, password })).end();
      return;
    } catch (error) {
      const exitCode = running.exitCode();
      if (exitCode !== undefined)
        throw new Error(`it ended with exit code ${exitCode}`, { cause: error });
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}

/** A port that nobody listens on right now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
