import { jsonObject } from "../../lib/json";
import { type Graph, type Node } from "../../lib/graph";
import { count, flag, record, text, texts } from "../../lib/props";
import { defineRule, type Finding } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isUnknown } from "../../lib/unknowns";

/** Security Hub's event categories for RDS (RDS.19-22), and those of a DMS migration. */
const wanted = [
  {
    owner: types.cluster,
    kind: types.rdsEvents,
    source: "db-cluster",
    detailType: "RDS DB Cluster Event",
    categories: ["maintenance", "failure"],
  },
  {
    owner: [...types.clusterInstance, ...types.databaseInstance],
    kind: types.rdsEvents,
    source: "db-instance",
    detailType: "RDS DB Instance Event",
    categories: ["maintenance", "configuration change", "failure"],
  },
  {
    owner: [...types.clusterParameters, ...types.parameterGroup],
    kind: types.rdsEvents,
    source: "db-parameter-group",
    detailType: "RDS DB Parameter Group Event",
    categories: ["configuration change"],
  },
  {
    owner: types.cluster,
    kind: types.rdsEvents,
    source: "db-security-group",
    detailType: "RDS DB Security Group Event",
    categories: ["configuration change", "failure"],
  },
  {
    owner: types.dmsInstance,
    kind: types.dmsEvents,
    source: "replication-instance",
    detailType: "DMS Replication Instance State Change",
    categories: ["failure", "low storage"],
  },
  {
    owner: types.dmsTask,
    kind: types.dmsEvents,
    source: "replication-task",
    detailType: "DMS Replication Task State Change",
    categories: ["failure", "state change"],
  },
];

export const eventSubscriptions = defineRule({
  name: "event-subscriptions",
  title: "Events of RDS and DMS reach somebody",
  description:
    "An event subscription or an event rule must cover failures and maintenance of Aurora and DMS.",
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

function isSubscribed(graph: Graph, item: (typeof wanted)[number]): boolean {
  const heard = [...subscribed(graph, item), ...matched(graph, item)];
  return item.categories.every(
    (category) => heard.includes(folded(category)) || heard.includes(every),
  );
}

/** Marks all categories: those of a subscription or pattern that names none. */
const every = "*";

function subscribed(graph: Graph, { kind, source, owner }: (typeof wanted)[number]): string[] {
  return (
    graph
      .all(kind)
      // A subscription without a source type hears all of them.
      .filter(({ props }) => [undefined, source].includes(text(props, "sourceType")))
      .filter(({ props }) => flag(props, "enabled") !== false)
      .filter((subscription) => hearsOwn(subscription, graph, owner))
      .flatMap(({ props }) => orEvery(texts(props, "eventCategories")))
  );
}

/** Whether a subscription is of all sources, or of one of the stack's own. */
function hearsOwn(subscription: Node, graph: Graph, owner: readonly string[]): boolean {
  const isLimited =
    isUnknown(subscription.props, "sourceIds") || count(subscription.props, "sourceIds") > 0;
  // Security groups of databases have no resource of their own in the stack.
  return (
    !isLimited ||
    text(subscription.props, "sourceType") === "db-security-group" ||
    graph.refersTo(subscription, "sourceIds", owner).nodes.length > 0
  );
}

/** The categories that event rules hear of the source's events. */
function matched(graph: Graph, { kind, detailType }: (typeof wanted)[number]): string[] {
  const service = kind === types.dmsEvents ? "aws.dms" : "aws.rds";
  return graph
    .all(types.eventRule)
    .filter((rule) => !isUnknown(rule.props, "eventPattern"))
    .map((rule) => jsonObject(rule.props, "eventPattern") ?? {})
    .filter((pattern) => texts(pattern, "source").includes(service))
    .filter((pattern) => {
      const detailTypes = texts(pattern, "detail-type");
      return detailTypes.length === 0 || detailTypes.includes(detailType);
    })
    .flatMap((pattern) => {
      const detail = record(pattern, "detail");
      return orEvery([...texts(detail, "category"), ...texts(detail, "EventCategories")]);
    });
}

function orEvery(categories: readonly string[]): string[] {
  return categories.length === 0 ? [every] : categories.map(folded);
}

/** RDS and DMS write "state change" in subscriptions; DMS writes "StateChange" in events. */
function folded(category: string): string {
  return category.replaceAll(" ", "").toLowerCase();
}
