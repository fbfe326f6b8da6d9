import { expect } from "chai";
import { activityOf, stopReason } from "../../lib/dms-states";
import { Journal } from "../../operations/journal/journal";
import { type Step, takeSteps } from "../../operations/journal/steps";
import {
  inWords,
  type Replication,
  withoutValues,
} from "../../operations/replications/replication";
import {
  obstacleToReload,
  obstacleToReloadTables,
  obstacleToResume,
  obstacleToStart,
  obstacleToStop,
} from "../../operations/replications/rules";
import {
  reloadStep,
  reloadTablesStep,
  resumeStep,
  startStep,
  stopStep,
} from "../../operations/replications/steps";
import { memoryStore } from "./support/memory-store";
import { scriptedReplication, statusOf } from "./support/replication";

const loading = {
  loadPercent: 40,
  tables: { loaded: 1, loading: 1, queued: 1, errored: 0 },
};
const both = { migration: "orders", type: "full-load-and-cdc" } as const;
const cdc = { migration: "orders", type: "cdc" } as const;
const load = { migration: "orders", type: "full-load" } as const;

describe("obstacles to a verb", () => {
  const purged = "Error 1236 reading binlog";
  const cases: readonly (readonly [string, string | undefined, RegExp | undefined])[] = [
    ["start a ready one", obstacleToStart(both, statusOf("ready")), undefined],
    ["start a stopped one", obstacleToStart(both, statusOf("stopped")), /forget its position/],
    ["start a failed one", obstacleToStart(both, statusOf("failed")), /forget its position/],
    [
      "start one under change",
      obstacleToStart(both, statusOf("modifying", { wasStarted: false })),
      /has to be ready/,
    ],
    ["resume a stopped one", obstacleToResume(both, statusOf("stopped")), undefined],
    ["resume a failed one", obstacleToResume(both, statusOf("failed")), undefined],
    [
      "resume a modified one",
      obstacleToResume(both, statusOf("ready", { wasStarted: true })),
      undefined,
    ],
    ["resume one never started", obstacleToResume(both, statusOf("ready")), /use start/],
    ["resume a finished load", obstacleToResume(load, statusOf("stopped")), /load is complete/],
    [
      "resume after a purge",
      obstacleToResume(both, statusOf("failed", { failure: purged })),
      /only reload/,
    ],
    ["resume an assessed one", obstacleToResume(both, statusOf("testing")), /being assessed/],
    ["stop a following one", obstacleToStop(both, statusOf("running"), false), undefined],
    [
      "stop during the load",
      obstacleToStop(both, statusOf("running", loading), false),
      /--during-load/,
    ],
    [
      "stop during the load on purpose",
      obstacleToStop(both, statusOf("running", loading), true),
      undefined,
    ],
    ["stop one under change", obstacleToStop(both, statusOf("moving"), false), /being changed/],
    ["reload a stopped one", obstacleToReload(both, statusOf("stopped"), []), undefined],
    [
      "reload into rows",
      obstacleToReload(both, statusOf("stopped"), ["orders.lines"]),
      /targetTables is keep, and 1 tables.*orders\.lines among them/,
    ],
    ["reload a running one", obstacleToReload(both, statusOf("running"), []), /stopped or failed/],
    ["reload cdc", obstacleToReload(cdc, statusOf("stopped"), []), /loads nothing/],
    ["reload tables", obstacleToReloadTables(both, statusOf("running")), undefined],
    [
      "reload tables while loading",
      obstacleToReloadTables(both, statusOf("running", loading)),
      /follow/,
    ],
    ["reload tables of a stopped one", obstacleToReloadTables(both, statusOf("stopped")), /follow/],
    [
      "reload tables of a load",
      obstacleToReloadTables(load, statusOf("running")),
      /full-load-and-cdc alone/,
    ],
  ];
  for (const [name, obstacle, expected] of cases) {
    it(`${name}: ${expected === undefined ? "nothing" : String(expected)}`, () => {
      if (expected === undefined) expect(obstacle).to.equal(undefined);
      else expect(obstacle).to.match(expected);
    });
  }
});

describe("a replication in words", () => {
  for (const [status, words] of [
    [statusOf("ready"), "waiting to be started"],
    [statusOf("running"), "following the source"],
    [statusOf("running", loading), "loading, 40 % (1 tables loaded, 1 loading, 1 queued)"],
    [
      statusOf("stopped", { stopReason: "Stop Reason NORMAL" }),
      "stopped because of a request to stop",
    ],
    [statusOf("failed", { failure: "No connection" }), "failed: No connection"],
    [statusOf("invented by DMS"), "being changed by DMS (invented by DMS)"],
  ] as const) {
    it(words, () => {
      expect(inWords(both, status)).to.equal(words);
    });
  }

  it("knows the serverless states", () => {
    expect(activityOf("Provisioning Capacity")).to.equal("starting");
    expect(activityOf("replication_starting")).to.equal("starting");
  });

  it("takes a stop reason that it does not know for a fault", () => {
    expect(stopReason("Stop Reason INVENTED")).to.deep.equal({
      words: "INVENTED",
      intended: false,
    });
  });

  it("shows nothing that DMS quotes", () => {
    expect(withoutValues("Duplicate entry 'jane\\'s' for \"k\" in table")).to.equal(
      "Duplicate entry '…' for '…' in table",
    );
  });
});

