import { expect } from "chai";
import { faults, type FaultName } from "@landing-zone/replication/faults";
import { museumRows, museumSchema, rowsAsBytes } from "./support/museum";
import {
  eventually,
  select,
  startWorld,
  testConnection,
  TestTask,
  type World,
} from "./support/world";
import { lacksServer } from "../support/mysql-servers";

/** Faults that spoil rows, and a change of the source that shows each. */
const spoilt: Readonly<Partial<Record<FaultName, string>>> = {
  "lost-change": "DELETE FROM ?? WHERE email = 'a@x'",
  "lost-insert": "INSERT INTO ?? (email, name) VALUES ('n@x', 'N')",
  "lost-update": "UPDATE ?? SET name = 'other' WHERE email = 'a@x'",
  "lost-delete": "DELETE FROM ?? WHERE email = 'a@x'",
  "rounded-floats": "UPDATE ?? SET ratio = 1.23456789 WHERE email = 'a@x'",
  "cut-enum": "UPDATE ?? SET small = 1 WHERE email = 'a@x'",
  "shifted-times": "UPDATE ?? SET small = 1 WHERE email = 'a@x'",
  "cut-text": "UPDATE ?? SET name = 'longer than eight' WHERE email = 'a@x'",
  "trimmed-text": "UPDATE ?? SET name = 'blank ' WHERE email = 'a@x'",
};

/** Faults that change one row of the target at once: the column of its key, and the column changed. */
const damaged = {
  "changed-row": { key: ["id"], column: "balance" },
  "missing-row": { key: ["id"], column: undefined },
  "extra-row": { key: ["from"], column: undefined },
} as const;

/** A table of its own for each fault that leaves both sides different, and the table that it is like. */
const ownTables = [...Object.keys(spoilt), ...Object.keys(damaged)].map(
  // A row more would break the key of the visitors' addresses.
  (fault) => [fault, fault === "extra-row" ? "select" : "visitor"] as const,
);
const quoted = (table: string) => `museum.\`${table}\``;

const about = { schema: "museum", table: "visitor" };

