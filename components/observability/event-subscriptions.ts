import * as dms from "@pulumi/aws/dms";
import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { type Leg, legName } from "../../lib/phases";
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
  /** Names of the replication tasks (`replicationTaskId`), by direction and migration. */
  readonly taskIds: Readonly<Record<Leg, Record<string, pulumi.Input<string>>>>;
}

/**
 * Subscribes to the events of our replication instances and tasks in DMS. State changes of tasks
 * are left to {@link createEventRules}, which reports more.
 */
export function subscribeToDms(context: NotificationContext, sources: DmsEventSources): void {
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
    ...taskSubscriptions(sources),
  ];
  subscribe(context, subscriptions, (name, args, opts) => {
    new dms.EventSubscription(name, { ...args, snsTopicArn: context.topicArn }, opts);
  });
}

/**
 * One subscription to the first tasks of all migrations, and one to each task that a phase adds: DMS
 * cannot change the sources of a subscription, which another phase would replace.
 */
function taskSubscriptions({ taskIds }: DmsEventSources): Subscription[] {
  const eventCategories = ["configuration change", "creation", "deletion", "failure"];
  const task = { sourceType: "replication-task", eventCategories };
  const first = Object.values(taskIds.forward);
  const later = (["back", "again"] as const).flatMap((leg) =>
    Object.entries(taskIds[leg]).map(([migration, id]) => ({
      ...task,
      of: legName(leg, migration),
      sourceIds: [id],
    })),
  );
  // A subscription without sources is one to all of the account's.
  return [...(first.length > 0 ? [{ ...task, sourceIds: first }] : []), ...later];
}

/** Event categories to subscribe to, and their sources. */
interface Subscription {
  /** The sources, as the subscription's name has them. Default: the type. */
  readonly of?: string;
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
    args: Omit<Subscription, "of"> & { name: string; enabled: true; tags: Record<string, string> },
    opts: pulumi.CustomResourceOptions,
  ) => void,
): void {
  for (const { of: sources, ...subscription } of subscriptions) {
    const purpose = `${sources ?? subscription.sourceType}-events`;
    const name = physicalName(context.environment, purpose);
    const tags = { Name: name, ...context.tags };
    create(
      `${context.name}-${purpose}`,
      { name, enabled: true, ...subscription, tags },
      { parent: context.parent },
    );
  }
}
