import { type Graph } from "../../lib/graph";
import { flag, text, texts } from "../../lib/props";
import { defineRule, type Finding } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isUnknown } from "../../lib/unknowns";

/** Security Hub's event categories for RDS (RDS.19-21), and those of a DMS migration. */
const wanted = [
  {
    owner: types.cluster,
    kind: types.rdsEvents,
    source: "db-cluster",
    categories: ["maintenance", "failure"],
  },
  {
    owner: types.clusterInstance,
    kind: types.rdsEvents,
    source: "db-instance",
    categories: ["maintenance", "configuration change", "failure"],
  },
  {
    owner: types.clusterParameters,
    kind: types.rdsEvents,
    source: "db-parameter-group",
    categories: ["configuration change"],
  },
  {
    owner: types.dmsInstance,
    kind: types.dmsEvents,
    source: "replication-instance",
    categories: ["failure", "low storage"],
  },
  {
    owner: types.dmsTask,
    kind: types.dmsEvents,
    source: "replication-task",
    categories: ["failure", "state change"],
  },
];

export const eventSubscriptions = defineRule({
  name: "event-subscriptions",
  title: "Events of RDS and DMS reach somebody",
  description:
    "Failures and maintenance of Aurora and DMS must be subscribed to, or matched by an event rule on the service.",
  severity: "low",
  level: "advisory",
  controls: {
    fsbp: ["RDS.19", "RDS.20", "RDS.21", "RDS.22"],
    prowler: ["rds_cluster_critical_event_subscription"],
  },
  remediation:
    "Add an aws.rds.EventSubscription or aws.dms.EventSubscription for the source type and its categories.",
  types: [],
  *stack(graph) {
    for (const item of wanted) {
      if (graph.all(item.owner).length > 0 && !isSubscribed(graph, item)) {
        yield missing(item);
      }
    }
  },
});

function missing({ source, categories }: (typeof wanted)[number]): Finding {
  return { message: `nobody is told of ${source} events: ${categories.join(", ")}` };
}

function isSubscribed(
  graph: Graph,
  { kind, source, categories }: (typeof wanted)[number],
): boolean {
  const service = kind === types.dmsEvents ? "aws.dms" : "aws.rds";
  const patterns = graph
    .all(types.eventRule)
    .filter((rule) => !isUnknown(rule.props, "eventPattern"));
  return (
    patterns.some((rule) => (text(rule.props, "eventPattern") ?? "").includes(`"${service}"`)) ||
    graph.all(kind).some(({ props }) => {
      // No categories at all means every category.
      const chosen = texts(props, "eventCategories");
      return (
        text(props, "sourceType") === source &&
        flag(props, "enabled") !== false &&
        (chosen.length === 0 || categories.every((category) => chosen.includes(category)))
      );
    })
  );
}
