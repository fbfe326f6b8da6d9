import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type MysqlServer, startMysqlServer } from "@landing-zone/mysql-servers/index";
import { awsClients } from "../../operations/aws";
import { migrateCommand } from "../../operations/command";
import { connect } from "../../operations/database/connect";
import { preflightVerb } from "../../operations/preflight/verb";
import { schemaVerb } from "../../operations/schema/verb";
import { emulator } from "../support/emulator";
import { projectDirectory } from "../support/engine";
import { museumStatements } from "./support/museum";
import { recordedTerminal } from "./support/terminal";
import { lacksServer } from "../support/mysql-servers";

describe("preflight and schema by the command line", function () {
  this.timeout(180_000);
  if (lacksServer("mysql-8.0")) return;

  const folder = mkdtempSync(join(tmpdir(), "verbs-"));
  let source: MysqlServer;
  let target: MysqlServer;
  let options: readonly string[];

  /** Runs `npm run migrate -- <args>`. */
  async function migrate(...args: readonly string[]) {
    const terminal = recordedTerminal();
    let exit: number | undefined;
    const command = migrateCommand([preflightVerb, schemaVerb], terminal, (code) => (exit = code));
    await command.parseAsync(["node", "migrate", ...args, ...options]);
    return { exit, out: terminal.out(), err: terminal.err() };
  }

  async function execute(
    { host, port, user, password }: MysqlServer,
    statements: readonly string[],
  ) {
    const credentials = { username: user, password };
    const database = await connect("test", { host, port, tls: "none" }, credentials);
    try {
      for (const statement of statements) await database.query(statement);
    } finally {
      await database.close();
    }
  }

  before(async () => {
    cpSync(join(projectDirectory, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    cpSync(join(projectDirectory, "Pulumi.dev.yaml"), join(folder, "Pulumi.dev.yaml"));
    cpSync(join(projectDirectory, "certificates"), join(folder, "certificates"), {
      recursive: true,
    });
    const { endpoint } = await emulator();
    const example = resolve(__dirname, "../integration/fixtures/outputs.json");
    const outputs = JSON.parse(readFileSync(example, "utf8")) as Record<string, string>;
    [source, target] = await Promise.all([
      startMysqlServer({
        flavour: "mysql-8.0",
        role: "source",
        certificateNames: ["mysql-dev.corp.example"],
      }),
      startMysqlServer({
        flavour: "mysql-8.0",
        role: "target",
        certificateNames: [outputs["auroraClusterEndpoint"]!],
      }),
    ]);
    const { secretsManager, s3 } = awsClients("us-east-1", endpoint);
    const secretOf = async (name: string, { user: username, password }: MysqlServer) => {
      const SecretString = JSON.stringify({ username, password });
      const { ARN } = await secretsManager.createSecret({ Name: name, SecretString });
      return ARN!;
    };
    const bucket = "operations-of-the-verbs";
    await s3.createBucket({ Bucket: bucket });
    const file = join(folder, "outputs.json");
    const own = {
      environment: "dev",
      operationsBucketName: bucket,
      onPremisesDbSecretArns: { erp: await secretOf("verbs-source", source) },
      auroraDbSecretArn: await secretOf("verbs-target", target),
    };
    writeFileSync(file, JSON.stringify({ ...outputs, ...own }));
    await execute(source, museumStatements());
    options = [
      ...[
        "--stack",
        "dev",
        "--cwd",
        folder,
        "--outputs",
        file,
        "--endpoint-url",
        endpoint,
        "--yes",
      ],
      ...["--source-host", source.host, "--source-port", String(source.port)],
      ...["--source-ca", source.caFile!, "--target-ca", target.caFile!],
      ...["--target-host", target.host, "--target-port", String(target.port)],
    ];
  });
  after(async () => {
    await Promise.all([source.stop(), target.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("preflight reports failures, and writes all of it as JSON", async () => {
    const { exit, out } = await migrate("preflight", "--json");
    const { sides, patch } = JSON.parse(out) as {
      sides: { label: string; findings: { id: string; verdict: string; source: string }[] }[];
      patch: string;
    };
    expect(exit).to.equal(1);
    expect(sides.map(({ label }) => label)).to.deep.equal(["source erp", "target"]);
    expect(
      sides[0]!.findings.filter(({ verdict }) => verdict === "failure").map(({ id }) => id),
    ).to.have.members(["cascades", "grants", "table-engine", "zero-dates"]);
    expect(patch).to.contain("+++ b/Pulumi.dev.yaml");
  });

  it("preflight lives with what is accepted", async () => {
    const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const ids = [
      "cascades",
      "grants",
      "table-engine",
      "zero-dates",
      "target-tables",
      "target-grants",
    ];
    writeFileSync(
      join(folder, "preflight.dev.yaml"),
      ids
        .map((id) => `- { id: ${id}, reason: Only for this test., expires: ${expires} }\n`)
        .join(""),
    );
    const { exit, out } = await migrate("preflight");
    expect(exit, out).to.equal(0);
    expect(out).to.match(
      /source erp \(mysql 8\.0\.\d+\): \d+ in order, \d+ warnings, 0 failures, 4 accepted/,
    );
    expect(out).to.contain("next step: npm run migrate -- schema plan --stack dev");
  });

  it("schema plan writes three files and changes nothing", async () => {
    const { exit, out } = await migrate("schema", "plan");
    expect(exit, out).to.equal(0);
    expect(out).to.contain(join(folder, "schema/dev/erp/before.sql"));
    const { exit: applied, err } = await migrate("schema", "compare");
    expect(applied, err).to.equal(1);
  });

  it("a dry run prints the statements and makes nothing", async () => {
    const { exit, out } = await migrate("schema", "apply-before", "--dry-run");
    expect(exit).to.equal(0);
    expect(out).to.contain("CREATE TABLE `orders`.`customer`").and.to.contain("Would do:");
    const { out: after } = await migrate("schema", "compare");
    expect(after).to.contain("differs: orders.customer\n");
  });

  for (const [action, ...more] of [
    ["apply-before"],
    ["apply-after"],
    ["programs"],
    ["programs", "--at-cut-over"],
  ] as const) {
    const name = [action, ...more].join(" ");
    it(`schema ${name} prints, makes, and makes nothing twice`, async () => {
      const first = await migrate("schema", action, ...more);
      expect(first.exit, first.err).to.equal(0);
      expect(first.out).to.contain("About to do:");
      const second = await migrate("schema", action, ...more);
      expect(second.exit, second.err).to.equal(0);
      expect(second.out).to.match(/has been applied, by the run \S+\.\n$/);
    });
  }

  it("schema compare finds both sides equal", async () => {
    const { exit, out } = await migrate("schema", "compare", "--at-cut-over");
    expect(out).to.match(/erp: \d+ objects compared, EQUAL\n$/);
    expect(exit).to.equal(0);
  });

  it("schema plan replaces nothing that is as it was, and apply refuses an edited file", async () => {
    const again = await migrate("schema", "plan");
    expect(again.out).not.to.contain("replace");
    const file = join(folder, "schema/dev/erp/after.sql");
    writeFileSync(file, readFileSync(file, "utf8").replace("k_placed", "k_other"));
    const { exit, err } = await migrate("schema", "apply-after");
    expect(exit).to.equal(1);
    expect(err).to.contain("after.sql was edited after it was planned");
    const planned = await migrate("schema", "plan");
    expect(planned.out).to.contain(`replace ${file}`);
  });

  it("a server that cannot be verified is a finding, without its password", async () => {
    options = [...options, "--source-ca", target.caFile!];
    const { exit, out } = await migrate("preflight");
    expect(exit).to.equal(1);
    expect(out)
      .to.contain("connection")
      .and.to.match(/certificate/i);
    expect(out).not.to.contain(source.password);
  });
});
