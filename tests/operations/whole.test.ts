import { expect } from "chai";
import type { World } from "../replication/support/world";
import { lacksServer } from "../support/mysql-servers";
import { suiteStack } from "./support/stack";

const schema = `
  CREATE DATABASE orders;
  CREATE TABLE orders.customer (id INT NOT NULL PRIMARY KEY, name VARCHAR(40), balance DECIMAL(10,2) NOT NULL);
  CREATE TABLE orders.log (what TEXT);`;
const rows = `
  INSERT INTO orders.customer VALUES (1, 'Anna', 0.10), (2, NULL, 5), (3, 'Ben', -1);
  INSERT INTO orders.log VALUES ('x'), ('x');`;

async function prepare({ source, target }: World): Promise<void> {
  await source.query(schema + rows);
  await target.query(schema);
}

describe("a migration by its verbs", function () {
  this.timeout(240_000);
  if (lacksServer("mysql-8.0")) return;

  const stack = suiteStack(prepare);
  const succeeds = async (...args: string[]) => {
    const { code, out, err } = await stack.migrate(...args);
    expect(code, `${out}\n${err}`).to.equal(0);
    return out;
  };
  const fails = async (code: number, ...args: string[]) => {
    const ended = await stack.migrate(...args);
    expect(ended.code, ended.err).to.equal(code);
    return `${ended.out}\n${ended.err}`;
  };
  const next = async () => {
    const status = JSON.parse(await succeeds("status", "--json")) as { next: { verb: string } };
    return status.next.verb;
  };

  it("makes the heartbeat tables, and prints the statements before", async () => {
    const out = await succeeds("heartbeat", "--create-only", "--yes");
    expect(out).to.contain("CREATE TABLE IF NOT EXISTS `landing_zone`.`heartbeat_orders`");
  });

  it("tests the connections of DMS", async () => {
    const out = await succeeds("test");
    expect(out).to.contain("default to source erp: successful");
    expect(out).to.contain("default to Aurora: successful");
  });

  it("assesses what can be assessed", async () => {
    expect(await succeeds("assess", "--yes")).to.contain("0 did not pass");
  });

  it("starts what waits, once, and names the next verb at each station", async () => {
    expect(await next()).to.equal("start orders");
    expect(await fails(1, "resume", "--yes")).to.contain("never started: use start");
    expect(await succeeds("start", "--dry-run")).to.contain("start the task of orders");
    expect(await next()).to.equal("start orders");
    await succeeds("start", "orders", "--yes");
    await stack.task.loaded();
    expect(await next()).to.equal("verify");
  });

  it("verifies the rows while DMS follows, with a marker through the heartbeat table", async () => {
    const out = await succeeds("verify");
    expect(out).to.contain("2 equal, 0 different").and.not.to.contain("heartbeat");
    expect(await next()).to.equal("cutover check");
  });

  it("names a value that was changed by 0.01 in the target, and loads its table again", async () => {
    await stack.world.target.query("UPDATE orders.customer SET balance = 0.11 WHERE id = 1");
    expect(await fails(1, "verify")).to.match(/orders\.customer[\s\S]*key 1: not the same/);
    const out = await succeeds("reload", "--tables", "orders.customer", "--yes");
    expect(out).to.contain("TRUNCATE TABLE `orders`.`customer`");
    await succeeds("verify", "--final", "--tables", "orders.customer");
  });

  it("finds a change that was lost", async () => {
    const { double, source } = stack.world;
    await double.play({ fault: "lost-change", schema: "orders", table: "customer", times: 1 });
    await source.query("UPDATE orders.customer SET name = 'Zoe' WHERE id = 3");
    expect(await fails(1, "verify")).to.match(/orders\.customer[\s\S]*key 3: not the same/);
    await source.query("UPDATE orders.customer SET name = 'Zoë' WHERE id = 3");
    await succeeds("verify");
  });

  it("refuses what would load everything again", async () => {
    expect(await fails(2, "reload", "--yes")).to.contain("either --tables or --everything");
    expect(await fails(1, "reload", "--everything", "--yes")).to.contain("targetTables is keep");
    expect(await fails(2, "start", "--position", "binlog.000001:4", "--yes")).to.contain(
      "only cdc starts at a position",
    );
  });

  it("is equal in the end", async () => {
    expect(await succeeds("verify", "--restart")).to.contain("2 equal, 0 different");
  });

  it("shows neither a password nor a row when a database refuses", async () => {
    const { password } = stack.world.servers.source;
    const secret = "--source-secret";
    const text = await fails(1, "verify", secret, "arn:aws:secretsmanager:us-east-1:1:secret:none");
    expect(text).to.contain("secret:none cannot be read").and.not.to.contain(password);
  });
});
