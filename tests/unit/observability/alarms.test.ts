import { expect } from "chai";
import { promiseOf, type Recording } from "../../support/mocks";
import { alarmsOn, alarmType, dimensionsOf, thresholdsOf } from "./alarm-queries";
import {
  args,
  auroraMetrics,
  deploy,
  deployStandard,
  noMigration,
  sized,
  toTheTopic,
  twoMigrations,
} from "./observability-args";

describe("Every alarm", () => {
  it("notifies the topic when it goes off and when it recovers", async () => {
    const { recording } = await deployStandard();
    const alarms = recording.of(alarmType);
    expect(alarms).not.to.be.empty;
    for (const { inputs, name } of alarms) {
      expect(inputs, name).to.deep.include(toTheTopic);
    }
  });

  it("describes its meaning and the remedy, within CloudWatch's 1,024 characters", async () => {
    const { recording } = await deployStandard();
    for (const { inputs, name } of recording.of(alarmType)) {
      const description = inputs["alarmDescription"] as string;
      expect(description.split(/[.;:] /).length, name).to.be.at.least(2);
      expect(description.length, name).to.be.at.most(1024);
    }
  });

  it("has a name of its own that ends with the environment, and is listed", async () => {
    const { recording, result } = await deployStandard();
    const names = recording.of(alarmType).map(({ inputs }) => inputs["name"] as string);
    expect(new Set(names)).to.have.property("size", names.length);
    for (const name of names) {
      expect(name).to.match(/^migration-.+-(warning|critical)-test$/);
    }
    const listed = await Promise.all(result.alarmNames.map((name) => promiseOf(name)));
    expect(listed).to.have.members(names);
  });

  it("can be judged in a preview, where identifiers are not known", async () => {
    const preview = await deploy({}, { preview: true });
    const update = await deployStandard();
    const names = ({ recording }: typeof preview) => recording.of(alarmType).map((it) => it.name);
    expect(names(preview)).to.deep.equal(names(update));
  });
});

