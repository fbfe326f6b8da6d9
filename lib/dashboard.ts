import type { Metric, WatchedKind } from "./alarm-rules";
import { severities, type Thresholds } from "./alarm-thresholds";
import { canonicalJson, type Json } from "./canonical-json";
import { gridWidth, placed, type Size } from "./dashboard-grid";
import { dashboardSections, type GraphPlan, type SectionPlan } from "./dashboard-sections";
import { partitionOf } from "./regions";

/** A metric of one resource, as its alarms read it. */
export interface WatchedMetric extends Required<Metric> {
  readonly kind: WatchedKind;
  /** The resource's name in the legend, such as `task-orders`. */
  readonly name: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly thresholds: Thresholds;
  readonly alarmArns: readonly string[];
}

/** Contents of a dashboard. */
export interface DashboardContent {
  readonly region: string;
  readonly title: string;
  /** Alarms that sum up the others; shown on top. */
  readonly summaryAlarmArns: readonly string[];
  readonly metrics: readonly WatchedMetric[];
}

interface Widget extends Size {
  readonly type: "text" | "alarm" | "metric";
  readonly properties: Json;
}

/** CloudWatch shows at most so many alarms in a widget. */
const maxAlarmsPerWidget = 100;
const alarmsPerLine = 8;
const graphSize: Size = { width: 6, height: 6 };
const colors: Record<(typeof severities)[number], string> = {
  warning: "#e07700",
  critical: "#d13212",
};

/**
 * The body of a CloudWatch dashboard: the state of the alarms, then each part of the way of the data
 * with its alarms and graphs. Parts and graphs that nothing is watched for are left out.
 */
export function dashboardBody(content: DashboardContent): string {
  const widgets = [
    heading(`# ${content.title}`),
    ...alarmWidgets("Is the migration healthy?", content.summaryAlarmArns),
    ...dashboardSections.flatMap((section) => sectionWidgets(section, content)),
  ];
  return canonicalJson({
    start: "-PT6H",
    widgets: placed(widgets).map((widget) => ({ ...widget })),
  });
}

/** URL of a dashboard in the console of the region's partition. */
export function dashboardUrl(region: string, name: string): string {
  const domains: Record<string, string> = {
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  };
  const domain = domains[partitionOf(region)] ?? "console.aws.amazon.com";
  return `https://${region}.${domain}/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
}

function sectionWidgets(section: SectionPlan, content: DashboardContent): Widget[] {
  const graphs = section.graphs.flatMap((graph) => {
    const metrics = metricsOf(graph, content);
    return metrics.length === 0 ? [] : [{ graph, metrics }];
  });
  if (graphs.length === 0) return [];
  const alarmArns = graphs.flatMap(({ metrics }) => metrics.flatMap((metric) => metric.alarmArns));
  return [
    heading(`## ${section.title}\n${section.hint}`),
    ...alarmWidgets("Alarms", alarmArns),
    ...graphs.map(({ graph, metrics }) => graphWidget(graph, metrics, content.region)),
  ];
}

function metricsOf({ series }: GraphPlan, { metrics }: DashboardContent): WatchedMetric[] {
  return series.flatMap(([kind, metric]) =>
    metrics.filter((watched) => watched.kind === kind && watched.metric === metric),
  );
}

function heading(markdown: string): Widget {
  return { type: "text", width: gridWidth, height: 2, properties: { markdown } };
}

function alarmWidgets(title: string, arns: readonly string[]): Widget[] {
  const pages = Math.ceil(arns.length / maxAlarmsPerWidget);
  return Array.from({ length: pages }, (_, page) => {
    const alarms = arns.slice(page * maxAlarmsPerWidget, (page + 1) * maxAlarmsPerWidget);
    return {
      type: "alarm",
      width: gridWidth,
      height: 1 + Math.ceil(alarms.length / alarmsPerLine),
      properties: { title: pages > 1 ? `${title} ${page + 1}/${pages}` : title, alarms },
    };
  });
}

function graphWidget(graph: GraphPlan, metrics: WatchedMetric[], region: string): Widget {
  return {
    ...graphSize,
    type: "metric",
    properties: {
      title: graph.title,
      region,
      view: "timeSeries",
      stacked: false,
      metrics: metrics.map((metric) => line(metric, graph.series.length > 1)),
      annotations: { horizontal: thresholdLines(metrics) },
      yAxis: { left: { min: 0 } },
    },
  };
}

/** A line of a graph, in CloudWatch's form: the metric, then its options. */
function line(watched: WatchedMetric, amongOthers: boolean): Json {
  const { namespace, metric, dimensions, name, statistic, periodSeconds } = watched;
  return [
    namespace,
    metric,
    ...Object.entries(dimensions).sort().flat(),
    { label: amongOthers ? `${name} ${metric}` : name, stat: statistic, period: periodSeconds },
  ];
}

/** Each threshold once, though many resources have it. */
function thresholdLines(metrics: readonly WatchedMetric[]): Json[] {
  return severities.flatMap((severity) => {
    const values = metrics.flatMap(({ thresholds }) => thresholds[severity] ?? []);
    return [...new Set(values)].map((value) => ({
      label: severity,
      value,
      color: colors[severity],
    }));
  });
}
