import { expect } from "chai";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { lacksServer } from "../../support/mysql-servers";
import { accepted, run } from "./support/arguments";
import { evidenceSchema } from "../../../operations/cutover/evidence";
import type { Death } from "../support/killer";
import { suiteCutoverStack } from "./support/cutover-stack";

const cutOver = ["cutover", ...run, ...accepted];
const resume = ["cutover", "run", "--resume", "--yes", "--steal-lock"];
const abort = ["cutover", "abort", "--yes", "--steal-lock"];

/** Steps that leave something to take back: at the door, on a side, at DMS; `probe` has a test below. */
const steps = ["door", "accounts", "super-read-only", "programs", "triggers"];

describe("a cut-over that does not come to its end", function () {
  this.timeout(400_000);
  if (lacksServer("mysql-8.0")) return;

  const stack = suiteCutoverStack();
  let written = 100;
  beforeEach(() => {
    stack.aws.revive();
    return stack.beat();
  });

  const row = async (connection: Connection, sql: string) => {
    const [[found]] = await connection.query<RowDataPacket[]>(sql);
    return found ?? {};
  };

  /** Both sides are as before, and the application's writes are replicated again. */
  const isAsBefore = async () => {
    const { source, target } = stack.world;
    expect(
      await row(
        source,
        `SELECT @@read_only AS only_read, @@super_read_only AS only_super, @@event_scheduler AS scheduler,
           (SELECT COUNT(*) FROM mysql.user WHERE account_locked = 'Y' AND user IN ('shop', 'idle')) AS locked,
           (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = 'orders') AS fires,
           (SELECT COUNT(*) FROM landing_zone.heartbeat_orders WHERE name = 'probe') AS probes`,
      ),
    ).to.deep.equal({
      ...{ only_read: 0, only_super: 0, scheduler: "ON", locked: 1, fires: 1, probes: 0 },
    });
    expect(
      await row(
        target,
        `SELECT (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = 'orders') AS fires,
           (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = 'orders') AS tidies,
           (SELECT COUNT(*) FROM landing_zone.heartbeat_orders WHERE name = 'probe') AS probes`,
      ),
    ).to.deep.equal({ fires: 0, tidies: 0, probes: 0 });
    expect((await stack.task.describe()).Status).to.equal("running");
    expect((await stack.back.describe()).Status).to.not.equal("running");
    expect(await stack.traffic()).to.deep.equal({ isClosed: false, onPremises: 100 });
    const client = await stack.asApplication("source");
    written += 1;
    await client.query("INSERT INTO orders.customer (name, balance) VALUES (?, 1)", [
      `written ${String(written)}`,
    ]);
    await client.end();
    await stack.arrived(
      target,
      `SELECT 1 FROM orders.customer WHERE name = 'written ${String(written)}'`,
    );
  };

  for (const step of steps) {
    it(`is taken back without loss after ${step}`, async () => {
      await stack.succeeds(...cutOver, "--until", step);
      const text = await stack.succeeds(...abort);
      expect(text).to.contain("Both sides are as they were before");
      await isAsBefore();
    });
  }

  // Steps that only look, such as that for the marker, begin again with an intent: it comes to an end.
  for (const [stride, moment] of [
    [9, "before"],
    [8, "after"],
  ] as const) {
    it(`goes on however often it is killed ${moment} an entry of its journal is kept, and so does its abort`, async () => {
      let deaths = 0;
      const dying = async (first: readonly string[], again: readonly string[]) => {
        let args = first;
        for (;;) {
          stack.aws.dieAt(stride, moment);
          const { code, text } = await stack.run(...args);
          if (!stack.aws.revive()) {
            expect(code, text).to.equal(0);
            return;
          }
          deaths += 1;
          args = again;
        }
      };
      await dying(
        [...cutOver, "--until", "probe", "--steal-lock"],
        [...resume, "--until", "probe"],
      );
      await dying(abort, abort);
      expect(deaths).to.be.greaterThan(2);
      await isAsBefore();
      expect(await stack.succeeds("verify", "--final")).to.contain("2 equal, 0 different");
    });
  }

  it("goes on in another folder where a process was killed, refuses a second operator, and is taken back from a third", async () => {
    const probe = ["--until", "probe"];
    const killed = async (death: Death, ...args: readonly string[]) => {
      const { code, err, entry } = await stack.migrateUntil(death, ...args);
      expect([code, entry], err).to.deep.equal([null, death.kind]);
    };
    await killed({ when: "before", kind: "result", step: "accounts" }, ...cutOver, ...probe);
    await stack.holdLock("Ben@another-machine");
    const { code, text } = await stack.run("cutover", "abort", "--yes");
    expect([code, text.match(/Ben\S+ is working on this migration/)?.[0]], text).to.deep.equal([
      ...[1, "Ben@another-machine is working on this migration"],
    ]);
    const second = [...stack.clone(), "--steal-lock"];
    const goOn = ["cutover", "run", "--resume", "--yes", ...second, ...probe];
    await killed({ when: "after", kind: "intent", step: "back" }, ...goOn);
    await stack.succeeds(...goOn);
    const third = ["cutover", "abort", "--yes", ...stack.clone()];
    await killed({ when: "before", kind: "undone", step: "triggers" }, ...third);
    await killed({ when: "after", kind: "end" }, ...third);
    expect(await stack.succeeds(...third)).to.contain("its evidence is kept now");
    const { evidence } = await stack.evidence("cutover");
    expect(evidenceSchema.parse(evidence).outcome).to.equal("aborted");
    await isAsBefore();
  });
});
