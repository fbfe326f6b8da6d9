import { expect } from "chai";
import {
  type Flavour,
  type MysqlServer,
  startMysqlServer,
} from "@landing-zone/mysql-servers/index";
import { connect, type Database } from "../../../operations/database/connect";
import { questions, type QuestionName } from "../../../operations/preflight/questions";
import { interview } from "../../../operations/preflight/ask";
import type { Finding } from "../../../operations/preflight/finding";
import { examineSource, type SourceReport } from "../../../operations/preflight/source";
import { stackPatch, proposalsOf } from "../../../operations/preflight/stack-patch";
import { examineTarget, targetOf } from "../../../operations/preflight/target";
import { museumSelections, museumStatements } from "../support/museum";
import { config, situation } from "./situation";
import { describeFlavours } from "../../support/mysql-servers";

/** All of the museum, which has two schemas. */
const museum = {
  ...config,
  dms: {
    ...config.dms,
    sources: { erp: { ...config.dms.sources["erp"]!, username: "admin" } },
    migrations: {
      orders: {
        ...config.dms.migrations["orders"]!,
        tables: museumSelections,
      },
    },
  },
};

const { signal } = new AbortController();
const onProgress = () => undefined;

const open = ({ host, port, user, password }: MysqlServer, label: string): Promise<Database> =>
  connect(label, { host, port, tls: "none" }, { username: user, password });

const examine = (database: Database, deep = false): Promise<SourceReport> =>
  examineSource("erp", database, {
    config: museum,
    target: situation.target,
    deep,
    readings: [],
    signal,
    onProgress,
  });

/** `id subject` of the findings with a verdict. */
const found = (findings: readonly Finding[], verdict: string, ...ids: readonly string[]) =>
  findings
    .filter((finding) => finding.verdict === verdict && ids.includes(finding.id))
    .map(({ id, subject }) => `${id} ${subject}`);

describeFlavours(
  ["mysql-5.6", "mysql-8.0", "mysql-9", "mariadb-10.11"],
  (flavour) => `preflight of ${flavour}`,
  defineTests,
);

