import { expect } from "chai";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { evidenceSchema } from "../../../operations/cutover/evidence";
import { sha256 } from "../../../operations/cutover/evidence";
import { lacksServer } from "../../support/mysql-servers";
import type { TestTask } from "../../replication/support/world";
import { accepted, run } from "./support/arguments";
import { addForwardAgain, application, suiteCutoverStack } from "./support/cutover-stack";

const wholeRun = [...run, "--decided-by", "Anna"];

const returnAccepted = accepted.slice(2, 4);

describe("a cut-over, and the way back", function () {
  this.timeout(240_000);
  if (lacksServer("mysql-8.0")) return;

  const stack = suiteCutoverStack();
  before(() => stack.beat());

  const fails = async (...args: readonly string[]) => {
    const { code, text } = await stack.run(...args);
    expect(code, text).to.not.equal(0);
    return text;
  };
  const names = async (connection: Connection) => {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT name FROM orders.customer ORDER BY id",
    );
    return rows.map(({ name }) => name as string | null);
  };
  const logged = async (connection: Connection) => {
    const [[row]] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM orders.log");
    return Number(row?.["n"]);
  };
  const asApplication = (side: "source" | "target") => stack.asApplication(side);

  it("shows the required and the measured value of each gate", async () => {
    const verdicts = JSON.parse(
      (await stack.run("cutover", "check", "--json", "--decider", "Anna", ...accepted)).out,
    ) as { gate: string; outcome: string }[];
    expect(verdicts).to.have.length(17);
    expect(verdicts.filter(({ outcome }) => outcome === "failed")).to.deep.equal([]);
  });

  it("prints the steps in a dry run, and changes nothing", async () => {
    const text = await stack.succeeds("cutover", ...wholeRun, ...accepted, "--dry-run");
    expect(text).to.match(/Would do:[\s\S]*read-only:[\s\S]*open:/);
    expect(await fails("cutover", "abort", "--yes")).to.contain("nothing to abort");
  });

  it("moves the writes to Aurora, with triggers, events, counters and a way back", async () => {
    const { source, target } = stack.world;
    const idle = await asApplication("source");
    await stack.succeeds("cutover", ...wholeRun, ...accepted);
    await expectFailure(idle.query("SELECT 1"));
    await expectFailure(asApplication("source"));
    const client = await asApplication("target");
    await client.query("INSERT INTO orders.customer (name, balance) VALUES ('New', 7)");
    await client.end();
    await stack.arrived(source, "SELECT 1 FROM orders.customer WHERE id = 51 AND name = 'New'");
    expect(await names(source)).to.deep.equal(["Anna", null, "Ben", "New"]);
    await stack.arrived(source, "SELECT 1 FROM orders.log");
    expect([await logged(source), await logged(target)], "no trigger fires twice").to.deep.equal([
      1, 1,
    ]);
  });

  it("keeps evidence that tells of every table, gate and step, and of who decided", async () => {
    const { evidence, text, digest } = await stack.evidence("cutover");
    const parsed = evidenceSchema.parse(evidence);
    expect(sha256(text)).to.equal(digest);
    expect(parsed.outcome).to.equal("done");
    expect(Object.keys(parsed.tables)).to.have.members(["orders.customer", "orders.log"]);
    expect(parsed.gates).to.have.length(17);
    expect(parsed.decision?.by).to.equal("Anna");
    expect(parsed.steps.filter(({ outcome }) => outcome !== "done")).to.deep.equal([]);
    expect(parsed.writesStopped?.seconds).to.be.within(0.1, 60);
    expect(text).to.not.contain(application.password).and.not.contain("Ben");
  });

  it("refuses what would let changes go round in a circle", async () => {
    expect(await fails("resume", "--yes")).to.contain("Applications use Aurora");
    expect(await fails("cutover", ...wholeRun, ...accepted)).to.contain("The cut-over is made");
    expect(await fails("cutover", "abort", "--yes")).to.contain("nothing to abort");
    const status = JSON.parse((await stack.run("status", "--json")).out) as {
      next: { verb: string };
    };
    expect(status.next.verb).to.equal("close");
  });

  it("finds a trigger that would fire on what comes back, and events on both sides", async () => {
    const { source } = stack.world;
    await source.query(
      "CREATE TRIGGER orders.again BEFORE INSERT ON orders.log FOR EACH ROW SET NEW.what = 'twice'; SET GLOBAL event_scheduler = ON",
    );
    const text = await fails("return", "check", "--decider", "Anna", ...returnAccepted);
    expect(text).to.contain("trigger orders.again of erp fires on what comes back");
    expect(text).to.contain("events run on erp too");
    await source.query("DROP TRIGGER orders.again; SET GLOBAL event_scheduler = OFF");
  });

  it("returns with all writes, and replicates to Aurora once more", async () => {
    const { source, target } = stack.world;
    await stack.beat().catch(() => undefined);
    const text = await fails("return", ...wholeRun, ...returnAccepted);
    expect(text).to.contain("set phase: returned, deploy");
    const client = await asApplication("source");
    await client.query("INSERT INTO orders.customer (name, balance) VALUES ('Back', 1)");
    await client.end();
    expect(await names(source)).to.deep.equal(["Anna", null, "Ben", "New", "Back"]);
    expect(await logged(source), "its trigger fires again").to.equal(2);
    const again: TestTask = await addForwardAgain(stack);
    await stack.succeeds("return", "run", "--resume", "--yes");
    expect((await again.describe()).Status).to.equal("running");
    await stack.arrived(target, "SELECT 1 FROM orders.customer WHERE name = 'Back'");
    expect(await logged(target)).to.equal(2);
    expect(await stack.succeeds("verify", "--final")).to.contain("2 equal, 0 different");
  });

  it("cuts over again from there, and closes the way back", async () => {
    await stack.beat();
    await stack.succeeds("verify", "--restart");
    await stack.succeeds("cutover", ...wholeRun, ...accepted);
    const client = await asApplication("target");
    const [[event]] = await stack.world.target.query<RowDataPacket[]>(
      "SELECT status AS status FROM information_schema.events WHERE event_name = 'tidy'",
    );
    await client.end();
    expect(event?.["status"], "what the return has stopped runs again").to.equal("ENABLED");
    expect(await fails("close", "--yes")).to.contain("--decided-by");
    const text = await stack.succeeds("close", "--yes", "--decided-by", "Anna");
    expect(text).to.contain("set phase: closed").and.to.contain("It stays, and is paid for");
    expect((await stack.back.describe()).Status).to.equal("stopped");
  });
});

async function expectFailure(action: Promise<unknown>): Promise<void> {
  const failed = await action.then(
    () => false,
    () => true,
  );
  expect(failed).to.equal(true);
}
