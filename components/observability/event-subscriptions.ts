import * as dms from "@pulumi/aws/dms";
import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { NotificationContext } from "./notification-context";

/** Sources of RDS events. */
export interface RdsEventSources {
  readonly clusterIdentifier: pulumi.Input<string>;
  readonly instanceIdentifiers: pulumi.Input<string>[];
  /** RDS reports changes of instance parameter groups; it knows no cluster ones as event source. */
  readonly parameterGroupNames: { readonly instance: pulumi.Input<string> };
}

/**
 * Subscribes to what RDS reports about our cluster, instances and parameter group, and about DB
 * security groups, which have no source of ours.
 */
export function subscribeToRds(context: NotificationContext, sources: RdsEventSources): void {
  const subscriptions: Subscription[] = [
    {
      sourceType: "db-cluster",
      sourceIds: [sources.clusterIdentifier],
      eventCategories: [
        "configuration change",
        "deletion",
        "failover",
        "failure",
        "maintenance",
        "notification",
      ],
    },
    {
      sourceType: "db-instance",
      sourceIds: sources.instanceIdentifiers,
      eventCategories: [
        "availability",
        "configuration change",
        "deletion",
        "failover",
        "failure",
        "low storage",
        "maintenance",
        "notification",
        "recovery",
      ],
    },
    {
      sourceType: "db-parameter-group",
      sourceIds: [sources.parameterGroupNames.instance],
      eventCategories: ["configuration change"],
    },
    { sourceType: "db-security-group", eventCategories: ["configuration change", "failure"] },
  ];
  subscribe(context, subscriptions, (name, args, opts) => {
    new rds.EventSubscription(name, { ...args, snsTopic: context.topicArn }, opts);
  });
}

/** Sources of DMS events. */
export interface DmsEventSources {
  readonly replicationInstances: Record<string, { readonly instanceId: pulumi.Input<string> }>;
  /** Names of the replication tasks (`replicationTaskId`), by migration, known once they exist. */
  readonly taskIds: Record<string, pulumi.Input<string>>;
}

/**
 * Subscribes to the events of our replication instances and tasks in DMS. State changes of tasks
 * are left to {@link createEventRules}, which reports more.
 */
export function subscribeToDms(context: NotificationContext, sources: DmsEventSources): void {
  const tasks = Object.values(sources.taskIds);
  const subscriptions: Subscription[] = [
    {
      sourceType: "replication-instance",
      sourceIds: Object.values(sources.replicationInstances).map(({ instanceId }) => instanceId),
      eventCategories: [
        "configuration change",
        "deletion",
        "failover",
        "failure",
        "low storage",
        "maintenance",
      ],
    },
    // A subscription without sources is one to all of the account's.
    ...(tasks.length > 0
      ? [
          {
            sourceType: "replication-task",
            sourceIds: tasks,
            eventCategories: ["configuration change", "creation", "deletion", "failure"],
          },
        ]
      : []),
  ];
  subscribe(context, subscriptions, (name, args, opts) => {
    new dms.EventSubscription(name, { ...args, snsTopicArn: context.topicArn }, opts);
  });
}

/** Event categories to subscribe to, and their sources. */
interface Subscription {
  readonly sourceType: string;
  /** Default: everything of the type in the account. */
  readonly sourceIds?: pulumi.Input<string>[];
  readonly eventCategories: string[];
}

/** Names and tags each subscription, and has the service's own resource made for it. */
function subscribe(
  context: NotificationContext,
  subscriptions: readonly Subscription[],
  create: (
    name: string,
    args: Subscription & { name: string; enabled: true; tags: Record<string, string> },
    opts: pulumi.CustomResourceOptions,
  ) => void,
): void {
  for (const subscription of subscriptions) {
    const purpose = `${subscription.sourceType}-events`;
    const name = physicalName(context.environment, purpose);
    const tags = { Name: name, ...context.tags };
    create(
      `${context.name}-${purpose}`,
      { name, enabled: true, ...subscription, tags },
      { parent: context.parent },
    );
  }
}