describe("the steps of a replication", () => {
  async function take(step: Step) {
    const journal = await Journal.begin(memoryStore(), "try", "anna", {});
    const waiting = {
      signal: new AbortController().signal,
      progress: () => undefined,
      longestIntervalMs: 1,
    };
    const error = await takeSteps([step], journal, waiting).then(
      () => undefined,
      (thrown: unknown) => (thrown as Error).message,
    );
    return { error, entries: journal.entries };
  }
  const startedAt = "2026-01-31T12:00:00.000Z";

  it("start waits through the states before running", async () => {
    const replication = scriptedReplication({
      before: statusOf("ready"),
      afterCall: [statusOf("ready"), statusOf("starting"), statusOf("running")],
    });
    const { error, entries } = await take(startStep(replication, 5));
    expect(error).to.equal(undefined);
    expect(replication.calls).to.deep.equal(["start-replication"]);
    expect(entries.at(-1)?.kind).to.equal("result");
  });

  it("start leaves one alone that runs already", async () => {
    const replication = scriptedReplication({ before: statusOf("running"), afterCall: [] });
    expect((await take(startStep(replication, 5))).error).to.equal(undefined);
    expect(replication.calls).to.deep.equal([]);
  });

  it("start ends with a load that was complete before anybody looked", async () => {
    const finished = statusOf("stopped", { stopReason: "FULL_LOAD_ONLY_FINISHED", startedAt });
    const replication = scriptedReplication(
      { before: statusOf("ready"), afterCall: [finished] },
      { type: "full-load" },
    );
    expect((await take(startStep(replication, 5))).error).to.equal(undefined);
  });

  it("start fails at once with the reason when the replication fails", async () => {
    const replication = scriptedReplication({
      before: statusOf("ready"),
      afterCall: [statusOf("starting"), statusOf("failed", { failure: "no such host" })],
    });
    const { error, entries } = await take(startStep(replication, 5));
    expect(error).to.equal("orders: failed: no such host");
    expect(entries.at(-1)?.kind).to.equal("failure");
  });

  it("resume is not taken in by the state from before", async () => {
    const old = statusOf("stopped", { stopReason: "NORMAL" });
    const replication = scriptedReplication({
      before: old,
      afterCall: [old, old, statusOf("running")],
    });
    const { error } = await take(resumeStep(replication, 5));
    expect(error).to.equal(undefined);
    expect(replication.calls).to.deep.equal(["resume-processing"]);
  });

  it("resume reports a new failure that came before anybody looked", async () => {
    const replication = scriptedReplication({
      before: statusOf("failed", { failure: "old" }),
      afterCall: [statusOf("failed", { failure: "new", startedAt })],
    });
    expect((await take(resumeStep(replication, 5))).error).to.equal("orders: failed: new");
  });

  it("reload of everything is refused while the replication runs", async () => {
    const replication = scriptedReplication({ before: statusOf("running"), afterCall: [] });
    expect((await take(reloadStep(replication, 5, []))).error).to.contain("stopped or failed");
    expect(replication.calls).to.deep.equal([]);
  });

  it("reload of everything waits until a stopped one runs again", async () => {
    const old = statusOf("stopped", { stopReason: "NORMAL" });
    const replication = scriptedReplication({
      before: old,
      afterCall: [old, statusOf("starting"), statusOf("running", loading)],
    });
    expect((await take(reloadStep(replication, 5, []))).error).to.equal(undefined);
    expect(replication.calls).to.deep.equal(["reload-target"]);
  });

  for (const [name, end, problem] of [
    [
      "for another reason",
      { stopReason: "RECYCLE_TASK" },
      /asked to stop, and stopped because DMS/,
    ],
    ["without a position", { stopReason: "NORMAL", checkpoint: "" }, /no position to resume from/],
  ] as const) {
    it(`stop reports an end ${name}`, async () => {
      const replication = scriptedReplication({
        before: statusOf("running"),
        afterCall: [statusOf("stopped", { checkpoint: "checkpoint:V1#1", ...end })],
      });
      expect((await take(stopStep(replication, 5, false))).error).to.match(problem);
    });
  }

  it("stop waits until it has stopped, and keeps its checkpoint in the journal", async () => {
    const replication = scriptedReplication({
      before: statusOf("running"),
      afterCall: [statusOf("stopping"), statusOf("stopped", { checkpoint: "checkpoint:V1#1" })],
    });
    const { entries } = await take(stopStep(replication, 5, false));
    expect(replication.calls).to.deep.equal(["stop"]);
    expect(entries.at(-1)?.detail).to.include({ checkpoint: "checkpoint:V1#1" });
  });

  const table = { schema: "orders", table: "lines" };
  const tableAt = (state: string, loadStartedAt: string) => ({
    ...table,
    state,
    loadStartedAt,
    rowsLoaded: 7,
    changes: { inserts: 0, updates: 0, deletes: 0 },
    applied: { inserts: 0, updates: 0, deletes: 0 },
    validation: { state: "", pending: 0, failed: 0, suspended: 0 },
  });
  const reloading = (states: readonly ReturnType<typeof tableAt>[]): Replication => {
    let index = 0;
    return scriptedReplication(
      { before: statusOf("running"), afterCall: [] },
      { tables: () => Promise.resolve([states[Math.min(index++, states.length - 1)]!]) },
    );
  };

  it("reload of a table waits for the new load, not the old one", async () => {
    const states = [
      tableAt("Table completed", "then"),
      tableAt("Table completed", "then"),
      tableAt("Table is being reloaded", "now"),
      tableAt("Table completed", "now"),
    ];
    const { error, entries } = await take(reloadTablesStep(reloading(states), 5, [table]));
    expect(error).to.equal(undefined);
    expect(entries.at(-1)?.detail).to.deep.equal({ rows: [7] });
  });

  it("reload of a table names the table that cannot be loaded", async () => {
    const states = [tableAt("Table completed", "then"), tableAt("Table error", "now")];
    const { error } = await take(reloadTablesStep(reloading(states), 5, [table]));
    expect(error).to.equal("orders.lines: Table error");
  });
});
