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

const about = { schema: "museum", table: "visitor" };

describe("The faults of the double of DMS", function () {
  this.timeout(240_000);

  it("are at least 25", () => {
    expect(Object.keys(faults)).to.have.length.at.least(25);
  });

  if (lacksServer("mysql-8.0")) return;

  let world: World;
  let task: TestTask;
  let number = 0;

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  /** A task of its own for each test, that has loaded the museum. */
  beforeEach(async () => {
    await world.double.clear();
    for (const connection of [world.source, world.target]) {
      await connection.query("DROP DATABASE IF EXISTS museum; DROP DATABASE IF EXISTS `Old.Town`");
      await connection.query(museumSchema);
    }
    await world.source.query(museumRows);
    const settings = { TargetMetadata: { FullLobMode: true, LimitedSizeLobMode: false } };
    task = await TestTask.create(world, `faulty-${(number += 1)}`, {
      rules: [select("museum")],
      settings,
    });
    await task.start();
    await task.loaded();
    await task.caughtUp();
  });
  afterEach(async () => {
    await world.double.clear();
    if ((await task.describe()).Status === "running") await task.stop();
  });

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

  it("log-purged: a resumption fails with error 1236", async () => {
    await task.stop();
    await world.double.play({ fault: "log-purged", times: 1 });
    await task.start("resume-processing");
    expect((await task.reaches("failed")).LastFailureMessage).to.include("1236");
  });

  it("stuck-stopping, wrong-stop-reason: a stop does not end, and ends otherwise", async () => {
    await world.double.play({ fault: "stuck-stopping" });
    await world.double.play({ fault: "wrong-stop-reason", times: 1 });
    await world.dms.stopReplicationTask({ ReplicationTaskArn: task.arn });
    await task.reaches("stopping");
    await world.double.clear("stuck-stopping");
    expect((await task.reaches("stopped")).StopReason).to.equal("Stop Reason RECYCLE_TASK");
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

  /** Faults that spoil rows, and a change of the source that shows each. */
  const spoilt: Readonly<Partial<Record<FaultName, string>>> = {
    "lost-change": "DELETE FROM museum.visitor WHERE email = 'a@x'",
    "lost-insert": "INSERT INTO museum.visitor (email, name) VALUES ('n@x', 'N')",
    "lost-update": "UPDATE museum.visitor SET name = 'other' WHERE email = 'a@x'",
    "lost-delete": "DELETE FROM museum.visitor WHERE email = 'a@x'",
    "rounded-floats": "UPDATE museum.visitor SET ratio = 1.23456789 WHERE email = 'a@x'",
    "cut-enum": "UPDATE museum.visitor SET small = 1 WHERE email = 'a@x'",
    "shifted-times": "UPDATE museum.visitor SET small = 1 WHERE email = 'a@x'",
    "cut-text": "UPDATE museum.visitor SET name = 'longer than eight' WHERE email = 'a@x'",
    "trimmed-text": "UPDATE museum.visitor SET name = 'blank ' WHERE email = 'a@x'",
  };
  for (const [fault, sql] of Object.entries(spoilt)) {
    it(`${fault}: the target differs, and DMS does not report it`, async () => {
      await world.double.play({ fault: fault as FaultName, ...about });
      await world.source.query(sql);
      await task.caughtUp();
      const [source, target] = await Promise.all(
        [world.source, world.target].map((side) => rowsAsBytes(side, "museum", "visitor")),
      );
      expect(target).to.not.deep.equal(source);
      expect((await task.statistics("visitor")).TableState).to.equal("Table completed");
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

  for (const fault of ["changed-row", "missing-row", "extra-row"] as const) {
    it(`${fault}: one row of the target is other at once, and named`, async () => {
      const before = await rowsAsBytes(world.target, "museum", "visitor");
      const table = fault === "extra-row" ? "select" : "visitor";
      const { key, column } = await world.double.play({ fault, schema: "museum", table });
      const [source, target] = await Promise.all(
        [world.source, world.target].map((side) => rowsAsBytes(side, "museum", table)),
      );
      expect(target).to.not.deep.equal(source);
      expect(Object.keys(key ?? {})).to.deep.equal([fault === "extra-row" ? "from" : "id"]);
      expect(column).to.equal(fault === "changed-row" ? "balance" : undefined);
      expect(before).to.have.length(3);
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
    await world.source.query("DELETE FROM museum.visit");
    await eventually(async () => {
      const { RecoveryCheckpoint } = await task.describe();
      return RecoveryCheckpoint === undefined ? undefined : true;
    }, "the task answers");
    expect(await rowsAsBytes(world.target, "museum", "visit")).to.not.deep.equal([]);
    await world.double.clear();
    await task.caughtUp();
    expect(await rowsAsBytes(world.target, "museum", "visit")).to.deep.equal([]);
  });
});
