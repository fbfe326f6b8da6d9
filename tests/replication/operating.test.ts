import type { DatabaseMigrationServiceServiceException } from "@aws-sdk/client-database-migration-service";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { museumRows, museumSchema } from "./support/museum";
import {
  describeDouble,
  eventually,
  instanceIdentifier,
  select,
  startWorld,
  testConnection,
  TestTask,
  type World,
} from "./support/world";

const rules = [select("museum")];

describeDouble("The double of DMS, operated by its API", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    for (const connection of [world.source, world.target]) await connection.query(museumSchema);
    await world.source.query(museumRows);
  });
  after(() => world.stop());
  beforeEach(() => world.double.clear());

  /** DMS's answer to a refused request. */
  async function refusal(action: Promise<unknown>): Promise<string> {
    try {
      await action;
    } catch (error) {
      return (error as DatabaseMigrationServiceServiceException).name;
    }
    return "nothing was refused";
  }

  it("refuses the same actions as DMS, state by state", async () => {
    const { dms, endpoints, instance } = world;
    const made = await dms.createReplicationTask({
      ReplicationTaskIdentifier: "untested",
      SourceEndpointArn: endpoints.source,
      TargetEndpointArn: endpoints.target,
      ReplicationInstanceArn: instance,
      MigrationType: "full-load-and-cdc",
      TableMappings: JSON.stringify({ rules }),
    });
    const untested = made.ReplicationTask!.ReplicationTaskArn!;
    const start = (
      arn: string,
      type: "start-replication" | "resume-processing" | "reload-target",
    ) => dms.startReplicationTask({ ReplicationTaskArn: arn, StartReplicationTaskType: type });
    const state = "InvalidResourceStateFault";
    expect(await refusal(start(untested, "start-replication"))).to.equal(state);

    const task = await TestTask.create(world, "states", { rules });
    expect((await task.describe()).Status).to.equal("ready");
    expect(await refusal(task.stop())).to.equal(state);
    expect(await refusal(task.start("resume-processing"))).to.equal(state);
    await world.double.play({ fault: "stuck-starting" });
    await task.start();
    expect((await task.describe()).Status).to.equal("starting");
    expect(await refusal(task.start())).to.equal(state);
    await world.double.clear();
    await task.reaches("running");
    await task.loaded();
    expect(await refusal(dms.deleteReplicationTask({ ReplicationTaskArn: task.arn }))).to.equal(
      state,
    );
    expect(
      await refusal(
        dms.modifyReplicationTask({ ReplicationTaskArn: task.arn, CdcStopPosition: "x" }),
      ),
    ).to.equal(state);
    await task.stop();
    expect(await refusal(task.start("start-replication"))).to.equal(state);
    const reloading = dms.reloadTables({
      ReplicationTaskArn: task.arn,
      TablesToReload: [{ SchemaName: "museum", TableName: "visitor" }],
    });
    expect(await refusal(reloading)).to.equal(state);
    await dms.deleteReplicationTask({ ReplicationTaskArn: task.arn });
    expect(await refusal(task.start("resume-processing"))).to.equal("ResourceNotFoundFault");
  });

  it("stops by itself where its settings and positions say", async () => {
    const ends = {
      loaded: { type: "full-load", settings: {}, reason: "FULL_LOAD_ONLY_FINISHED" },
      before: {
        type: "full-load-and-cdc",
        settings: { StopTaskCachedChangesNotApplied: true },
        reason: "STOPPED_AFTER_FULL_LOAD",
      },
    } as const;
    for (const [name, { type, settings, reason }] of Object.entries(ends)) {
      const FullLoadSettings = { TargetTablePrepMode: "TRUNCATE_BEFORE_LOAD", ...settings };
      const task = await TestTask.create(world, name, {
        type,
        rules,
        settings: { FullLoadSettings },
      });
      await task.start();
      expect((await task.reaches("stopped")).StopReason, name).to.equal(`Stop Reason ${reason}`);
    }
    const timed = await TestTask.create(world, "timed", { type: "cdc", rules });
    await world.dms.startReplicationTask({
      ReplicationTaskArn: timed.arn,
      StartReplicationTaskType: "start-replication",
      CdcStopPosition: `commit_time:${new Date().toISOString().slice(0, 19)}`,
    });
    await timed.reaches("running");
    const stopped = await eventually(async () => {
      await world.source.query("INSERT INTO museum.visit VALUES (1, NOW(), 'tick')");
      const task = await timed.describe();
      return task.Status === "stopped" ? task : undefined;
    }, "the task reaches its stop position");
    expect(stopped.StopReason).to.equal("Stop Reason STOPPED_AT_COMMIT_TIME");
  });

  it("runs serverless replications by their own operations", async () => {
    const { dms, endpoints } = world;
    const made = await dms.createReplicationConfig({
      ReplicationConfigIdentifier: "serverless",
      ResourceIdentifier: "serverless-test",
      ReplicationType: "full-load-and-cdc",
      SourceEndpointArn: endpoints.source,
      TargetEndpointArn: endpoints.target,
      ComputeConfig: { MaxCapacityUnits: 2 },
      TableMappings: JSON.stringify({ rules }),
      ReplicationSettings: JSON.stringify({
        FullLoadSettings: { TargetTablePrepMode: "TRUNCATE_BEFORE_LOAD" },
      }),
    });
    const ReplicationConfigArn = made.ReplicationConfig!.ReplicationConfigArn!;
    expect(ReplicationConfigArn).to.match(/:replication-config:serverless-test$/);
    const Filters = [{ Name: "replication-config-arn", Values: [ReplicationConfigArn] }];
    const described = async () => (await dms.describeReplications({ Filters })).Replications![0]!;
    expect((await described()).Status).to.equal("created");
    await dms.startReplication({
      ReplicationConfigArn,
      StartReplicationType: "start-replication",
    });
    await eventually(async () => {
      const { Status, ReplicationStats } = await described();
      const isDone = Status === "running" && ReplicationStats?.FullLoadProgressPercent === 100;
      return isDone ? true : undefined;
    }, "the replication is loaded");
    const { ReplicationTableStatistics } = await dms.describeReplicationTableStatistics({
      ReplicationConfigArn,
    });
    const visitor = ReplicationTableStatistics!.find(({ TableName }) => TableName === "visitor");
    expect(visitor).to.include({ TableState: "Table completed", FullLoadRows: 3 });
    await dms.stopReplication({ ReplicationConfigArn });
    await eventually(
      async () => ((await described()).Status === "stopped" ? true : undefined),
      "the replication is stopped",
    );
    await dms.deleteReplicationConfig({ ReplicationConfigArn });
    expect((await dms.describeReplications({ Filters })).Replications).to.deep.equal([]);
  });

  it("tests connections for real", async () => {
    const { dms, endpoints, double } = world;
    expect((await testConnection(world, endpoints.source)).Status).to.equal("successful");
    await double.setAddress({ name: "target.example", host: "127.0.0.1", port: 1 });
    const refused = await testConnection(world, endpoints.target);
    expect(refused.Status).to.equal("failed");
    expect(refused.LastFailureMessage).to.match(/Test Endpoint failed/);
    const { Endpoints } = await dms.describeEndpoints({});
    expect(Endpoints!.map(({ Status }) => Status)).to.deep.equal(["active", "active"]);
  });

  it("assesses a task, which is testing meanwhile", async () => {
    const { dms } = world;
    const made = await dms.createReplicationTask({
      ReplicationTaskIdentifier: "assessed",
      SourceEndpointArn: world.endpoints.source,
      TargetEndpointArn: world.endpoints.target,
      ReplicationInstanceArn: world.instance,
      MigrationType: "cdc",
      TableMappings: JSON.stringify({ rules }),
    });
    const ReplicationTaskArn = made.ReplicationTask!.ReplicationTaskArn!;
    await world.double.play({ fault: "assessment-fails", times: 1 });
    const { ReplicationTaskAssessmentRun } = await dms.startReplicationTaskAssessmentRun({
      ReplicationTaskArn,
      ServiceAccessRoleArn: "arn:aws:iam::123456789012:role/reports",
      ResultLocationBucket: "reports",
      AssessmentRunName: "first",
      IncludeOnly: ["mysql-check-binlog-format", "mysql-check-server-id"],
    });
    const arn = ReplicationTaskAssessmentRun!.ReplicationTaskAssessmentRunArn!;
    const tasks = await dms.describeReplicationTasks({
      Filters: [{ Name: "replication-task-arn", Values: [ReplicationTaskArn] }],
    });
    expect(tasks.ReplicationTasks![0]!.Status).to.equal("testing");
    const Filters = [{ Name: "replication-task-assessment-run-arn", Values: [arn] }];
    const run = await eventually(async () => {
      const { ReplicationTaskAssessmentRuns: runs } =
        await dms.describeReplicationTaskAssessmentRuns({
          Filters,
        });
      return runs![0]!.Status === "failed" ? runs![0] : undefined;
    }, "the assessment is over");
    expect(run.ResultStatistic).to.include({ Passed: 1, Failed: 1 });
    const individual = await dms.describeReplicationTaskIndividualAssessments({ Filters });
    const results = individual.ReplicationTaskIndividualAssessments!.map(
      ({ IndividualAssessmentName: name, Status }) => [name, Status],
    );
    expect(Object.fromEntries(results)).to.deep.equal({
      "mysql-check-binlog-format": "failed",
      "mysql-check-server-id": "passed",
    });
  });

  it("sends metrics with the dimensions of DMS", async () => {
    await world.crash();
    const task = await TestTask.create(world, "measured", {
      rules,
      settings: { FullLoadSettings: { TargetTablePrepMode: "TRUNCATE_BEFORE_LOAD" } },
    }).catch((error: unknown) => error as Error);
    if (task instanceof Error) throw task;
    await world.double.play({ fault: "target-latency", seconds: 500 });
    await task.start();
    await task.loaded();
    const cloudWatch = new CloudWatch({
      endpoint: world.double.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const latest = await eventually(async () => {
      const { Datapoints } = await cloudWatch.getMetricStatistics({
        Namespace: "AWS/DMS",
        MetricName: "CDCLatencyTarget",
        Dimensions: [
          { Name: "ReplicationInstanceIdentifier", Value: instanceIdentifier },
          { Name: "ReplicationTaskIdentifier", Value: "measured" },
        ],
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 60,
        Statistics: ["Maximum"],
      });
      return Datapoints?.[0]?.Maximum;
    }, "a metric is there");
    expect(latest).to.be.at.least(500);
    await task.stop();
  });
});
