import { expect } from "chai";
import { dashboardBody, dashboardUrl, type WatchedMetric } from "../../../lib/dashboard";

interface Body {
  widgets: { type: string; y: number; properties: Record<string, unknown> }[];
}

const latency: WatchedMetric = {
  kind: "task",
  name: "task-orders",
  namespace: "AWS/DMS",
  metric: "CDCLatencySource",
  statistic: "Average",
  periodSeconds: 300,
  dimensions: {
    ReplicationInstanceIdentifier: "migration-dms-dev",
    ReplicationTaskIdentifier: "orders-dev",
  },
  thresholds: { warning: 300, critical: 900 },
  alarmArns: ["arn:warning", "arn:critical"],
};

function bodyOf(metrics: WatchedMetric[], summaryAlarmArns = ["arn:health"]): Body {
  const content = { region: "us-east-1", title: "Migration dev", summaryAlarmArns, metrics };
  return JSON.parse(dashboardBody(content)) as Body;
}

function graphs({ widgets }: Body): Record<string, unknown>[] {
  return widgets.filter(({ type }) => type === "metric").map(({ properties }) => properties);
}

describe("The dashboard", () => {
  it("shows a metric exactly as its alarms read it", () => {
    const [graph] = graphs(bodyOf([latency]));
    expect(graph?.["metrics"]).to.deep.equal([
      [
        "AWS/DMS",
        "CDCLatencySource",
        "ReplicationInstanceIdentifier",
        "migration-dms-dev",
        "ReplicationTaskIdentifier",
        "orders-dev",
        { label: "task-orders", stat: "Average", period: 300 },
      ],
    ]);
    expect(graph?.["region"]).to.equal("us-east-1");
  });

  it("draws the lines above which an alarm goes off, each once", () => {
    const [graph] = graphs(bodyOf([latency, { ...latency, name: "task-billing" }]));
    const { horizontal } = graph?.["annotations"] as { horizontal: Record<string, unknown>[] };
    expect(horizontal.map(({ label, value }) => [label, value])).to.deep.equal([
      ["warning", 300],
      ["critical", 900],
    ]);
  });

  it("begins with the alarms that sum up the others", () => {
    const [title, summary] = bodyOf([latency]).widgets;
    expect(title?.properties).to.deep.equal({ markdown: "# Migration dev" });
    expect(summary?.properties["alarms"]).to.deep.equal(["arn:health"]);
  });

  it("shows the alarms of a part above its graphs", () => {
    const { widgets } = bodyOf([latency]);
    const alarms = widgets.findLast(({ type }) => type === "alarm")!;
    expect(alarms.properties["alarms"]).to.deep.equal(["arn:warning", "arn:critical"]);
    expect(alarms.y).to.be.lessThan(widgets.at(-1)!.y);
  });

  it("leaves out parts of which there is nothing", () => {
    const { widgets } = bodyOf([latency]);
    expect(widgets.map(({ type }) => type)).to.deep.equal([
      "text",
      "alarm",
      "text",
      "alarm",
      "metric",
    ]);
  });

  it("goes along the way of the data, whatever the order of the metrics", () => {
    const at = (kind: WatchedMetric["kind"], metric: string) => ({ ...latency, kind, metric });
    const way = [
      at("vpn", "TunnelState"),
      latency,
      at("task", "CDCThroughputRowsSource"),
      at("replicationInstance", "CPUUtilization"),
      at("task", "ValidationFailedOverallCount"),
      at("auroraInstance", "CPUUtilization"),
      at("loadBalancer", "RequestCount"),
    ];
    const shown = graphs(bodyOf([...way].reverse())).map(
      ({ metrics }) => (metrics as string[][])[0]?.[1],
    );
    expect(shown).to.deep.equal(way.map(({ metric }) => metric));
  });

  it("spreads more alarms over more widgets than CloudWatch shows in one", () => {
    const arns = Array.from({ length: 150 }, (_, index) => `arn:${index}`);
    const { widgets } = bodyOf([], arns);
    const alarms = widgets
      .filter(({ type }) => type === "alarm")
      .map(({ properties }) => properties);
    expect(alarms.map((it) => (it["alarms"] as string[]).length)).to.deep.equal([100, 50]);
    expect(alarms.flatMap((it) => it["alarms"])).to.deep.equal(arns);
  });
});

describe("The address of a dashboard", () => {
  it("is in the console of the region's partition", () => {
    expect(dashboardUrl("us-east-1", "a")).to.equal(
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/a",
    );
    expect(dashboardUrl("cn-north-1", "a")).to.include("//cn-north-1.console.amazonaws.cn/");
    expect(dashboardUrl("us-gov-west-1", "a")).to.include("console.amazonaws-us-gov.com");
  });
});
