import { expect } from "chai";
import { alarmsOn, dimensionsOf, thresholdsOf } from "./alarm-queries";
import { args, auroraMetrics, deploy, deployStandard } from "./observability-args";

const readers = { DBClusterIdentifier: "migration-aurora-test", Role: "READER" };
const scaled = { database: { ...args.database, readers: { least: "2", most: "5" } } };

describe("Alarms on Aurora readers that the load adds", () => {
  it("find them by the cluster and their role: nobody knows their names before", async () => {
    const { recording } = await deploy(scaled);
    for (const metric of auroraMetrics) {
      const alarms = alarmsOn(recording, "AWS/RDS", metric);
      expect(dimensionsOf(alarms), metric).to.deep.include(readers);
    }
  });

  it("ask for the one that is worst off, but for their processors, which share the load", async () => {
    const { recording } = await deploy(scaled);
    const statistics = recording
      .of("aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ name }) => name.startsWith("watch-aurora-readers-"))
      .map(({ inputs }) => `${String(inputs["metricName"])} ${String(inputs["statistic"])}`);
    expect(new Set(statistics)).to.deep.equal(
      new Set([
        "CPUUtilization Average",
        "FreeableMemory Minimum",
        "DatabaseConnections Maximum",
        "AuroraReplicaLag Maximum",
        "FreeLocalStorage Minimum",
      ]),
    );
  });

  it("have the thresholds of the instances, whose class they have", async () => {
    const { recording } = await deploy(scaled);
    const thresholds = (alarms: ReturnType<typeof alarmsOn>, isReader: boolean) =>
      new Set(
        thresholdsOf(
          alarms.filter(({ name }) => name.startsWith("watch-aurora-readers-") === isReader),
        ),
      );
    const memory = alarmsOn(recording, "AWS/RDS", "FreeableMemory");
    expect(thresholds(memory, true)).to.deep.equal(thresholds(memory, false));
  });

  it("count for the health of the migration", async () => {
    const { recording } = await deploy(scaled);
    const { inputs } = recording.one(
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      "watch-aurora-unhealthy",
    );
    expect(inputs["alarmRule"]).to.include("migration-aurora-readers-memory-critical-test");
  });

  it("are not there where the load adds none", async () => {
    const { recording } = await deployStandard();
    const all = dimensionsOf(alarmsOn(recording, "AWS/RDS", "CPUUtilization"));
    expect(all).not.to.deep.include(readers);
  });
});
