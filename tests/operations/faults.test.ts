import { expect } from "chai";
import { faults, type FaultName } from "@landing-zone/replication/faults";
import type { TableResult } from "../../operations/verify/result";
import { eventually, type World } from "../replication/support/world";
import { lacksServer } from "../support/mysql-servers";
import { startStack, type TestStack } from "./support/stack";

/** A fault in rows: its table, the change of the source that shows it, and what `verify` finds. */
interface RowFault {
  readonly columns: string;
  readonly rows: string;
  readonly change?: string;
  readonly found: string;
}

const texts = "id INT PRIMARY KEY, v VARCHAR(40)";
const rowFaults = {
  "lost-change": {
    columns: texts,
    rows: "(1, 'a'), (2, 'b')",
    change: "UPDATE ?? SET v = 'new' WHERE id = 2",
    found: "2 changed",
  },
  "lost-insert": {
    columns: texts,
    rows: "(1, 'a')",
    change: "INSERT INTO ?? VALUES (7, 'b')",
    found: "7 missing",
  },
  "lost-update": {
    columns: texts,
    rows: "(1, 'a'), (2, 'b')",
    change: "UPDATE ?? SET v = 'new' WHERE id = 1",
    found: "1 changed",
  },
  "lost-delete": {
    columns: texts,
    rows: "(1, 'a'), (2, 'b')",
    change: "DELETE FROM ?? WHERE id = 1",
    found: "1 extra",
  },
  "doubled-insert": {
    columns: "v INT",
    rows: "(1)",
    change: "INSERT INTO ?? VALUES (2)",
    found: " extra",
  },
  "rounded-floats": {
    columns: "id INT PRIMARY KEY, v FLOAT",
    rows: "(1, 0)",
    change: "UPDATE ?? SET v = 1.2345678",
    found: "1 changed",
  },
  "cut-enum": {
    columns: "id INT PRIMARY KEY, v ENUM('a', 'it''s', 'it''s, odd')",
    rows: "(1, 'a')",
    change: "UPDATE ?? SET v = 'it''s, odd'",
    found: "1 changed",
  },
  "shifted-times": {
    columns: "id INT PRIMARY KEY, v TIMESTAMP(3) NULL",
    rows: "(1, NULL)",
    change: "UPDATE ?? SET v = '2026-03-29 02:30:00.125'",
    found: "1 changed",
  },
  "cut-text": {
    columns: texts,
    rows: "(1, '')",
    change: "UPDATE ?? SET v = 'longer than eight'",
    found: "1 changed",
  },
  "trimmed-text": {
    columns: texts,
    rows: "(1, '')",
    change: "UPDATE ?? SET v = 'blank '",
    found: "1 changed",
  },
  "quoted-json-numbers": {
    columns: "id INT PRIMARY KEY, v JSON",
    rows: "(1, '{}')",
    change: `UPDATE ?? SET v = '{"n": 1.25}'`,
    found: "1 changed",
  },
  "changed-row": {
    columns: "id INT PRIMARY KEY, v DECIMAL(9,2)",
    rows: "(1, 0.1), (2, 0.2), (3, 0.3)",
    found: "2 changed",
  },
  "missing-row": { columns: texts, rows: "(1, 'a'), (2, 'b'), (3, 'c')", found: "2 missing" },
  "extra-row": { columns: texts, rows: "(1, 'a'), (2, 'b'), (3, 'c')", found: "-3 extra" },
} as const satisfies Partial<Record<FaultName, RowFault>>;

/** Faults that DMS's own answers show, about a table each, and what `status` shows of them. */
const shownFaults = {
  "table-error": "In its way: orders: orders.`table-error`: Table error",
  "table-cancelled": "In its way: orders: orders.`table-cancelled`: Table cancelled",
  "table-missing": "In its way: orders: orders.`table-missing`: Table does not exist",
  "validation-mismatch":
    "In its way: orders: orders.`validation-mismatch`: validation: Mismatched records",
  "validation-suspended":
    "In its way: orders: orders.`validation-suspended`: validation: Suspended records",
  "validation-error": "In its way: orders: orders.`validation-error`: validation: Error",
  "validation-off": "In its way: orders: orders.`validation-off`: validation: Not enabled",
  "validation-pending": "pending records (orders.`validation-pending`",
  "statistics-lag": "unapplied   orders.`statistics-lag`: 10",
  "apply-exception": "In its way: orders: orders.`apply-exception`: 1 changes were not applied",
  "maintenance-pending": "In its way: orders: AWS plans ",
  "source-latency": "In its way: orders: it reads the source 1",
  "target-latency": "In its way: orders: it writes to the target 1",
} as const satisfies Partial<Record<FaultName, string>>;

/** Faults that end a task, and the words of `status` for it. */
const ends = {
  "task-fails": "orders failed: ",
  "task-fails-recoverably": "orders failed: ",
  "low-memory": "orders stopped because the replication instance has too little memory",
  "low-disk": "orders stopped because the replication instance has too little storage",
  "instance-recycled": "orders stopped because DMS restarts it",
} as const satisfies Partial<Record<FaultName, string>>;

