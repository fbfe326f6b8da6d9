import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { expect } from "chai";
import { Lock, lockHolder, lockLifetimeMs } from "../../operations/journal/lock";
import type { Operator } from "../../operations/journal/operator";
import { memoryStore } from "./support/memory-store";

const anna: Operator = { name: "anna@laptop", host: "laptop", process: 1 };
const ben: Operator = { name: "ben@desk", host: "desk", process: 2 };
const start = new Date("2026-01-31T12:00:00Z");

describe("the lock of a stack", () => {
  let store: ReturnType<typeof memoryStore>;
  let time: Date;
  beforeEach(() => {
    store = memoryStore();
    time = start;
  });

  const take = (operator: Operator, steal = false) =>
    Lock.take(store, { operator, verb: "start", steal, now: () => time });
  const later = (ms: number) => {
    time = new Date(time.getTime() + ms);
  };
  const refused = async (attempt: Promise<unknown>) =>
    attempt.then(
      () => "not refused",
      (error: unknown) => (error as Error).message,
    );

  it("refuses a second operator by the name of the first", async () => {
    await take(anna);
    expect(await refused(take(ben))).to.match(/^anna@laptop is working on this migration: start/);
    expect((await lockHolder(store, time))?.name).to.equal("anna@laptop");
  });

  it("can be taken again once it was given back", async () => {
    await (await take(anna)).release();
    expect(await lockHolder(store, time)).to.equal(undefined);
    await take(ben);
    expect((await lockHolder(store, time))?.name).to.equal("ben@desk");
  });

  it("ends by itself when it is not renewed, and holds for as long as it is", async () => {
    const lock = await take(anna);
    later(lockLifetimeMs - 1);
    await lock.renew();
    later(lockLifetimeMs - 1);
    expect(await refused(take(ben))).to.contain("anna@laptop");
    later(1);
    await take(ben);
    expect(await refused(lock.renew())).to.contain("taken over by ben@desk");
  });

  it("stays with the new holder when the old one gives it back", async () => {
    const lock = await take(anna);
    await take(ben, true);
    await lock.release();
    expect((await lockHolder(store, time))?.name).to.equal("ben@desk");
  });

  it("goes to one of two who take it at the same time", async () => {
    const ends = await Promise.allSettled([take(anna), take(ben)]);
    expect(ends.map(({ status }) => status)).to.have.members(["fulfilled", "rejected"]);
  });

  it("is free when its holder was a process of this machine that has ended", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    await take({ name: "anna@here", host: hostname(), process: pid });
    await take(ben);
    expect((await lockHolder(store, time))?.name).to.equal("ben@desk");
  });
});
