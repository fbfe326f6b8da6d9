import { expect } from "chai";
import fc from "fast-check";
import { OperationError } from "../../operations/errors";
import { Journal, runs } from "../../operations/journal/journal";
import type { Json } from "../../lib/canonical-json";
import { resultOf, type Step, takeSteps, undoSteps } from "../../operations/journal/steps";
import { memoryStore } from "./support/memory-store";

/** Stands for SIGKILL: nothing of the process runs after it. */
class Killed extends Error {}

const waiting = () => ({
  signal: new AbortController().signal,
  progress: () => undefined,
  longestIntervalMs: 1,
});

/** Effects of steps, which outlive every process. */
class World {
  readonly done: string[] = [];
  readonly acts: string[] = [];

  step(name: string, more: Partial<Step> = {}): Step {
    return {
      name,
      announcement: `do ${name}`,
      limitSeconds: 1,
      act: () => {
        this.acts.push(name);
        this.done.push(name);
        return Promise.resolve();
      },
      proof: () =>
        Promise.resolve(
          this.done.includes(name)
            ? { proven: true, detail: { name } }
            : { proven: false, why: "not done" },
        ),
      undo: {
        announcement: `undo ${name}`,
        act: () => {
          this.done.splice(this.done.indexOf(name), 1);
          return Promise.resolve();
        },
      },
      ...more,
    };
  }
}

const names = ["a", "b", "c", "d"];
const open = async (store: ReturnType<typeof memoryStore>) =>
  (await Journal.unfinished(store, "try", "anna", {})) ??
  (await Journal.begin(store, "try", "anna", {}));

/** Runs the steps to the end, and dies at the writes whose numbers are given. */
async function runWithDeaths(deaths: readonly number[], beforeWrite: boolean) {
  const world = new World();
  const store = memoryStore();
  const left = new Set(deaths);
  let writes = 0;
  const process = async () => {
    const dead = new AbortController();
    const die = () => {
      dead.abort(new Killed());
      dead.signal.throwIfAborted();
    };
    const create: typeof store.create = async (key, text) => {
      dead.signal.throwIfAborted();
      const dies = left.delete((writes += 1));
      if (dies && beforeWrite) die();
      const stored = await store.create(key, text);
      if (dies) die();
      return stored;
    };
    const journal = await open({ ...store, create });
    const steps = names.map((name) => world.step(name));
    await takeSteps(steps, journal, { ...waiting(), signal: dead.signal });
    await journal.append("end");
  };
  const entries = async () => {
    const run = (await runs(store)).at(-1);
    return run === undefined ? [] : (await Journal.open(store, run, "anna")).entries;
  };
  while ((await entries()).at(-1)?.kind !== "end") {
    await process().catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  }
  return { world, entries: await entries() };
}

describe("the journal", () => {
  it("is read again as it was written, in its order", async () => {
    const store = memoryStore();
    const journal = await Journal.begin(store, "try", "anna", { migrations: ["orders"] });
    await Promise.all(names.map((name) => journal.append("intent", name)));
    const again = await Journal.open(store, journal.run, "ben");
    expect(again.entries).to.deep.equal(journal.entries);
    expect(again.entries.map(({ step }) => step)).to.deep.equal([undefined, ...names]);
  });

  it("is not written by two processes", async () => {
    const store = memoryStore();
    const first = await Journal.begin(store, "try", "anna", {});
    const second = await Journal.open(store, first.run, "ben");
    await second.append("intent", "a");
    const failure: unknown = await first.append("intent", "a").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(OperationError);
  });

  it("resumes an unfinished run of the same verb and subject", async () => {
    const store = memoryStore();
    const { run } = await Journal.begin(store, "start", "anna", { migrations: ["a"] });
    const find = async (verb: string, migrations: string[]) =>
      (await Journal.unfinished(store, verb, "anna", { migrations }))?.run;
    expect(await find("start", ["a"])).to.equal(run);
    expect(await find("start", ["b"])).to.equal(undefined);
    expect(await find("stop", ["a"])).to.equal(undefined);
    await (await Journal.open(store, run, "anna")).append("end");
    expect(await find("start", ["a"])).to.equal(undefined);
  });
});