const names = <Name extends string>(all: Readonly<Record<Name, unknown>>) =>
  Object.keys(all) as Name[];
const quote = (name: string) => `orders.\`${name}\``;
/** Tables that a fault of DMS's answers is about. */
const plainTables = ["reload-stuck", ...names(shownFaults)];

async function prepare({ source, target }: World): Promise<void> {
  for (const side of [source, target]) {
    await side.query("CREATE DATABASE orders");
    for (const [name, { columns }] of Object.entries(rowFaults)) {
      await side.query(`CREATE TABLE ${quote(name)} (${columns})`);
    }
    for (const name of plainTables) await side.query(`CREATE TABLE ${quote(name)} (${texts})`);
  }
  for (const [name, { rows }] of Object.entries(rowFaults)) {
    await source.query(`INSERT INTO ${quote(name)} VALUES ${rows}`);
  }
  for (const name of plainTables) await source.query(`INSERT INTO ${quote(name)} VALUES (1, 'a')`);
}

describe("the faults that DMS and its surroundings can have, each by the verb that notices it", function () {
  this.timeout(240_000);
  if (lacksServer("mysql-8.0")) return;

  let stack: TestStack;
  const noticed = new Set<FaultName>();
  before(async () => {
    stack = await startStack(prepare);
  });
  after(() => stack.stop());

  const play = async (fault: FaultName, more: object = {}) => {
    await stack.world.double.play({ fault, ...more });
  };
  /**
   * Runs a verb that has to end with a code.
   * @returns Everything that it printed.
   */
  const ending = async (code: number, ...args: string[]) => {
    const { code: ended, out, err } = await stack.runHere(...args);
    expect(ended, `${out}\n${err}`).to.equal(code);
    return `${out}\n${err}`;
  };
  const status = () => ending(0, "status");
  /** One test of a fault, or of some that are played together. */
  function notices(title: string, tested: readonly FaultName[], test: () => Promise<void>): void {
    it(`${tested.join(", ")}: ${title}`, async () => {
      try {
        await test();
      } finally {
        await stack.world.double.clear();
      }
      for (const fault of tested) noticed.add(fault);
    });
  }

  // Suites run in their order, after the tests beside them.
  describe("until it is loaded:", () => {
    notices("test ends its wait", ["connection-testing"], async () => {
      await play("connection-testing");
      expect(await ending(1, "test", "--limit", "1")).to.match(
        /default to \S.*: not done after 1 s: testing/,
      );
    });

    notices("test names the endpoint and the reason", ["connection-refused"], async () => {
      await play("connection-refused", { times: 1 });
      expect(await ending(1, "test")).to.match(
        /default to (source erp|Aurora): failed: Test Endpoint failed/,
      );
      await ending(0, "test");
    });

    notices(
      "assess names them, and fails for the first",
      ["assessment-fails", "assessment-warns"],
      async () => {
        await play("assessment-warns", { times: 1 });
        expect(await ending(0, "assess", "--yes")).to.match(/orders: all-check-\S+: warning/);
        await play("assessment-fails", { times: 1 });
        expect(await ending(1, "assess", "--yes")).to.match(/orders: mysql-\S+: failed/);
      },
    );

    notices("assess ends its wait", ["assessment-stuck"], async () => {
      await play("assessment-stuck");
      expect(await ending(1, "assess", "--yes", "--limit", "1")).to.contain(
        "assess orders: not done",
      );
    });

    notices(
      "status names the table that is not loaded, and the metric that is missing",
      ["full-load-stalls", "metrics-missing"],
      async () => {
        await play("full-load-stalls");
        await play("metrics-missing");
        await ending(0, "heartbeat", "--create-only", "--yes");
        await ending(0, "start", "--yes");
        await eventually(
          async () => ((await status()).includes(" loading (orders.") ? true : undefined),
          "status names a table that is loading",
        );
        expect(await status()).to.match(/Next: .* status --watch .*\n.*orders is loading, 0 %/);
        await stack.world.double.clear("full-load-stalls");
        await stack.task.loaded();
        expect(await status()).to.contain("not known: DMS has written no metric in 15 minutes");
      },
    );
  });

  describe("rows that are not the same:", () => {
    let results: ReadonlyMap<string, TableResult>;
    before(async () => {
      const { double, source } = stack.world;
      await stack.task.caughtUp();
      for (const [name, fault] of Object.entries<RowFault>(rowFaults)) {
        await double.play({ fault: name as FaultName, schema: "orders", table: name });
        if (fault.change) await source.query(fault.change.replace("??", quote(name)));
      }
      await stack.task.caughtUp();
      await double.clear();
      const { code, out } = await stack.runHere("verify", "--json");
      expect(code).to.equal(1);
      const all = JSON.parse(out) as TableResult[];
      results = new Map(all.map((result) => [result.table, result]));
    });

    for (const [name, { found }] of Object.entries(rowFaults)) {
      notices("verify names the table and the row", [name as FaultName], () => {
        const { differences = [] } = results.get(quote(name)) ?? {};
        expect(differences.map(({ key, kind }) => `${key} ${kind}`)).to.deep.equal([found]);
        return Promise.resolve();
      });
    }

    it("finds every other table equal", () => {
      const equal = [...results.values()].filter(({ verdict }) => verdict === "equal");
      expect(equal.map(({ table }) => table)).to.have.members(plainTables.map(quote));
    });
  });

  describe("reported by DMS:", () => {
    let text: string;
    before(async () => {
      for (const fault of names(shownFaults)) {
        await play(fault, { schema: "orders", table: fault, seconds: 1_000 });
      }
      text = await eventually(async () => {
        const shown = await status();
        return /it reads .*\n.*it writes/.test(shown) ? shown : undefined;
      }, "status shows latencies");
    });

    for (const [fault, words] of Object.entries(shownFaults)) {
      notices("status names it", [fault as FaultName], () => {
        expect(text).to.contain(words);
        return Promise.resolve();
      });
    }

    it("reports nothing of it once it is over, but for the exception", async () => {
      await stack.world.double.clear();
      const broken = (await status()).match(/In its way: .*/g) ?? [];
      // A minute's latency, and the row differences that DMS still has to find.
      const rest = broken.filter((line) => !/ s late|Mismatched/.test(line));
      expect(rest.join("\n")).to.match(/^In its way: .* 1 changes were not applied.*$/);
    });
  });

  describe("what its operator has to do something about:", () => {
    for (const [fault, words] of Object.entries(ends)) {
      notices("status gives the reason, and resume goes on", [fault as FaultName], async () => {
        await play(fault as FaultName, { times: 1 });
        await stack.task.reaches(words.includes("failed") ? "failed" : "stopped");
        const text = await status();
        expect(text).to.contain(words).and.to.contain("Next: npm run migrate -- resume orders");
        await ending(0, "resume", "--yes");
      });
    }

    notices("status names the table, and reload refuses meanwhile", ["reload-stuck"], async () => {
      await play("reload-stuck", { schema: "orders", table: "reload-stuck" });
      expect(await status()).to.contain("1 loading (orders.`reload-stuck`)");
      const reload = ["reload", "--yes", "--tables", "orders.reload-stuck"];
      expect(await ending(1, ...reload)).to.match(/ 1 loading, .*; it has to follow the source/);
      await stack.world.double.clear();
      await ending(0, ...reload);
    });

    notices("verify waits for its marker no longer than it may", ["target-refuses"], async () => {
      await play("target-refuses");
      expect(await ending(1, "verify", "--restart", "--marker-limit", "1")).to.contain(
        "waiting for the marker on the target: not done after 1 s",
      );
    });

    notices("stop waits for it", ["slow-states"], async () => {
      await play("slow-states", { seconds: 1 });
      await ending(0, "stop", "--yes");
      await ending(0, "resume", "--yes");
    });

    notices(
      "stop ends its wait, and reports another reason",
      ["stuck-stopping", "wrong-stop-reason"],
      async () => {
        await play("stuck-stopping");
        expect(await ending(1, "stop", "--yes", "--limit", "1")).to.contain(
          "not done after 1 s: stopping",
        );
        await stack.world.double.clear();
        await stack.task.reaches("stopped");
        await ending(0, "resume", "--yes");
        await play("wrong-stop-reason", { times: 1 });
        expect(await ending(1, "stop", "--yes")).to.contain(
          "orders: it was asked to stop, and stopped because DMS restarts it",
        );
      },
    );

    notices("resume ends its wait", ["stuck-starting"], async () => {
      await play("stuck-starting");
      expect(await ending(1, "resume", "--yes", "--limit", "1")).to.contain(
        "not done after 1 s: starting",
      );
      await stack.world.double.clear();
      await ending(0, "resume", "--yes");
    });

    notices("stop reports that there is no position", ["checkpoint-missing"], async () => {
      await play("checkpoint-missing");
      expect(await ending(1, "stop", "--yes")).to.contain("no position to resume from");
    });

    notices("resume refuses once the position is lost", ["log-purged"], async () => {
      await play("log-purged", { times: 1 });
      expect(await ending(1, "resume", "--yes")).to.contain("1236");
      expect(await ending(1, "resume", "--yes")).to.contain("only reload helps");
    });

    for (const [fault, reason] of [
      ["throttling", "Rate exceeded"],
      ["server-error", "request processing has failed"],
    ] as const) {
      notices("a few are repeated, many are reported", [fault], async () => {
        await play(fault, { times: 2 });
        await status();
        await play(fault);
        expect(await ending(1, "status")).to.match(
          new RegExp(`orders: reading its state: .*${reason}`, "i"),
        );
      });
    }
  });

  describe("altogether,", () => {
    it("are all noticed", () => {
      expect([...noticed]).to.have.members(Object.keys(faults));
    });
  });
});