describe("Alarms on replication", () => {
  it("find the metrics of a task, which CloudWatch keeps by instance and task together", async () => {
    const { recording } = await deployStandard();
    for (const metric of [
      "CDCLatencySource",
      "CDCLatencyTarget",
      "CDCIncomingChanges",
      "CDCChangesDiskSource",
      "CDCChangesDiskTarget",
      "ValidationFailedOverallCount",
      "ValidationSuspendedOverallCount",
    ]) {
      const alarms = alarmsOn(recording, "AWS/DMS", metric);
      expect(alarms, metric).not.to.be.empty;
      for (const dimensions of dimensionsOf(alarms)) {
        expect(dimensions).to.deep.equal({
          ReplicationInstanceIdentifier: "migration-dms-test",
          ReplicationTaskIdentifier: "orders-test",
        });
      }
    }
  });

  it("find the metrics of the instance by its identifier alone", async () => {
    const { recording } = await deployStandard();
    for (const metric of ["CPUUtilization", "FreeableMemory", "SwapUsage", "FreeStorageSpace"]) {
      const alarms = alarmsOn(recording, "AWS/DMS", metric);
      expect(dimensionsOf(alarms), metric).to.deep.equal([
        { ReplicationInstanceIdentifier: "migration-dms-test" },
        { ReplicationInstanceIdentifier: "migration-dms-test" },
      ]);
    }
  });

  it("watch every instance, and a task on the one that it is on", async () => {
    const bulk = {
      instanceId: "migration-dms-bulk-test",
      logGroupName: "dms-tasks-migration-dms-bulk-test",
      settings: { class: "dms.r6i.large", allocatedStorageGiB: 400 },
    };
    const { recording } = await deploy({
      dms: {
        ...args.dms,
        replicationInstances: { ...args.dms.replicationInstances, bulk },
        taskInstances: { orders: "bulk" },
      },
    });
    const [storage] = alarmsOn(recording, "AWS/DMS", "FreeStorageSpace").slice(-2);
    expect(storage!.inputs).to.deep.include({
      name: "migration-dms-bulk-storage-warning-test",
      dimensions: { ReplicationInstanceIdentifier: "migration-dms-bulk-test" },
      threshold: 100 * 2 ** 30,
    });
    expect(dimensionsOf(alarmsOn(recording, "AWS/DMS", "CDCLatencySource"))[0]).to.deep.equal({
      ReplicationInstanceIdentifier: "migration-dms-bulk-test",
      ReplicationTaskIdentifier: "orders-test",
    });
  });

  it("fail for a task on an instance that does not exist", async () => {
    const failure = await deploy({
      dms: { ...args.dms, taskInstances: { orders: "bulk" } },
    }).catch((error: unknown) => error);
    expect(String(failure)).to.include("orders is on none of the replication instances default");
  });

  it("go off at 10 % and 5 % of the memory of the instance's class, in bytes", async () => {
    const { recording } = await deploy({
      dms: { ...args.dms, replicationInstances: sized("dms.r6i.large", 100) },
    });
    const alarms = alarmsOn(recording, "AWS/DMS", "FreeableMemory");
    expect(thresholdsOf(alarms)).to.deep.equal([1_717_986_918, 858_993_459]);
    expect(alarms[0]?.inputs["comparisonOperator"]).to.equal("LessThanThreshold");
  });

  it("go off at a quarter and 15 % of the allocated storage, in bytes", async () => {
    const { recording } = await deploy({
      dms: { ...args.dms, replicationInstances: sized("dms.t3.medium", 200) },
    });
    const alarms = alarmsOn(recording, "AWS/DMS", "FreeStorageSpace");
    expect(thresholdsOf(alarms)).to.deep.equal([50 * 2 ** 30, 30 * 2 ** 30]);
  });

  it("go off at five minutes behind for half an hour, and call at fifteen", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/DMS", "CDCLatencyTarget");
    expect(thresholdsOf(alarms)).to.deep.equal([300, 900]);
    for (const { inputs } of alarms) {
      expect(inputs).to.include({
        comparisonOperator: "GreaterThanThreshold",
        period: 300,
        evaluationPeriods: 6,
        datapointsToAlarm: 6,
      });
    }
  });

  it("call when half of what the source's binary log keeps is used up", async () => {
    const { recording } = await deploy(twoMigrations);
    const alarms = alarmsOn(recording, "AWS/DMS", "CDCLatencySource").filter(({ name }) =>
      name.endsWith("-binlog-retention-critical"),
    );
    expect(alarms.map(({ name, inputs }) => [name, inputs["threshold"]])).to.deep.equal([
      ["watch-task-billing-binlog-retention-critical", 129_600],
      ["watch-task-orders-binlog-retention-critical", 172_800],
    ]);
    for (const { inputs } of alarms) {
      expect(inputs).to.include({ statistic: "Average", evaluationPeriods: 1 });
    }
  });

  it("go off at the first row that differs", async () => {
    const { recording } = await deployStandard();
    const [failed] = alarmsOn(recording, "AWS/DMS", "ValidationFailedOverallCount");
    expect(failed?.inputs).to.include({
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
    });
  });

  it("stay quiet about a task that does not run", async () => {
    const { recording } = await deployStandard();
    for (const { inputs } of alarmsOn(recording, "AWS/DMS", "CDCLatencySource")) {
      expect(inputs["treatMissingData"]).to.equal("notBreaching");
    }
  });

  it("become more by those of a new migration, and none of the others changes", async () => {
    const before = await deployStandard();
    const after = await deploy(twoMigrations);
    const inputsByName = (recording: Recording) =>
      Object.fromEntries(recording.of(alarmType).map(({ name, inputs }) => [name, inputs]));
    const [old, all] = [inputsByName(before.recording), inputsByName(after.recording)];
    expect(all).to.deep.include(old);
    const added = Object.keys(all).filter((name) => !(name in old));
    expect(added).not.to.be.empty;
    for (const name of added) {
      expect(name).to.match(/^watch-task-billing-/);
    }
  });

  it("are those of the instance alone without a migration", async () => {
    const { recording } = await deploy(noMigration);
    expect(alarmsOn(recording, "AWS/DMS", "CDCLatencySource")).to.be.empty;
    expect(alarmsOn(recording, "AWS/DMS", "CPUUtilization")).not.to.be.empty;
  });

  it("are refused for a class whose memory is not known", async () => {
    const failure = await deploy({
      dms: { ...args.dms, replicationInstances: sized("dms.x9.large", 100) },
    }).catch((error: unknown) => error);
    expect(String(failure)).to.include("dms.x9.large");
  });
});

