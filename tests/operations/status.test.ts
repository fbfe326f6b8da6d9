import { expect } from "chai";
import type { MigrationFacts, StackFacts } from "../../operations/status/facts";
import { hoursLeft, nextOf, problemsOf } from "../../operations/status/judge";
import { statusLines } from "../../operations/status/render";
import { statusOf } from "./support/replication";

const now = new Date("2026-01-31T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const loading = { loadPercent: 43, tables: { loaded: 1, loading: 1, queued: 2, errored: 0 } };

function factsOf(more: Partial<MigrationFacts> = {}): MigrationFacts {
  return {
    migration: "orders",
    source: "erp",
    kind: "task",
    type: "full-load-and-cdc",
    status: statusOf("running"),
    tables: [],
    latency: { value: { source: 1, target: 2 } },
    heartbeat: { value: 1.25 },
    binlogHours: { value: 72 },
    exceptions: { value: [] },
    maintenance: { value: [] },
    ...more,
  };
}

function stackOf(
  migrations: readonly MigrationFacts[],
  more: Partial<StackFacts> = {},
): StackFacts {
  const cutover = {
    side: "source",
    hasReturned: false,
    isClosed: false,
    unfinished: undefined,
  } as const;
  return {
    ...{ stack: "dev", migrations, cutover, verification: undefined, operator: undefined },
    ...more,
  };
}

const verified = (more: object = {}) => ({
  startedAt: hoursAgo(2),
  finishedAt: hoursAgo(1),
  tables: 3,
  different: 0,
  unsettled: 0,
  ...more,
});

const tableIn = (state: string, validation = "Validated"): MigrationFacts["tables"][number] => ({
  schema: "orders",
  table: "lines",
  state,
  loadStartedAt: "",
  rowsLoaded: 0,
  changes: { inserts: 0, updates: 0, deletes: 0 },
  applied: { inserts: 0, updates: 0, deletes: 0 },
  validation: { state: validation, pending: 0, failed: 0, suspended: 0 },
});

describe("the next verb", () => {
  const before = stackOf([]).cutover;
  const stoppedOnPurpose = factsOf({ status: statusOf("stopped", { stopReason: "NORMAL" }) });
  for (const [title, cutover, verb] of [
    ["goes on with a cut-over", { ...before, unfinished: "cutover" }, "cutover run --resume"],
    ["goes on with a return", { ...before, unfinished: "return" }, "return run --resume"],
    ["closes the way back after a cut-over", { ...before, side: "aurora" }, "close"],
    ["cuts over again after a return", { ...before, hasReturned: true }, "cutover check"],
  ] as const) {
    it(`${title}, though the first replication is stopped`, () => {
      expect(nextOf(stackOf([stoppedOnPurpose], { cutover }), now).verb).to.equal(verb);
    });
  }

  const ready = factsOf({ status: statusOf("ready") });
  const stopped = factsOf({ status: statusOf("stopped", { stopReason: "NORMAL" }) });
  const loadDone = factsOf({
    migration: "history",
    type: "full-load",
    status: statusOf("stopped", { stopReason: "FULL_LOAD_ONLY_FINISHED" }),
  });
  for (const [name, stack, verb] of [
    ["starts what waits", stackOf([ready]), "start orders"],
    ["resumes what stopped", stackOf([stopped, ready]), "resume orders"],
    [
      "waits for a load",
      stackOf([factsOf({ status: statusOf("running", loading) })]),
      "status --watch",
    ],
    ["verifies what follows", stackOf([factsOf(), loadDone]), "verify"],
    [
      "verifies again after a day",
      stackOf([factsOf()], { verification: verified({ startedAt: hoursAgo(25) }) }),
      "verify",
    ],
    [
      "verifies again what was different",
      stackOf([factsOf()], { verification: verified({ different: 1 }) }),
      "verify",
    ],
    [
      "verifies on after an interruption",
      stackOf([factsOf()], { verification: verified({ finishedAt: undefined }) }),
      "verify",
    ],
    [
      "checks the cut-over",
      stackOf([factsOf(), loadDone], { verification: verified() }),
      "cutover check",
    ],
  ] as const) {
    it(name, () => {
      expect(nextOf(stack, now).verb).to.equal(verb);
    });
  }
});

describe("what an operator has to look at", () => {
  for (const [name, facts, problems] of [
    ["nothing while it follows", factsOf({ tables: [tableIn("Table completed")] }), []],
    [
      "a failure",
      factsOf({ status: statusOf("failed", { failure: "no route" }) }),
      ["orders failed: no route"],
    ],
    [
      "an unintended stop",
      factsOf({
        status: statusOf("stopped", { stopReason: "Stop Reason STOPPED_DUE_TO_LOW_DISK" }),
      }),
      ["orders stopped because the replication instance has too little storage"],
    ],
    [
      "a table in error",
      factsOf({ tables: [tableIn("Table error")] }),
      ["orders: orders.lines: Table error"],
    ],
    [
      "a validation",
      factsOf({ tables: [tableIn("Table completed", "Mismatched records")] }),
      ["orders: orders.lines: validation: Mismatched records"],
    ],
    [
      "a table that is not validated",
      factsOf({ tables: [tableIn("Table completed", "Not enabled")] }),
      ["orders: orders.lines: validation: Not enabled"],
    ],
    [
      "changes that were not applied",
      factsOf({
        exceptions: {
          value: [{ schema: "orders", table: "lines", count: 3, last: "2026-01-31 11:00:00" }],
        },
      }),
      [
        "orders: orders.lines: 3 changes were not applied, the last one at 2026-01-31 11:00:00 (awsdms_apply_exceptions)",
      ],
    ],
    [
      "a latency as the alarms have it",
      factsOf({ latency: { value: { source: 300, target: 300.6 } } }),
      ["orders: it writes to the target 301 s late"],
    ],
    [
      "no latency of one that loads",
      factsOf({
        status: statusOf("running", loading),
        latency: { value: { source: 900, target: 900 } },
      }),
      [],
    ],
    [
      "maintenance",
      factsOf({ maintenance: { value: ["os-upgrade of the replication instance default"] } }),
      ["orders: AWS plans os-upgrade of the replication instance default"],
    ],
    [
      "a binary log that ends soon",
      factsOf({ status: statusOf("stopped", { stopReason: "NORMAL", stoppedAt: hoursAgo(60) }) }),
      ["orders: resume within 12 h, as long as the source keeps its binary log"],
    ],
    [
      "a binary log that has ended",
      factsOf({ status: statusOf("stopped", { stopReason: "NORMAL", stoppedAt: hoursAgo(80) }) }),
      [
        "orders: the source may have deleted the binary log at its position: everything may have to be loaded again",
      ],
    ],
  ] as const) {
    it(name, () => {
      expect(problemsOf(facts, now)).to.deep.equal(problems);
    });
  }

  it("counts down only while a migration that needs the log is stopped", () => {
    const stoppedAt = hoursAgo(10);
    const at = (status: string, more: Partial<MigrationFacts> = {}) =>
      hoursLeft(factsOf({ status: statusOf(status, { stoppedAt }), ...more }), now);
    expect(at("stopped")).to.equal(62);
    expect(at("failed")).to.equal(62);
    expect(at("running")).to.equal(undefined);
    expect(at("stopped", { type: "full-load" })).to.equal(undefined);
    expect(at("stopped", { binlogHours: { unknown: "refused" } })).to.equal(undefined);
  });
});

describe("the status of a stack in words", () => {
  it("has what a person asks for", () => {
    const stack = stackOf([factsOf({ tables: [tableIn("Table completed")] })], {
      operator: { name: "anna@laptop", verb: "start" },
      verification: verified(),
    });
    const text = statusLines(stack, nextOf(stack, now), now).join("\n");
    for (const words of [
      "anna@laptop is at work: start.",
      "orders (task, from erp): following the source",
      "3 loaded",
      "1 validated",
      "source 1 s, target 2 s",
      "1.3 s old in the target",
      "kept for 72 h",
      `${hoursAgo(2)}, 3 tables, 0 different, 0 unsettled`,
      "Next: npm run migrate -- cutover check --stack dev",
    ]) {
      expect(text).to.contain(words);
    }
  });

  it("names the tables that it is about, the first ones", () => {
    const tables = ["a", "b", "c", "d"].map((table, index) => ({
      ...tableIn("Full load", "Pending records"),
      table,
      changes: { inserts: index + 1, updates: 0, deletes: 0 },
    }));
    const status = statusOf("running", {
      tables: { loaded: 0, loading: 4, queued: 0, errored: 0 },
    });
    const stack = stackOf([
      factsOf({ tables, status: { ...status, loadPercent: 100 }, type: "cdc" }),
    ]);
    const text = statusLines(stack, nextOf(stack, now), now).join("\n");
    expect(text).to.contain("4 loading (orders.a, orders.b, orders.c, 1 more)");
    expect(text).to.contain("4 pending records (orders.a, orders.b, orders.c, 1 more)");
    expect(text).to.contain("unapplied   orders.d: 4, orders.c: 3, orders.b: 2, 1 more");
  });

  it("reports what cannot be known, with the reason", () => {
    const stack = stackOf([
      factsOf({ latency: { unknown: "no metric" }, heartbeat: { unknown: "no table" } }),
    ]);
    const text = statusLines(stack, nextOf(stack, now), now).join("\n");
    expect(text).to.contain("not known: no metric").and.to.contain("not known: no table");
  });
});
