import { expect } from "chai";
import { dashboardSections } from "../../../lib/dashboard-sections";
import type { Recording } from "../../support/mocks";
import { alarmType } from "./alarm-queries";
import { deploy, deployStandard, noMigration, noNetwork } from "./observability-args";

const type = "aws:cloudwatch/dashboard:Dashboard";

interface Properties {
  title?: string;
  alarms?: string[];
  metrics?: unknown[][];
}

function widgetsOf(recording: Recording): Properties[] {
  const body = recording.one(type).inputs["dashboardBody"] as string;
  return (JSON.parse(body) as { widgets: { properties: Properties }[] }).widgets.map(
    ({ properties }) => properties,
  );
}

function shownMetrics(recording: Recording): unknown[][] {
  return widgetsOf(recording).flatMap(({ metrics = [] }) => metrics);
}

describe("The dashboard of an environment", () => {
  it("is named after the environment", async () => {
    const { recording } = await deployStandard();
    expect(recording.one(type).inputs["dashboardName"]).to.equal("migration-overview-test");
  });

  it("has a graph of every metric with an alarm, read in the same way", async () => {
    const { recording } = await deployStandard();
    const shown = shownMetrics(recording).map((row) => row.slice(0, -1).join(" "));
    const manner = (row: unknown[]) => row.at(-1) as { stat: string; period: number };
    for (const { inputs, name } of recording.of(alarmType)) {
      const dimensions = Object.entries(inputs["dimensions"] as Record<string, string>)
        .sort()
        .flat();
      const identity = [inputs["namespace"], inputs["metricName"], ...dimensions].join(" ");
      expect(shown, name).to.include(identity);
      const row = shownMetrics(recording)[shown.indexOf(identity)]!;
      expect(manner(row), name).to.include({
        stat: inputs["statistic"] ?? inputs["extendedStatistic"],
        period: inputs["period"],
      });
    }
  });

  it("shows the state of every alarm, and first that of the migration", async () => {
    const { recording } = await deployStandard();
    const shown = widgetsOf(recording).flatMap(({ alarms = [] }) => alarms);
    const arn = (name: string) => `arn:aws:mock:us-east-1:123456789012:${name}`;
    expect(shown[0]).to.equal(arn("watch-unhealthy"));
    expect(shown).to.include.members(recording.of(alarmType).map(({ name }) => arn(name)));
    expect(new Set(shown).size).to.equal(shown.length);
  });

  it("plans no graph that is never there", async () => {
    const { recording } = await deployStandard();
    const titles = widgetsOf(recording).map(({ title }) => title);
    const planned = dashboardSections.flatMap(({ graphs }) => graphs.map(({ title }) => title));
    expect(titles).to.include.members(planned);
  });

  it("leaves out the VPN and the migrations of which there are none", async () => {
    const { recording } = await deploy({ ...noMigration, network: noNetwork });
    const namespaces = shownMetrics(recording).map(([namespace]) => namespace);
    expect(namespaces).to.include("AWS/RDS").and.not.include("AWS/VPN");
    const titles = widgetsOf(recording).map(({ title }) => title);
    expect(titles).not.to.include("Source latency (s)");
  });
});