describe("Alarms on Aurora", () => {
  it("watch every instance", async () => {
    const { recording } = await deployStandard();
    for (const metric of auroraMetrics) {
      const dimensions = dimensionsOf(alarmsOn(recording, "AWS/RDS", metric));
      expect(dimensions, metric).to.deep.include({
        DBInstanceIdentifier: "migration-aurora-1-test",
      });
      expect(dimensions, metric).to.deep.include({
        DBInstanceIdentifier: "migration-aurora-2-test",
      });
    }
  });

  it("count deadlocks on every instance, and binary log lag only where there is some", async () => {
    const { recording } = await deployStandard();
    expect(dimensionsOf(alarmsOn(recording, "AWS/RDS", "Deadlocks"))).to.have.length(2);
    const lag = alarmsOn(recording, "AWS/RDS", "AuroraBinlogReplicaLag");
    expect(thresholdsOf(lag)).to.deep.equal([300, 900]);
    for (const { inputs } of lag) {
      expect(inputs).to.deep.include({
        dimensions: { DBClusterIdentifier: "migration-aurora-test" },
        treatMissingData: "notBreaching",
      });
    }
  });

  it("watch the growth of the cluster's volume", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/RDS", "AuroraVolumeBytesLeftTotal");
    expect(dimensionsOf(alarms)).to.deep.equal([
      { DBClusterIdentifier: "migration-aurora-test" },
      { DBClusterIdentifier: "migration-aurora-test" },
    ]);
  });

  it("follow memory and connections of the instance class", async () => {
    const database = { ...args.database, instanceIdentifiers: ["one"] };
    const { recording } = await deploy({
      database: { ...database, instances: { class: "db.r6g.xlarge" } },
    });
    expect(thresholdsOf(alarmsOn(recording, "AWS/RDS", "FreeableMemory"))).to.deep.equal([
      3_435_973_836, 1_717_986_918,
    ]);
    expect(thresholdsOf(alarmsOn(recording, "AWS/RDS", "DatabaseConnections"))).to.deep.equal([
      1600, 1900,
    ]);
  });

  it("follow the connections that the configuration allows, rather than Aurora's default", async () => {
    const { recording } = await deploy({
      database: {
        ...args.database,
        readers: { most: "5" },
        parameters: { max_connections: 300 },
      },
    });
    const thresholds = thresholdsOf(alarmsOn(recording, "AWS/RDS", "DatabaseConnections"));
    expect(new Set(thresholds)).to.deep.equal(new Set([240, 285]));
  });

  it("follow the maximum capacity of serverless instances, at 2 GiB a unit", async () => {
    const { recording } = await deploy({
      database: {
        ...args.database,
        instanceIdentifiers: ["one"],
        instances: undefined,
        serverless: { maxCapacity: 16 },
      },
    });
    expect(thresholdsOf(alarmsOn(recording, "AWS/RDS", "FreeableMemory"))).to.deep.equal([
      3_435_973_836, 1_717_986_918,
    ]);
  });

  it("do not take the writer, which reports no replica lag, for a reader that is gone", async () => {
    const { recording } = await deployStandard();
    for (const { inputs } of alarmsOn(recording, "AWS/RDS", "AuroraReplicaLag")) {
      expect(inputs["treatMissingData"]).to.equal("notBreaching");
    }
  });

  it("are refused when the size of the instances is unknown", async () => {
    const failure = await deploy({ database: { ...args.database, instances: undefined } }).catch(
      (error: unknown) => error,
    );
    expect(String(failure)).to.include("class of instances or the limits of serverless");
  });
});
