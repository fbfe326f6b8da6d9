import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  type Flavour,
  type MysqlServer,
  startMysqlServer,
} from "@landing-zone/mysql-servers/index";
import type { Command } from "commander";
import { migrateCommand } from "../../operations/command";
import { connect, type Database } from "../../operations/database/connect";
import { examineSource } from "../../operations/preflight/source";
import { equivalences } from "../../operations/schema/compare";
import { planSchema } from "../../operations/schema/plan";
import { verbs } from "../../operations/verbs";
import { config, situation } from "../operations/preflight/situation";
import { museumStatements } from "../operations/support/museum";
import { recordedTerminal } from "../operations/support/terminal";
import { projectDirectory } from "../support/engine";
import { describeFlavours, lacksServer } from "../support/mysql-servers";

const read = (file: string) => readFileSync(join(projectDirectory, file), "utf8");
const documents = readdirSync(join(projectDirectory, "docs"))
  .filter((file) => file.endsWith(".md"))
  .map((file) => `docs/${file}`);
const runbook = read("docs/runbook.md");

/** The words of a command, as a shell passes them on. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? "",
  );

describe("npm run migrate in the documents", () => {
  for (const document of ["README.md", ...documents]) {
    it(`has verbs, arguments and options that there are: ${document}`, async () => {
      const commands = [...read(document).matchAll(/npm run migrate -- ([^`\n]+)/g)];
      for (const [, line = ""] of commands) {
        if (line.includes("<verb>")) continue;
        const command: Command = migrateCommand(verbs, recordedTerminal(), () => undefined);
        for (const verb of command.commands) verb.action(() => undefined);
        const named = line.includes("--stack") ? line : `${line} --stack prod`;
        const action = /^(?:cutover|return) /.test(named) ? "check" : "plan";
        const words = wordsOf(named.replace("<action>", action).replaceAll(/<[^>]+>/g, "x"));
        const failure: unknown = await command
          .parseAsync(["node", "migrate", ...words])
          .catch((error: unknown) => error);
        expect(String(failure), `${document}: ${line}`).not.to.contain("Error");
      }
    });
  }
});

describe("the runbook", () => {
  it("lists what a comparison of schemas takes for the same", () => {
    for (const { reason } of equivalences) expect(runbook).to.contain(`- ${reason}\n`);
  });

  it("has no statement that a server of another kind is not asked to run", () => {
    const infos = [...runbook.matchAll(/^```(.*)\n/gm)].map(([, info = ""]) => info);
    expect(infos.filter((info) => info.startsWith("sql"))).to.have.length.above(8);
    for (const info of infos) {
      expect(info).to.match(
        /^(?:sh(?: account)?|yaml|sql (?:source(?: (?:mysql-8\.0|mariadb-10\.11))?|target)|)$/,
      );
    }
  });
});

/** The statements of the runbook for one side, as they are there, in its order. */
function statements(...infos: readonly string[]): readonly string[] {
  return [...runbook.matchAll(/^```(sql .*)\n([\s\S]*?)^```/gm)]
    .filter(([, info = ""]) => infos.includes(info))
    .flatMap(([, , text = ""]) => text.split(/;\n/))
    .map((sql) => sql.trim())
    .filter((sql) => sql !== "")
    .map((sql) => sql.replace("'…'", "'Secret-1'").replaceAll("'10.40.%'", "'%'"));
}

describeFlavours(
  ["mysql-5.6", "mysql-8.0", "mariadb-10.11"],
  (flavour) => `the runbook's SQL on a source of ${flavour}`,
  sourceTests,
);

function sourceTests(flavour: Flavour) {
  let server: MysqlServer;
  let admin: Database;
  const open = (username: string, password: string) =>
    connect(
      "source erp",
      { host: server.host, port: server.port, tls: "none" },
      { username, password },
    );
  before(async () => {
    server = await startMysqlServer({ flavour, role: "source" });
    admin = await open(server.user, server.password);
    for (const statement of museumStatements(flavour === "mysql-5.6")) await admin.query(statement);
    await admin.query("CREATE USER 'shop'@'192.168.%' IDENTIFIED BY 'Secret-1'");
  });
  after(async () => {
    await admin.close();
    await server.stop();
  });

  it("runs unchanged", async () => {
    const all = statements("sql source", `sql source ${flavour}`);
    expect(all.length).to.be.above(8);
    for (const sql of all) await admin.query(sql);
  });

  it("gives operators what preflight and schema need, and DMS what it needs", async () => {
    const operator = await open("landing_ops", "Secret-1");
    try {
      const { signal } = new AbortController();
      const { findings } = await examineSource("erp", operator, {
        config,
        target: situation.target,
        deep: false,
        readings: [],
        signal,
        onProgress: () => undefined,
      });
      const unseen = findings.filter(({ measured }) => measured.startsWith("not examined"));
      expect(unseen.map(({ id }) => id)).to.deep.equal([]);
      for (const grants of ["grants", "operator-grants"]) {
        expect(findings.find(({ id }) => id === grants)?.verdict, grants).to.equal("pass");
      }
      const console = { progress: () => undefined } as never;
      const plan = await planSchema({ config, console, signal }, operator, undefined, {
        source: "erp",
        accounts: () => undefined,
      });
      const kinds = plan.programs.statements.map(({ makes }) => makes.kind);
      expect(new Set(kinds)).to.include.keys(
        "user",
        "function",
        "procedure",
        "view",
        "trigger",
        "event",
      );
    } finally {
      await operator.close();
    }
  });
}

describe("the runbook's SQL on the target", function () {
  this.timeout(120_000);
  if (lacksServer("mysql-8.0")) return;

  it("runs unchanged", async () => {
    const server = await startMysqlServer({ flavour: "mysql-8.0", role: "target" });
    const { host, port, user: username, password } = server;
    const database = await connect("target", { host, port, tls: "none" }, { username, password });
    try {
      for (const sql of [
        // Objects that Aurora and DMS create.
        "CREATE PROCEDURE mysql.rds_set_configuration(IN name VARCHAR(30), IN value INT) DO 0",
        "CREATE DATABASE landing_zone",
        "CREATE TABLE landing_zone.heartbeat_orders (name VARCHAR(64), marker CHAR(36), written_at DATETIME(6))",
        ...statements("sql target"),
      ]) {
        await database.query(sql);
      }
    } finally {
      await database.close();
      await server.stop();
    }
  });
});