describe("steps", () => {
  for (const beforeWrite of [true, false]) {
    const moment = beforeWrite ? "before" : "after";
    for (const death of Array.from({ length: 10 }, (_, index) => index + 1)) {
      it(`come to the same end when the process dies ${moment} journal entry ${death}`, async () => {
        const { world, entries } = await runWithDeaths([death], beforeWrite);
        expect(world.done).to.deep.equal(names);
        expect(world.acts, "no step acts twice").to.deep.equal(names);
        expect(entries.filter(({ kind }) => kind === "end")).to.have.length(1);
      });
    }
  }

  it("come to the same end however often the process dies", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 })), fc.boolean(), async (...args) => {
        const { world } = await runWithDeaths(...args);
        expect(world.done).to.deep.equal(names);
      }),
      { numRuns: 50 },
    );
  });

  const journalOf = () => open(memoryStore());

  it("are not taken while an obstacle remains", async () => {
    const world = new World();
    const blocked = world.step("b", { obstacle: () => Promise.resolve("the task runs") });
    const taken = takeSteps([world.step("a"), blocked], await journalOf(), waiting());
    const message = await taken.catch((error: unknown) => (error as Error).message);
    expect(message).to.equal("b: the task runs");
    expect(world.done).to.deep.equal(["a"]);
  });

  it("fail with what was missing when they are not proven in time, and can be taken again", async () => {
    const world = new World();
    const slow = world.step("a", { act: () => Promise.resolve(), limitSeconds: 0.02 });
    const journal = await journalOf();
    const message = await takeSteps([slow], journal, waiting()).catch(
      (error: unknown) => (error as Error).message,
    );
    expect(message).to.match(/do a: not done after 0.02 s: not done/);
    expect(journal.entries.at(-1)?.kind).to.equal("failure");
    await takeSteps([world.step("a")], journal, waiting());
    expect(world.done).to.deep.equal(["a"]);
  });

  it("are taken back in reverse order, those that were only begun among them", async () => {
    const world = new World();
    const journal = await journalOf();
    const failing = world.step("c", { act: () => Promise.reject(new OperationError("no")) });
    const steps = [world.step("a"), world.step("b"), failing, world.step("d")];
    await takeSteps(steps, journal, waiting()).catch(() => undefined);
    world.done.push("c");
    await undoSteps(steps, journal, waiting());
    expect(world.done).to.deep.equal([]);
    const undone = journal.entries.filter(({ kind }) => kind === "undone");
    expect(undone.map(({ step }) => step)).to.deep.equal(["c", "b", "a"]);
  });

  it("are taken back to how it was before the first attempt, whatever a crash has left", async () => {
    const world = { isOpen: true, restored: [] as Json[] };
    const door = (act: () => Promise<void>): Step => ({
      name: "door",
      announcement: "close the door",
      limitSeconds: 1,
      before: () => Promise.resolve({ isOpen: world.isOpen }),
      act,
      proof: () => Promise.resolve({ proven: false, why: "open" }),
      undo: {
        announcement: "open the door",
        act: (before) => {
          world.restored.push(before);
          return Promise.resolve();
        },
      },
    });
    const journal = await journalOf();
    const crash = () => {
      world.isOpen = false;
      return Promise.reject(new OperationError("crash"));
    };
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await takeSteps([door(crash)], journal, waiting()).catch(() => undefined);
    }
    await undoSteps([door(crash)], journal, waiting());
    expect(world.restored).to.deep.equal([{ isOpen: true }]);
  });

  it("are taken again after they were taken back, and a refusal is not an attempt", async () => {
    const world = new World();
    const journal = await journalOf();
    const steps = [world.step("a")];
    await takeSteps(steps, journal, waiting());
    await undoSteps(steps, journal, waiting());
    await undoSteps(steps, journal, waiting());
    const refused = world.step("a", { obstacle: () => Promise.resolve("not now") });
    await takeSteps([refused], journal, waiting()).catch(() => undefined);
    await undoSteps(steps, journal, waiting());
    expect(journal.entries.filter(({ kind }) => kind === "undone")).to.have.length(1);
    await takeSteps(steps, journal, waiting());
    expect(world.acts).to.deep.equal(["a", "a"]);
    expect(resultOf(steps[0]!, journal.entries)).to.deep.equal({ name: "a" });
  });

  it("stop between two when the operator interrupts", async () => {
    const world = new World();
    const interruption = new AbortController();
    const last = world.step("a", {
      act: () => {
        world.done.push("a");
        interruption.abort();
        return Promise.resolve();
      },
    });
    const taken = takeSteps([last, world.step("b")], await journalOf(), {
      ...waiting(),
      signal: interruption.signal,
    });
    expect(
      await taken.then(
        () => "ended",
        () => "stopped",
      ),
    ).to.equal("stopped");
    expect(world.done).to.deep.equal(["a"]);
  });
});
