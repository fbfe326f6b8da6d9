import { expect } from "chai";
import {
  museumChanges,
  museumRows,
  museumSchema,
  museumTables,
  rowsAsBytes,
} from "./support/museum";
import {
  describeDouble,
  eventually,
  select,
  startWorld,
  TestTask,
  type World,
} from "./support/world";

const everything = [select("museum"), select("Old.Town")];
const wholeLobs = { TargetMetadata: { FullLobMode: true, LimitedSizeLobMode: false } };

describeDouble("The double of DMS, copying between two servers", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  beforeEach(async () => {
    for (const connection of [world.source, world.target]) {
      await connection.query("DROP DATABASE IF EXISTS museum; DROP DATABASE IF EXISTS `Old.Town`");
      await connection.query(museumSchema);
    }
    await world.target.query("DROP DATABASE IF EXISTS awsdms_control");
    await world.double.clear();
    await world.source.query(museumRows);
  });

  /** Both sides have the same rows, table by table. */
  async function expectEqual(): Promise<void> {
    for (const [schema, table] of museumTables) {
      const [source, target] = await Promise.all(
        [world.source, world.target].map((side) => rowsAsBytes(side, schema, table)),
      );
      expect(target, `${schema}.${table}`).to.deep.equal(source);
    }
  }

  it("carries every value exactly, in the load and in changes", async () => {
    const settings = { ...wholeLobs, ValidationSettings: { EnableValidation: true } };
    const task = await TestTask.loadedWith(world, "exact", { rules: everything, settings });
    await expectEqual();
    await world.source.query(museumChanges);
    await task.caughtUp();
    await expectEqual();
    const [exceptions] = await world.target.query(
      "SELECT * FROM awsdms_control.awsdms_apply_exceptions",
    );
    expect(exceptions).to.deep.equal([]);
    const validated = await eventually(async () => {
      const { ValidationState: state } = await task.statistics("exhibit");
      return state === "Pending records" ? undefined : state;
    }, "the validation ends");
    expect(validated).to.equal("Validated");
    expect((await task.statistics("visit")).ValidationState).to.equal("No primary key");
    const { StopReason } = await task.stop();
    expect(StopReason).to.equal("Stop Reason NORMAL");
  });

  it("is equal after a crash in mid-stream and a resumption, tables without a key too", async () => {
    const task = await TestTask.loadedWith(world, "crash", {
      rules: everything,
      settings: wholeLobs,
    });
    for (let round = 0; round < 3; round += 1) {
      for (let row = 0; row < 60; row += 1) {
        await world.source.query("INSERT INTO museum.visit VALUES (1, NOW(), ?)", [
          `${round}/${row}`,
        ]);
        await world.source.query(
          "UPDATE museum.visitor SET balance = balance + 0.01, small = small",
        );
      }
      await world.crash();
      const failed = await task.describe();
      expect(failed.Status).to.equal("failed");
      expect(failed.StopReason).to.equal("Stop Reason RECOVERABLE_ERROR");
      await task.start("resume-processing");
      await task.reaches("running");
    }
    await task.caughtUp();
    await expectEqual();
    await task.stop();
  });

  it("resumes where it was stopped, and from a given position", async () => {
    const task = await TestTask.loadedWith(world, "resumed", {
      rules: everything,
      settings: wholeLobs,
    });
    await task.caughtUp();
    const { RecoveryCheckpoint } = await task.stop();
    await world.source.query(museumChanges);
    const changes = await TestTask.create(world, "changes", {
      type: "cdc",
      rules: everything,
      settings: wholeLobs,
    });
    await changes.start("start-replication", RecoveryCheckpoint);
    await changes.caughtUp();
    await expectEqual();
    await changes.stop();
  });

  it("loads tables again while it runs", async () => {
    const task = await TestTask.loadedWith(world, "again", {
      rules: everything,
      settings: wholeLobs,
    });
    await world.target.query("DELETE FROM museum.visitor; DELETE FROM museum.visit LIMIT 1");
    await world.dms.reloadTables({
      ReplicationTaskArn: task.arn,
      TablesToReload: ["visitor", "visit"].map((TableName) => ({
        SchemaName: "museum",
        TableName,
      })),
    });
    await world.source.query(museumChanges);
    await eventually(async () => {
      const states = await Promise.all(["visitor", "visit"].map((name) => task.statistics(name)));
      const isDone = states.every(
        (it) => it.FullLoadReloaded && it.TableState === "Table completed",
      );
      return isDone ? true : undefined;
    }, "the tables are loaded again");
    await task.caughtUp();
    await expectEqual();
    await task.stop();
  });

  it("takes the rows and names that the mappings say", async () => {
    const rules = [
      select("museum", "visit%", {
        filters: [
          {
            "filter-type": "source",
            "column-name": "id",
            "filter-conditions": [
              { "filter-operator": "between", "start-value": "1000", "end-value": "1001" },
            ],
          },
        ],
      }),
      select("museum", "visit", { "rule-action": "exclude" }),
      {
        "rule-type": "transformation",
        "rule-action": "rename",
        "rule-target": "table",
        "object-locator": { "schema-name": "museum", "table-name": "visitor" },
        value: "guest",
      },
    ];
    const task = await TestTask.loadedWith(world, "mapped", { rules, settings: wholeLobs });
    await world.source.query(museumChanges);
    await world.source.query(
      "UPDATE museum.visitor SET id = 1001 WHERE id = 77 AND 1 = 0; UPDATE museum.visitor SET id = 5 WHERE id = 1001",
    );
    await task.caughtUp();
    const [guests] = await world.target.query("SELECT id, email FROM museum.guest");
    expect(guests).to.deep.equal([{ id: 1000, email: "a@x" }]);
    expect(await rowsAsBytes(world.target, "museum", "visitor")).to.deep.equal([]);
    await task.stop();
  });

  it("cuts large objects off in the limited mode, in the load and in changes", async () => {
    const settings = { TargetMetadata: { LobMaxSize: 1 } };
    const rules = [select("Old.Town"), select("museum", "exhibit")];
    const task = await TestTask.loadedWith(world, "limited", { rules, settings });
    await world.source.query(museumChanges);
    await task.caughtUp();
    const [rows] = await world.target.query(
      "SELECT MAX(LENGTH(v)) AS longest FROM `Old.Town`.`Street Names`",
    );
    expect(rows).to.deep.equal([{ longest: 1_024 }]);
    const [notes] = await world.target.query(
      "SELECT MAX(LENGTH(photo)) AS photo FROM museum.exhibit",
    );
    expect(notes).to.deep.equal([{ photo: null }]);
    await task.stop();
  });

  it("takes over changed, new, emptied and dropped tables as its settings say", async () => {
    const task = await TestTask.loadedWith(world, "ddl", {
      rules: everything,
      settings: wholeLobs,
    });
    await world.source.query(`
      USE museum;
      ALTER TABLE visitor ADD COLUMN phone VARCHAR(20) DEFAULT 'none' AFTER email;
      INSERT INTO visitor (email, name, phone) VALUES ('p@x', 'P', '0');
      CREATE TABLE fresh (id INT PRIMARY KEY, v VARCHAR(10)); INSERT INTO fresh VALUES (1, 'x');
      TRUNCATE TABLE counted; DROP TABLE \`select\``);
    await task.caughtUp();
    const [[columns], [fresh], [counted], [selects]] = await Promise.all([
      world.target.query("SELECT phone FROM museum.visitor WHERE email = 'p@x'"),
      world.target.query("SELECT * FROM museum.fresh"),
      world.target.query("SELECT * FROM museum.counted"),
      world.target.query("SHOW TABLES FROM museum LIKE 'select'"),
    ]);
    expect(columns).to.deep.equal([{ phone: "0" }]);
    expect(fresh).to.deep.equal([{ id: 1, v: "x" }]);
    expect(counted).to.deep.equal([]);
    expect(selects).to.deep.equal([]);
    expect((await task.statistics("visitor")).AppliedDdls).to.equal(1);
    await task.stop();
  });
});
