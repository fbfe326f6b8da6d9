import { expect } from "chai";
import type { Recording } from "../../support/mocks";
import {
  deploy,
  deployStandard,
  noMigration,
  noNetwork,
  toTheTopic,
  twoMigrations,
} from "./observability-args";

const type = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

function ruleOf(recording: Recording, name: string): string[] {
  const rule = recording.one(type, name).inputs["alarmRule"] as string;
  return [...rule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, alarm]) => alarm!);
}

describe("The alarm on an unhealthy migration", () => {
  it("is on while the VPN, the replication instance, Aurora or a migration is at fault", async () => {
    const { recording } = await deployStandard();
    expect(ruleOf(recording, "watch-unhealthy")).to.have.members([
      "migration-vpn-down-critical-test",
      "migration-dms-unhealthy-test",
      "migration-aurora-unhealthy-test",
      "migration-task-orders-unhealthy-test",
    ]);
  });

  it("is on for critical alarms only, and never for the application's", async () => {
    const { recording } = await deployStandard();
    const metricAlarms = recording
      .of(type)
      .flatMap(({ name }) => ruleOf(recording, name))
      .filter((name) => !name.includes("unhealthy"));
    expect(metricAlarms).not.to.be.empty;
    for (const name of metricAlarms) {
      expect(name).to.match(/^migration-(vpn|dms|aurora|task)-.*-critical-test$/);
    }
  });

  it("names alarms that are there", async () => {
    const { recording } = await deployStandard();
    const there = [
      ...recording.of("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs["name"]),
      ...recording.of(type).map(({ inputs }) => inputs["alarmName"]),
    ];
    for (const { name } of recording.of(type)) {
      expect(there).to.include.members(ruleOf(recording, name));
    }
  });

  it("goes off for a migration that is late or whose rows differ", async () => {
    const { recording } = await deployStandard();
    expect(ruleOf(recording, "watch-task-orders-unhealthy")).to.have.members([
      "migration-task-orders-binlog-retention-critical-test",
      "migration-task-orders-source-latency-critical-test",
      "migration-task-orders-target-latency-critical-test",
      "migration-task-orders-validation-failed-critical-test",
    ]);
  });

  it("notifies the topic, like the alarms that it combines", async () => {
    const { recording } = await deployStandard();
    for (const { inputs } of recording.of(type)) {
      expect(inputs).to.deep.include(toTheTopic);
    }
  });

  it("is not repeated for each migration while the VPN is down", async () => {
    const { recording } = await deployStandard();
    const suppressor = recording.one(type, "watch-task-orders-unhealthy").inputs;
    expect(suppressor["actionsSuppressor"]).to.deep.equal({
      alarm: "migration-vpn-down-critical-test",
      waitPeriod: 300,
      extensionPeriod: 900,
    });
    const { recording: without } = await deploy({ network: noNetwork });
    const { inputs } = without.one(type, "watch-task-orders-unhealthy");
    expect(inputs).not.to.have.property("actionsSuppressor");
  });

  it("takes one of two VPN connections for enough", async () => {
    const { recording } = await deploy({
      network: {
        vpnConnectionIds: ["vpn-1", "vpn-2"],
        vpnTunnelAddresses: [],
        vpnLogGroupNames: [],
        natGatewayIds: [],
      },
    });
    expect(recording.one(type, "watch-vpn-lost").inputs["alarmRule"]).to.equal(
      'ALARM("migration-vpn-2-down-critical-test") AND ALARM("migration-vpn-down-critical-test")',
    );
    expect(ruleOf(recording, "watch-unhealthy")).to.include("migration-vpn-lost-test");
    expect(ruleOf(recording, "watch-unhealthy")).not.to.include("migration-vpn-down-critical-test");
    const { inputs } = recording.one(type, "watch-task-orders-unhealthy");
    expect(inputs["actionsSuppressor"]).to.include({ alarm: "migration-vpn-lost-test" });
  });

  it("gets one more migration without a change to that of another", async () => {
    const { recording: before } = await deployStandard();
    const { recording: after } = await deploy(twoMigrations);
    const name = "watch-task-orders-unhealthy";
    expect(after.one(type, name).inputs).to.deep.equal(before.one(type, name).inputs);
    expect(ruleOf(after, "watch-unhealthy")).to.include("migration-task-billing-unhealthy-test");
  });

  it("is about what migrations share when there is none", async () => {
    const { recording } = await deploy(noMigration);
    expect(ruleOf(recording, "watch-unhealthy")).to.have.length(3);
  });

  it("can be read in a preview", async () => {
    const { recording } = await deploy({}, { preview: true });
    expect(ruleOf(recording, "watch-unhealthy")).to.have.length(4);
  });
});
