import { expect } from "chai";
import type { Database } from "../../../operations/database/connect";
import { DatabaseError } from "../../../operations/database/database-error";
import type { Query } from "../../../operations/database/query";
import { parseServer } from "../../../operations/database/server";
import { lockOut } from "../../../operations/cutover/steps/quiesce";
import { lacksServer } from "../../support/mysql-servers";
import { accepted, run } from "./support/arguments";
import { suiteCutoverStack } from "./support/cutover-stack";

const cutOver = ["cutover", ...run, ...accepted];
const resume = ["cutover", "run", "--resume", "--yes"];

describe("the lock-out of applications", () => {
  it("names the connection of an administrator that cannot be ended", async () => {
    const statements: string[] = [];
    const query: Query = (sql) => {
      statements.push(sql);
      if (sql.includes("processlist")) {
        return Promise.resolve([{ id: "7", user: "root", host: "10.0.0.9" }]);
      }
      if (sql.startsWith("KILL")) {
        return Promise.reject(new DatabaseError("erp", sql, { code: "ER_KILL_DENIED_ERROR" }));
      }
      return Promise.resolve([]);
    };
    const database: Database = {
      label: "source erp",
      server: parseServer("8.0.33"),
      query,
      close: () => Promise.resolve(),
    };
    const step = lockOut({
      label: "the sources",
      each: async (action) => ({ erp: await action(database, ["landing_ops"], "erp") }),
    });
    const before = { erp: [{ user: "shop", host: "%" }] };
    await step.act(before);
    expect(statements).to.include("ALTER USER IF EXISTS 'shop'@'%' ACCOUNT LOCK");
    const proof = await step.proof(before);
    expect(proof).to.have.property("why").that.contains("erp: root from 10.0.0.9");
  });
});

describe("a cut-over catches, by name,", function () {
  this.timeout(240_000);
  if (lacksServer("mysql-8.0")) return;

  const stack = suiteCutoverStack();
  const takeBack = async () => {
    await stack.world.double.clear();
    await stack.run("cutover", "abort", "--yes");
  };
  const reaches = (step: string) => stack.succeeds(...cutOver, "--until", step);
  const fails = async (...args: readonly string[]) => {
    const { code, text } = await stack.run(...args);
    expect(code, text).to.equal(1);
    return text;
  };

  describe("on its way to the decision,", () => {
    beforeEach(() => stack.beat());
    afterEach(takeBack);

    it("a write that slips in between the marker and super_read_only", async () => {
      await reaches("marker");
      await stack.world.source.query("UPDATE orders.customer SET balance = 1 WHERE id = 1");
      expect(await fails(...resume)).to.contain("somebody has written after the marker");
    });

    it("a change that was lost", async () => {
      const { double, source } = stack.world;
      await double.play({ fault: "lost-change", schema: "orders", table: "customer", times: 1 });
      await source.query("UPDATE orders.customer SET name = 'Zoe' WHERE id = 3");
      const text = await fails(...cutOver);
      expect(text).to.contain("orders.customer (1 rows differ)");
      expect(text).to.match(/Take back: .*cutover abort/);
      await stack.run("cutover", "abort", "--yes");
      await source.query("UPDATE orders.customer SET name = 'Zoë' WHERE id = 3");
      await stack.arrived(stack.world.target, "SELECT 1 FROM orders.customer WHERE name = 'Zoë'");
      expect((await stack.run("verify", "--restart")).code).to.equal(0);
    });

    it("a reverse path that does not work", async () => {
      await reaches("triggers");
      await stack.world.source.query("ALTER USER dms_reverse@'%' ACCOUNT LOCK");
      try {
        expect(await fails(...resume, "--until", "probe")).to.match(/orders: failed|back: /);
      } finally {
        await stack.world.source.query("ALTER USER dms_reverse@'%' ACCOUNT UNLOCK");
      }
    });
  });

  describe("from its decision on,", () => {
    before(async () => {
      await stack.beat();
      await reaches("probe");
    });
    after(takeBack);

    it("a decision by somebody who may not decide", async () => {
      expect(await fails(...resume, "--decided-by", "Eve")).to.contain("Eve is none of those");
    });

    it("events that run on the source again at the opening", async () => {
      await stack.world.source.query("SET GLOBAL event_scheduler = ON");
      const text = await fails(...resume, "--decided-by", "Anna");
      expect(text).to.contain("events run on erp, and would run on both sides");
    });
  });
});
