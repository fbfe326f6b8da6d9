import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import {
  startMysqlServer,
  type Flavour,
  type MysqlServer,
} from "@landing-zone/mysql-servers/index";
import { makeServerCertificates } from "@landing-zone/mysql-servers/certificates";
import { describeFlavours, lacksServer } from "../support/mysql-servers";

const versions = { "mysql-8.0": /^8\.0\./, "mysql-5.6": /^5\.6\./, "mariadb-10.11": /^10\.11\./ };

/** The first value of the first row. */
async function ask(server: MysqlServer, sql: string, ca?: string): Promise<unknown> {
  const { host, port, user, password } = server;
  const tls = ca === undefined ? {} : { ssl: { ca, verifyIdentity: true } };
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    rowsAsArray: true,
    ...tls,
  });
  try {
    const [rows] = await connection.query<RowDataPacket[][]>(sql);
    return rows[0]?.[0];
  } finally {
    await connection.end();
  }
}

describeFlavours(
  Object.keys(versions) as (keyof typeof versions)[],
  (flavour) => `A test server of ${flavour}`,
  defineTests,
);

function defineTests(flavour: keyof typeof versions) {
  let server: MysqlServer;
  before(async () => {
    const settings = { "max-allowed-packet": "33554432" };
    server = await startMysqlServer({ flavour, role: "source", settings });
  });
  after(() => server.stop());

  it("has the version, writes rows to a binary log, and takes settings", async () => {
    expect(await ask(server, "SELECT VERSION()")).to.match(versions[flavour]);
    expect(await ask(server, "SELECT @@binlog_format")).to.equal("ROW");
    expect(await ask(server, "SELECT @@log_bin")).to.equal(1);
    expect(await ask(server, "SELECT @@max_allowed_packet")).to.equal(33_554_432);
  });

  it("accepts nobody but its administrator", async () => {
    for (const user of ["root", ""]) {
      const error = await ask({ ...server, user, password: "" }, "SELECT 1").catch(String);
      expect(error).to.match(/Access denied/);
    }
  });

  if (flavour === "mysql-5.6") {
    it("offers no TLS", () => {
      expect(server.caFile).to.equal(undefined);
    });
    return;
  }

  it("is verified by its authority and this machine's names, and by nothing else", async () => {
    const ca = readFileSync(server.caFile!, "utf8");
    const local = { ...server, host: "localhost" };
    expect(await ask(server, "SELECT 1", ca)).to.equal(1);
    expect(await ask(local, "SELECT 1", ca)).to.equal(1);
    const wrong = await ask(server, "SELECT 1", makeServerCertificates().ca).catch(String);
    expect(wrong).to.match(/certificate/);
  });
}

describe("A test server that lives with its process", function () {
  this.timeout(120_000);
  const flavour: Flavour = "mysql-8.0";
  if (lacksServer(flavour)) return;

  it("is a target with what a migration needs", async () => {
    const server = await startMysqlServer({ flavour, role: "target" });
    try {
      expect(await ask(server, "SELECT @@local_infile")).to.equal(1);
      expect(await ask(server, "SELECT @@log_bin_trust_function_creators")).to.equal(1);
    } finally {
      await server.stop();
    }
    expect(existsSync(dirname(server.logFile))).to.equal(false);
  });

  it("reports the server's error when it does not start", async () => {
    const settings = { "no-such-option": "1" };
    const error = await startMysqlServer({ flavour, role: "source", settings }).catch(String);
    expect(error)
      .to.match(/MySQL 8\.0 did not start/)
      .and.include("no-such-option");
  });

  it("ends, and its data goes, when its process is killed", async () => {
    const script = `
      const { startMysqlServer } = require("@landing-zone/mysql-servers/index");
      void startMysqlServer({ flavour: "${flavour}", role: "source" }).then((server) => {
        console.log(JSON.stringify(server));
        setInterval(() => undefined, 1000);
      });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const server = JSON.parse(line) as MysqlServer;
    expect(await ask(server, "SELECT 1")).to.equal(1);
    child.kill("SIGKILL");
    while (existsSync(dirname(server.logFile))) await delay(50);
    const error = await ask(server, "SELECT 1").catch(String);
    expect(error).to.match(/ECONNREFUSED/);
  });
});
