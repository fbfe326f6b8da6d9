import { expect } from "chai";
import { eventually, type World } from "../replication/support/world";
import { lacksServer } from "../support/mysql-servers";
import { type StackExtension, startStack, type TestStack } from "./support/stack";

const schema = [
  "CREATE DATABASE orders",
  "CREATE TABLE orders.`Price List.2026 ``net``` (`a b` INT PRIMARY KEY, `c'd\"` VARCHAR(40))",
  "CREATE TABLE orders.customer (id INT PRIMARY KEY, name VARCHAR(40))",
];
const rows = [
  "INSERT INTO orders.`Price List.2026 ``net``` VALUES (1, 'ñ 🎉'), (2, NULL)",
  "INSERT INTO orders.customer VALUES (1, 'Anna'), (2, 'Ben')",
];

async function prepare({ source, target }: World): Promise<void> {
  for (const statement of schema) {
    await source.query(statement);
    await target.query(statement);
  }
  for (const statement of rows) await source.query(statement);
}

const serverless: StackExtension = {
  stackFile: (text) =>
    text.replace(
      "tables: [{ schema: orders }]",
      `tables: [{ schema: orders }]
        serverless: { maxCapacityUnits: 2, maintenanceWindow: "sun:08:00-sun:09:00" }`,
    ),
  make: async ({ dms, endpoints }, rules) => {
    const { ReplicationConfig } = await dms.createReplicationConfig({
      ReplicationConfigIdentifier: "orders-dev",
      ResourceIdentifier: "orders-dev",
      ReplicationType: "full-load-and-cdc",
      SourceEndpointArn: endpoints.source,
      TargetEndpointArn: endpoints.target,
      ComputeConfig: { MaxCapacityUnits: 2 },
      TableMappings: JSON.stringify({ rules }),
      ReplicationSettings: JSON.stringify({ ValidationSettings: { EnableValidation: true } }),
    });
    return {
      dmsReplicationTaskArns: {},
      dmsReplicationConfigArns: { orders: ReplicationConfig!.ReplicationConfigArn },
    };
  },
};

describe("a migration that a serverless replication runs, by its verbs", function () {
  this.timeout(240_000);
  if (lacksServer("mysql-8.0")) return;

  let stack: TestStack;
  before(async () => {
    stack = await startStack(prepare, serverless);
  });
  after(() => stack.stop());

  const ending = async (code: number, ...args: string[]) => {
    const { code: ended, out, err } = await stack.runHere(...args);
    expect(ended, `${out}\n${err}`).to.equal(code);
    return `${out}\n${err}`;
  };
  const shows = (words: string) =>
    eventually(
      async () => ((await ending(0, "status")).includes(words) ? true : undefined),
      `status shows "${words}"`,
    );

  it("has nothing to connect from, and nothing to assess, before it starts", async () => {
    await ending(0, "heartbeat", "--create-only", "--yes");
    await ending(0, "test");
    expect(await ending(0, "assess", "--yes")).to.contain("0 assessments");
  });

  it("is started once, loads and follows", async () => {
    expect(await ending(0, "status")).to.contain("Next: npm run migrate -- start orders");
    expect(await ending(0, "start", "--yes")).to.contain(
      "start the serverless replication of orders",
    );
    await shows("orders (serverless, from erp): following the source");
    expect(await ending(0, "verify")).to.contain("2 equal, 0 different");
  });

  it("loads single tables again, whatever they are called", async () => {
    const table = "orders.Price List.2026 `net`";
    expect(await ending(0, "reload", "--yes", "--tables", table)).to.contain(
      "TRUNCATE TABLE `orders`.`Price List.2026 ``net```",
    );
  });

  it("stops, keeps its position, and goes on from there", async () => {
    await ending(0, "stop", "--yes");
    await stack.world.source.query("UPDATE orders.customer SET name = 'Zoë' WHERE id = 2");
    expect(await ending(0, "status")).to.contain("Next: npm run migrate -- resume orders");
    await ending(0, "resume", "--yes");
    await shows("following the source");
    expect(await ending(0, "verify", "--restart")).to.contain("2 equal, 0 different");
  });

  it("names a lost change", async () => {
    const { double, source } = stack.world;
    await double.play({ fault: "lost-change", schema: "orders", table: "customer", times: 1 });
    await source.query("UPDATE orders.customer SET name = 'x' WHERE id = 1");
    expect(await ending(1, "verify")).to.match(
      /DIFFERENT +orders\.customer.*\n +key 1: not the same/,
    );
  });
});
