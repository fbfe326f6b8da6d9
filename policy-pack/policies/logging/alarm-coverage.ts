import { type Graph, type Node } from "../../lib/graph";
import { words } from "../../lib/options";
import { followsChanges } from "../../lib/phases";
import { like } from "../../lib/option-forms";
import { record, records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";

/** Metrics that the alarms on a kind of resource must cover. Alternatives are separated by `|`. */
interface Coverage {
  readonly option:
    "vpn" | "dms" | "dmsTask" | "aurora" | "instance" | "loadBalancer" | "natGateway";
  readonly namespace: string;
  readonly types: readonly string[];
  /** Resources that stand for it in an alarm's dimensions: a cluster's instances, a DMS task. */
  readonly parts: readonly (readonly [type: readonly string[], property: string])[];
}

const coverages: readonly Coverage[] = [
  { option: "vpn", namespace: "AWS/VPN", types: types.vpnConnection, parts: [] },
  {
    option: "dms",
    namespace: "AWS/DMS",
    types: types.dmsInstance,
    parts: [[types.dmsTask, "replicationInstanceArn"]],
  },
  { option: "dmsTask", namespace: "AWS/DMS", types: types.dmsTask, parts: [] },
  {
    option: "aurora",
    namespace: "AWS/RDS",
    types: types.cluster,
    parts: [[types.clusterInstance, "clusterIdentifier"]],
  },
  { option: "instance", namespace: "AWS/RDS", types: types.databaseInstance, parts: [] },
  { option: "loadBalancer", namespace: "AWS/ApplicationELB", types: types.loadBalancer, parts: [] },
  { option: "natGateway", namespace: "AWS/NATGateway", types: types.natGateway, parts: [] },
];

const metric = like("the name of a metric, or several between `|`", /^\w+(\|\w+)*$/);

export const alarmCoverage = defineRule({
  name: "alarm-coverage",
  title: "Alarms cover everything that a migration depends on",
  description:
    "The VPN, DMS, databases, load balancers and NAT gateways must have alarms on the required metrics.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["EC2.20"] },
  remediation:
    "Add an aws.cloudwatch.MetricAlarm on the metric, with the resource in its dimensions.",
  options: {
    vpn: words("Metrics of AWS/VPN; `|` separates alternatives.", ["TunnelState"], metric, {
      minItems: 1,
    }),
    dms: words(
      "Metrics of AWS/DMS, of the instance or its tasks.",
      ["FreeableMemory", "FreeStorageSpace", "CPUUtilization"],
      metric,
      { minItems: 1 },
    ),
    dmsTask: words(
      "Metrics of AWS/DMS, of each task that replicates changes. A task with a `Phase` tag needs them only in the phases in which it replicates.",
      ["CDCLatencySource", "CDCLatencyTarget"],
      metric,
      { minItems: 1 },
    ),
    aurora: words(
      "Metrics of AWS/RDS, of the cluster or its instances.",
      [
        "CPUUtilization",
        "FreeableMemory",
        "DatabaseConnections",
        "AuroraReplicaLag|AuroraReplicaLagMaximum",
      ],
      metric,
      { minItems: 1 },
    ),
    instance: words(
      "Metrics of AWS/RDS, of a database instance outside of a cluster.",
      ["CPUUtilization", "FreeableMemory", "FreeStorageSpace", "DatabaseConnections"],
      metric,
      { minItems: 1 },
    ),
    loadBalancer: words(
      "Metrics of AWS/ApplicationELB.",
      ["HTTPCode_ELB_5XX_Count|HTTPCode_Target_5XX_Count", "UnHealthyHostCount"],
      metric,
      { minItems: 1 },
    ),
    natGateway: words("Metrics of AWS/NATGateway.", ["ErrorPortAllocation"], metric, {
      minItems: 1,
    }),
  },
  types: coverages.flatMap((coverage) => coverage.types),
  companions(node, graph, options) {
    const isLoad = text(node.props, "migrationType") === "full-load";
    const isIdle = types.dmsTask.includes(node.type) && !followsChanges(node, graph);
    // Network and gateway load balancers have none of the metrics.
    const isOther = (text(node.props, "loadBalancerType") ?? "application") !== "application";
    const coverage =
      isLoad || isIdle || isOther
        ? undefined
        : coverages.find((item) => item.types.includes(node.type));
    const metrics = coverage ? options[coverage.option] : [];
    return forEach(
      metrics.filter((metric) => isOf(node, graph, metric)),
      function* (metric) {
        if (coverage && !isWatched(node, graph, coverage, metric.split("|"))) {
          yield `no alarm on ${coverage.namespace} ${metric.replaceAll("|", " or ")}`;
        }
      },
    );
  },
});

/** Whether the resource has such a metric: a cluster of one instance has no replica that lags. */
function isOf(node: Node, graph: Graph, metric: string): boolean {
  const isLag = types.cluster.includes(node.type) && metric.includes("ReplicaLag");
  return !isLag || graph.companions(node, "clusterIdentifier", types.clusterInstance).length !== 1;
}

function isWatched(
  node: Node,
  graph: Graph,
  { namespace, parts }: Coverage,
  metrics: readonly string[],
): boolean {
  const subjects = [
    node,
    ...parts.flatMap(([partTypes, property]) => graph.companions(node, property, partTypes)),
  ];
  const matches = (item: { namespace?: string; metric?: string } | undefined) =>
    item?.namespace === namespace && metrics.includes(item.metric ?? "");
  const about = (property: string) =>
    subjects.flatMap((subject) => graph.companions(subject, property, types.alarm));
  return (
    about("dimensions").some((alarm) => matches(watchedMetrics(alarm)[0])) ||
    about("metricQueries").some((alarm) => watchedMetrics(alarm).slice(1).some(matches))
  );
}

/** The metric that the alarm names, then those of its queries. */
function watchedMetrics({ props }: Node) {
  const queries = records(props, "metricQueries").map((query) => record(query, "metric"));
  return [props, ...queries].map((item) => ({
    namespace: text(item, "namespace"),
    metric: text(item, "metricName"),
  }));
}