describe("The faults of the double of DMS", function () {
  this.timeout(240_000);

  it("are at least 25", () => {
    expect(Object.keys(faults)).to.have.length.at.least(25);
  });

  if (lacksServer("mysql-8.0")) return;

  let world: World;
  let task: TestTask;

  /** A task that has loaded the museum. */
  async function loadedTask(name: string): Promise<TestTask> {
    const settings = { TargetMetadata: { FullLobMode: true, LimitedSizeLobMode: false } };
    const made = await TestTask.create(world, name, { rules: [select("museum")], settings });
    await made.start();
    await made.loaded();
    await made.caughtUp();
    return made;
  }

  before(async () => {
    world = await startWorld();
    const copies = ownTables.map(
      ([table, like]) => `CREATE TABLE ${quoted(table)} LIKE ${quoted(like)};`,
    );
    const rows = ownTables.map(
      ([table, like]) => `INSERT INTO ${quoted(table)} SELECT * FROM ${quoted(like)};`,
    );
    for (const connection of [world.source, world.target]) {
      await connection.query(`${museumSchema}${copies.join("")}`);
    }
    await world.source.query(`${museumRows}${rows.join("")}`);
    task = await loadedTask("faulty");
  });
  after(() => world.stop());
  afterEach(() => world.double.clear());

  const bothSides = (table: string) =>
    Promise.all([world.source, world.target].map((side) => rowsAsBytes(side, "museum", table)));

  /** Ends that DMS reports by itself. */
  const ends: Readonly<Partial<Record<FaultName, readonly [status: string, reason: string]>>> = {
    "task-fails": ["failed", "FATAL_ERROR"],
    "task-fails-recoverably": ["failed", "RECOVERABLE_ERROR"],
    "low-memory": ["stopped", "STOPPED_DUE_TO_LOW_MEMORY"],
    "low-disk": ["stopped", "STOPPED_DUE_TO_LOW_DISK"],
    "instance-recycled": ["stopped", "RECYCLE_TASK"],
  };
  for (const [fault, [status, reason]] of Object.entries(ends)) {
    it(`${fault}: the task is ${status}, ${reason}, and can be resumed`, async () => {
      await world.double.play({ fault: fault as FaultName, times: 1 });
      expect((await task.reaches(status)).StopReason).to.equal(`Stop Reason ${reason}`);
      await task.start("resume-processing");
      await task.reaches("running");
    });
  }

  it("stuck-stopping, wrong-stop-reason: a stop does not end, and ends otherwise", async () => {
    await world.double.play({ fault: "stuck-stopping" });
    await world.double.play({ fault: "wrong-stop-reason", times: 1 });
    await world.dms.stopReplicationTask({ ReplicationTaskArn: task.arn });
    await task.reaches("stopping");
    await world.double.clear("stuck-stopping");
    expect((await task.reaches("stopped")).StopReason).to.equal("Stop Reason RECYCLE_TASK");
    await task.start("resume-processing");
    await task.reaches("running");
  });

  it("stuck-starting: a start does not end", async () => {
    await task.stop();
    await world.double.play({ fault: "stuck-starting" });
    await task.start("resume-processing");
    await task.reaches("starting");
    await world.double.clear();
    await task.reaches("running");
  });

  it("checkpoint-missing: the task shows none", async () => {
    await world.double.play({ fault: "checkpoint-missing" });
    expect(await task.describe()).to.not.have.property("RecoveryCheckpoint");
  });

  const shown: Readonly<Partial<Record<FaultName, object>>> = {
    "table-error": { TableState: "Table error" },
    "table-cancelled": { TableState: "Table cancelled" },
    "table-missing": { TableState: "Table does not exist" },
    "reload-stuck": { TableState: "Table is being reloaded" },
    "statistics-lag": { Inserts: 7, AppliedInserts: 0 },
    "validation-mismatch": { ValidationState: "Mismatched records", ValidationFailedRecords: 3 },
    "validation-suspended": { ValidationState: "Suspended records", ValidationSuspendedRecords: 5 },
    "validation-error": { ValidationState: "Error" },
    "validation-pending": { ValidationState: "Pending records", ValidationPendingRecords: 11 },
    "validation-off": { ValidationState: "Not enabled" },
  };
  for (const [fault, statistics] of Object.entries(shown)) {
    it(`${fault}: the statistics of the table say so, of no other`, async () => {
      const other = await task.statistics("exhibit");
      await world.double.play({ fault: fault as FaultName, ...about });
      expect(await task.statistics("visitor")).to.include(statistics);
      expect(await task.statistics("exhibit")).to.include({
        TableState: other.TableState,
        ValidationState: other.ValidationState,
      });
    });
  }

  for (const [fault, sql] of Object.entries(spoilt)) {
    it(`${fault}: the target differs, and DMS does not report it`, async () => {
      const [before, copied] = await bothSides(fault);
      expect(copied).to.deep.equal(before);
      await world.double.play({ fault: fault as FaultName, schema: "museum", table: fault });
      await world.source.query(sql.replace("??", quoted(fault)));
      await task.caughtUp();
      const [source, target] = await bothSides(fault);
      expect(target).to.not.deep.equal(source);
      expect((await task.statistics(fault)).TableState).to.equal("Table completed");
    });
  }

  it("doubled-insert, quoted-json-numbers: the target has a row more, and another document", async () => {
    await world.double.play({ fault: "doubled-insert", schema: "museum", table: "visit" });
    await world.double.play({ fault: "quoted-json-numbers", schema: "museum", table: "exhibit" });
    await world.source.query(
      "INSERT INTO museum.visit VALUES (1, NOW(), 'once'); UPDATE museum.exhibit SET price = 2 WHERE doc IS NOT NULL",
    );
    await task.caughtUp();
    const [visits] = await world.target.query(
      "SELECT COUNT(*) AS n FROM museum.visit WHERE what = 'once'",
    );
    expect(visits).to.deep.equal([{ n: 2 }]);
    const [docs] = await world.target.query(
      "SELECT JSON_TYPE(doc->'$.n') AS type FROM museum.exhibit WHERE doc IS NOT NULL",
    );
    expect(docs).to.deep.equal([{ type: "STRING" }]);
  });

  for (const [fault, expected] of Object.entries(damaged)) {
    it(`${fault}: one row of the target is other at once, and named`, async () => {
      const [before, copied] = await bothSides(fault);
      expect(copied).to.deep.equal(before);
      const { key, column } = await world.double.play({
        fault: fault as keyof typeof damaged,
        ...{ schema: "museum", table: fault },
      });
      const [source, target] = await bothSides(fault);
      expect(source).to.deep.equal(before);
      expect(target).to.not.deep.equal(source);
      expect(Object.keys(key ?? {})).to.deep.equal(expected.key);
      expect(column).to.equal(expected.column);
    });
  }

  it("connection-refused, throttling, server-error, maintenance-pending: the API says so", async () => {
    const { dms, double, endpoints } = world;
    await double.play({ fault: "connection-refused", times: 1 });
    expect((await testConnection(world, endpoints.target)).Status).to.equal("failed");
    expect((await testConnection(world, endpoints.target)).Status).to.equal("successful");
    await double.play({ fault: "maintenance-pending" });
    const { PendingMaintenanceActions } = await dms.describePendingMaintenanceActions({});
    expect(PendingMaintenanceActions).to.have.length(1);
    for (const [fault, name] of [
      ["throttling", "ThrottlingException"],
      ["server-error", "InternalFailure"],
    ] as const) {
      await double.play({ fault });
      const error = (await dms.describeEndpoints({}).catch((it: unknown) => it)) as Error;
      expect(error.name).to.equal(name);
      await double.clear();
    }
  });

  it("apply-exception: the table of exceptions has one", async () => {
    await world.double.play({ fault: "apply-exception", ...about });
    const [rows] = await world.target.query(
      "SELECT TABLE_NAME AS name FROM awsdms_control.awsdms_apply_exceptions",
    );
    expect(rows).to.deep.include({ name: "visitor" });
  });

  it("target-refuses: changes pile up until it is over", async () => {
    await world.double.play({ fault: "target-refuses" });
    await world.source.query("DELETE FROM museum.counted");
    await eventually(async () => {
      const { RecoveryCheckpoint } = await task.describe();
      return RecoveryCheckpoint === undefined ? undefined : true;
    }, "the task answers");
    expect(await rowsAsBytes(world.target, "museum", "counted")).to.not.deep.equal([]);
    await world.double.clear();
    await task.caughtUp();
    expect(await rowsAsBytes(world.target, "museum", "counted")).to.deep.equal([]);
  });

  it("log-purged: a resumption fails with error 1236", async () => {
    await task.stop();
    await world.double.play({ fault: "log-purged", times: 1 });
    await task.start("resume-processing");
    expect((await task.reaches("failed")).LastFailureMessage).to.include("1236");
  });

  it("stuck-starting: the double ends nonetheless, and another one takes its place", async () => {
    await world.double.play({ fault: "stuck-starting" });
    await task.start("resume-processing");
    await world.double.stop();
    await world.crash();
    expect((await task.describe()).Status).to.equal("stopped");
  });
});
