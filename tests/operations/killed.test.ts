import { expect } from "chai";
import { eventually, type World } from "../replication/support/world";
import { lacksServer } from "../support/mysql-servers";
import type { Death } from "./support/killer";
import { suiteStack } from "./support/stack";

const sourceStatements = [
  "CREATE DATABASE orders",
  "CREATE TABLE orders.customer (id INT NOT NULL PRIMARY KEY, name VARCHAR(40), KEY k_name (name))",
  "CREATE TABLE orders.line (id INT NOT NULL PRIMARY KEY, customer_id INT, price DECIMAL(9,2), KEY k_customer (customer_id), CONSTRAINT fk_customer FOREIGN KEY (customer_id) REFERENCES orders.customer (id))",
  "CREATE VIEW orders.priced AS SELECT id, price FROM orders.line",
  "CREATE TRIGGER orders.rounded BEFORE INSERT ON orders.line FOR EACH ROW SET NEW.price = ROUND(NEW.price, 2)",
  "INSERT INTO orders.customer VALUES (1, 'Anna'), (2, NULL), (3, 'Ben')",
  "INSERT INTO orders.line VALUES (1, 1, 0.1), (2, 1, 0.25), (3, 3, 99)",
];

async function prepare({ source }: World): Promise<void> {
  for (const statement of sourceStatements) await source.query(statement);
}

/** Processes that a verb may take: more would mean that it gets no further. */
const mostProcesses = 40;

describe("a migration whose every process is killed", function () {
  this.timeout(300_000);
  if (lacksServer("mysql-8.0")) return;

  const stack = suiteStack(prepare);

  const succeeds = async (...args: string[]) => {
    const { code, out, err } = await stack.runHere(...args, "--yes");
    expect(code, `${out}\n${err}`).to.equal(0);
    return out;
  };

  /**
   * Runs a verb in one process after the other until the journal has the end of the run: each is killed
   * after the next entry, and of each step one more when it has had its effect and no result. Then once
   * more, since an operator who saw the last one die would.
   */
  async function outlives(...args: string[]): Promise<void> {
    const killedAt: string[] = [];
    const killed = async (death: Death) => {
      const { code, err, entry = "" } = await stack.migrateUntil(death, ...args, "--yes");
      expect(code, err).to.equal(null);
      killedAt.push(`${death.when} ${entry}`);
      expect(killedAt).to.have.length.below(mostProcesses);
      return entry;
    };
    let entry = "";
    while (entry !== "end") {
      entry = await killed({ when: "after" });
      if (entry !== "intent") continue;
      await killed({ when: "before", kind: "result" });
      await killed({ when: "after", kind: "result" });
    }
    expect(killedAt).to.include("before result");
    await succeeds(...args);
  }

  /** The verbs of a migration with a journal, in their order. */
  const verbs = {
    "schema apply-before": ["schema", "apply-before"],
    start: ["start"],
    "schema apply-after": ["schema", "apply-after"],
    "schema programs": ["schema", "programs"],
    stop: ["stop"],
    resume: ["resume"],
    reload: ["reload", "--tables", "orders.customer"],
    "schema programs --at-cut-over": ["schema", "programs", "--at-cut-over"],
  } as const;

  it("plans the schema", async () => {
    await succeeds("schema", "plan");
    await succeeds("heartbeat", "--create-only");
    await succeeds("test");
  });

  for (const [name, args] of Object.entries(verbs)) {
    it(`${name} goes on from each entry of its journal`, async () => {
      await outlives(...args);
      if (name === "start") await stack.task.loaded();
    });
  }

  it("is equal in the end, rows and schema, and still follows", async () => {
    await stack.world.source.query("UPDATE orders.customer SET name = 'Zoë' WHERE id = 2");
    await eventually(
      async () => ((await stack.task.describe()).Status === "running" ? true : undefined),
      "the task is running",
    );
    expect(await succeeds("verify")).to.contain("2 equal, 0 different, 0 unsettled");
    expect(await succeeds("schema", "compare", "--at-cut-over")).to.contain("EQUAL");
  });
});