function defineTests(flavour: Flavour) {
  let server: MysqlServer;
  let database: Database;
  let report: SourceReport;
  const isOld = flavour === "mysql-5.6";

  before(async () => {
    server = await startMysqlServer({ flavour, role: "source" });
    database = await open(server, "source erp");
    for (const statement of museumStatements(isOld)) await database.query(statement);
    report = await examine(database);
  });
  after(async () => {
    await database.close();
    await server.stop();
  });

  it("answers every question", async () => {
    const names = Object.keys(questions) as QuestionName[];
    const { refused } = await interview(database.query, names, {
      server: database.server,
      schemas: ["orders", "Odd.name-1"],
      tables: [],
      username: "admin",
      signal,
      onQuestion: () => undefined,
    });
    // Only RDS has a configuration of its own.
    expect([...refused.keys()]).to.deep.equal(["rdsConfiguration"]);
  });

  it("finds what is in the museum, by its name", () => {
    const { findings } = report;
    const weird = `\`Odd.name-1\`.\`Weird "Table" \`\`${"x".repeat(44)}\``;
    expect(found(findings, "failure", "cascades", "table-engine")).to.have.members([
      "cascades orders.orders.fk_cust",
      "table-engine orders.session_tmp",
    ]);
    expect(
      found(findings, "warning", "row-identity", "partitions", "triggers", "table-engine"),
    ).to.have.members([
      "row-identity orders.audit_log",
      "row-identity orders.uq_nullable",
      "partitions orders.event_part",
      "triggers orders.orders.trg_order",
      "triggers orders.customer.t ansi",
      "table-engine `Odd.name-1`.legacy",
    ]);
    expect(found(findings, "warning", "zero-dates", "generated-columns")).to.have.members([
      "zero-dates orders.customer.born",
      ...(isOld
        ? []
        : ["generated-columns orders.orders.tax", "generated-columns orders.orders.note_len"]),
    ]);
    expect(report.facts.tables.map(({ table }) => table)).to.include(
      `Weird "Table" \`${"x".repeat(44)}`,
    );
    expect(found(findings, "warning", "lob-limit").join()).not.to.contain(weird);
    expect(found(findings, "failure", "grants", "selection", "server-version")).to.deep.equal([]);
  });

  it("measures LOBs and zero dates, and proposes a limit that suffices", async () => {
    await database.query(
      "INSERT INTO orders.attachment (body) SELECT REPEAT('x', 100) FROM information_schema.collations LIMIT 100",
    );
    await database.query("INSERT INTO orders.attachment (body) VALUES (REPEAT('x', 50000))");
    await database.query("INSERT INTO orders.customer (email) VALUES ('a@example.com')");
    const [sampled, measured] = [await examine(database), await examine(database, true)];
    const body = (findings: readonly Finding[]) =>
      findings.find(({ subject }) => subject === "orders.attachment.body")?.measured;
    expect(body(sampled.findings)).to.match(/longest of a sample 1 KiB$/);
    expect(body(measured.findings)).to.match(/longest of all rows 49 KiB$/);
    expect(
      measured.findings.find(({ subject }) => subject === "orders.customer.born")?.measured,
    ).to.match(/0000-00-00'?, 1 zero dates$/);
    expect(proposalsOf([measured])).to.deep.include({
      path: ["dms", "migrations", "orders", "tables", 2],
      value: { schema: "orders", table: "attachment", lobMaxSizeKiB: 49 },
      why: "the longest LOB of orders.attachment that was read has 49 KiB",
    });
  });

  it("proposes what the server has", () => {
    const text = "config:\n  migration-landing-zone:dms: { sources: { erp: { host: a } } }\n";
    const patch = stackPatch(
      "Pulumi.dev.yaml",
      text,
      "migration-landing-zone",
      proposalsOf([report]),
    );
    expect(patch).to.match(/^--- a\/Pulumi\.dev\.yaml\n\+\+\+ b\/Pulumi\.dev\.yaml\n@@ /);
    expect(patch).to.contain("sql_mode:");
    expect(patch.includes("engine: mariadb")).to.equal(flavour === "mariadb-10.11");
    // The retention is infinite on old servers by default, 30 days on new ones.
    if (flavour === "mysql-8.0") expect(patch).to.contain("binlogRetentionHours: 720");
  });

  it("compares itself with itself as a target", async () => {
    const target = await targetOf(database, situation.target);
    expect(target.variables).to.include.keys("sql_mode", "lower_case_table_names");
    const findings = await examineTarget(database, [report], {
      config: museum,
      signal,
      onProgress,
    });
    expect(found(findings, "pass", "target-tables")).to.deep.equal(["target-tables source erp"]);
    expect(found(findings, "failure", "target-triggers")).to.have.members([
      "target-triggers orders.orders.trg_order",
      "target-triggers orders.customer.t ansi",
    ]);
  });

  it("sees no more than its privileges allow, and reports that", async () => {
    for (const statement of [
      "CREATE USER 'dms_source'@'%' IDENTIFIED BY 'Secret-1'",
      "GRANT REPLICATION CLIENT ON *.* TO 'dms_source'@'%'",
      "GRANT SELECT ON orders.* TO 'dms_source'@'%'",
    ]) {
      await database.query(statement);
    }
    const { host, port } = server;
    const limited = await connect(
      "source erp",
      { host, port, tls: "none" },
      { username: "dms_source", password: "Secret-1" },
    );
    try {
      const { findings } = await examineSource("erp", limited, {
        config,
        target: situation.target,
        deep: false,
        readings: [],
        signal,
        onProgress,
      });
      const grants = findings.find(({ id }) => id === "grants");
      expect(grants?.verdict).to.equal("failure");
      expect(grants?.measured).to.match(/^missing: REPLICATION SLAVE ON \*\.\*/);
      expect(found(findings, "failure", "selection")).to.deep.equal([]);
      const accounts = findings.find(({ id }) => id === "authentication");
      expect(accounts?.verdict).to.equal("warning");
      expect(accounts?.measured).to.match(/^not examined: .*denied/s);
    } finally {
      await limited.close();
    }
  });

  it("names what an operator lacks, in statements that settle it", async () => {
    const password = "Secret-1";
    await database.query(`CREATE USER 'landing_ops'@'%' IDENTIFIED BY '${password}'`);
    await database.query("GRANT SELECT ON orders.* TO 'landing_ops'@'%'");
    const asOperator = async () => {
      const { host, port } = server;
      const credentials = { username: "landing_ops", password };
      const operator = await connect("source erp", { host, port, tls: "none" }, credentials);
      try {
        const { findings } = await examine(operator);
        return findings.find(({ id }) => id === "operator-grants");
      } finally {
        await operator.close();
      }
    };
    const first = await asOperator();
    expect(first?.verdict).to.equal("warning");
    expect(first?.measured).to.contain("'landing_ops'@'%' lacks PROCESS, ");
    for (const statement of first!.remedy!.split("\n")) await database.query(statement);
    // A schema that nobody could see before is in the scope now.
    const second = await asOperator();
    for (const statement of second?.remedy?.split("\n") ?? []) await database.query(statement);
    expect((await asOperator())?.verdict).to.equal("pass");
  });

  // The others take as long to look at them, and twice as long to make them.
  if (flavour !== "mysql-8.0") return;

  it("looks at 1,000 tables in less than 20 seconds", async () => {
    for (let number = 0; number < 1000; number += 1) {
      await database.query(
        `CREATE TABLE orders.t${number} (id INT PRIMARY KEY, body TEXT, day DATE, k INT, KEY k (k))`,
      );
    }
    const start = Date.now();
    const { facts } = await examine(database);
    expect(facts.tables.length).to.be.above(1000);
    expect(Date.now() - start).to.be.below(20_000);
  });
}
