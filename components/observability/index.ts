import * as pulumi from "@pulumi/pulumi";
import type { Leg } from "../../lib/phases";
import type { ObservabilitySettings } from "../../lib/settings/observability";
import type { CommonArgs } from "../common";
import { AlarmTopic } from "./alarm-topic";
import { createAlarms, type Watched } from "./alarms";
import { watchCluster, type WatchedCluster } from "./aurora-alarms";
import { createBudget } from "./budget";
import { createDashboard } from "./dashboard";
import { watchReplication, type WatchedReplication } from "./dms-alarms";
import { watchEdge, type WatchedEdge } from "./edge-alarms";
import { createEventRules } from "./event-rules";
import { createHealthAlarms } from "./health-alarms";
import {
  type DmsEventSources,
  type RdsEventSources,
  subscribeToDms,
  subscribeToRds,
} from "./event-subscriptions";
import { createLogFilters } from "./log-filters";
import { watchNetwork, type WatchedNetwork } from "./network-alarms";
import { watchNotifications } from "./notification-alarms";
import { type LogSources, watchedLogs } from "./watched-logs";
import type { NotificationContext } from "./notification-context";

export { observabilitySettings } from "../../lib/settings/observability";

/** Arguments of {@link Observability}. Those that decide how many resources exist are plain values. */
export interface ObservabilityArgs extends CommonArgs, ObservabilitySettings {
  /** KMS key of the alarm topic, which must let CloudWatch, EventBridge, RDS and DMS use it. */
  readonly logsKeyArn: pulumi.Input<string>;
  readonly dms: WatchedReplication &
    DmsEventSources &
    LogSources["dms"] & {
      /** Secrets of the source databases, by source. */
      readonly sourceSecretArns: Record<string, pulumi.Input<string>>;
      readonly targetSecretArn: pulumi.Input<string>;
      /** The connections of the way back; undefined when no migration has one. */
      readonly wayBack: ReplicationSecrets | undefined;
      /** Serverless replications by direction and migration. */
      readonly replicationConfigArns: Readonly<Record<Leg, Record<string, pulumi.Input<string>>>>;
      /**
       * Names of the functions that rotate these secrets, by the database that the secret opens.
       */
      readonly rotationFunctionNames: Record<string, string>;
    };
  readonly database: WatchedCluster &
    RdsEventSources & { readonly adminSecretArn: pulumi.Input<string> };
  /** Default: there is no load balancer to watch. */
  readonly edge?: WatchedEdge;
  readonly network: WatchedNetwork;
}

/** The secrets of the way back. */
interface ReplicationSecrets {
  readonly aurora: { readonly secretArn: pulumi.Input<string> };
  /** By source. */
  readonly sources: Readonly<Record<string, { readonly secretArn: pulumi.Input<string> }>>;
}

/** Notifications: one topic, alarms on metrics, and events that no metric shows. */
export class Observability extends pulumi.ComponentResource {
  /** The topic that every alarm and event is published to. */
  readonly alarmTopicArn: pulumi.Output<string>;
  readonly alarmNames: pulumi.Output<string>[];
  /** The alarm for the health of the migration as a whole. */
  readonly healthAlarmName: pulumi.Output<string>;
  /** The dashboard of the way of the data. */
  readonly dashboardName: pulumi.Output<string>;
  /** The budget of a month; undefined without a limit. */
  readonly budgetName?: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:observability:Observability", name, {}, opts);
    const { environment, tags, monthlyBudgetUsd } = args;
    this.alarmTopicArn = new AlarmTopic(
      `${name}-topic`,
      { ...args, tellsOfBudget: monthlyBudgetUsd !== undefined },
      { parent: this },
    ).arn;
    const context = { name, environment, topicArn: this.alarmTopicArn, tags, parent: this };

    const watched = this.watch(context, args);
    const alarms = watched.flatMap((it) => createAlarms(context, it));
    const healthAlarms = createHealthAlarms(context, alarms);
    const dashboard = createDashboard(context, {
      region: args.region,
      watched,
      alarms,
      healthAlarms,
    });
    subscribeToRds(context, args.database);
    subscribeToDms(context, args.dms);
    this.budgetName =
      monthlyBudgetUsd === undefined ? undefined : createBudget(context, monthlyBudgetUsd).name;

    this.alarmNames = alarms.map(({ alarm }) => alarm.name);
    this.healthAlarmName = healthAlarms[0].alarmName;
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({
      alarmTopicArn: this.alarmTopicArn,
      alarmNames: this.alarmNames,
      healthAlarmName: this.healthAlarmName,
      dashboardName: this.dashboardName,
    });
  }

  /** All that is watched, along the way of the data and then around it. */
  private watch(context: NotificationContext, args: ObservabilityArgs): Watched[] {
    const { dms, database, edge, network, region } = args;
    return [
      ...watchNetwork(network),
      ...watchReplication(dms),
      ...watchCluster(database),
      ...(edge === undefined ? [] : watchEdge(edge, region)),
      ...createLogFilters(context, watchedLogs(args)),
      ...watchNotifications({
        rotationFunctionNames: dms.rotationFunctionNames,
        eventRuleNames: this.createEventRules(context.name, args),
      }),
    ];
  }

  private createEventRules(name: string, args: ObservabilityArgs) {
    const { dms, database } = args;
    const { aurora, sources = {} } = dms.wayBack ?? {};
    const replicationSecretArns = [
      ...Object.values(dms.sourceSecretArns),
      dms.targetSecretArn,
      ...(aurora ? [aurora.secretArn] : []),
      ...Object.values(sources).map(({ secretArn }) => secretArn),
    ];
    return createEventRules(
      name,
      {
        ...args,
        topicArn: this.alarmTopicArn,
        taskIdentifiers: Object.values(dms.taskIdentifiers),
        replicationConfigArns: Object.values(dms.replicationConfigArns).flatMap((arns) =>
          Object.values(arns),
        ),
        secretArns: [...replicationSecretArns, database.adminSecretArn],
        replicationSecretArns,
      },
      { parent: this },
    );
  }
}
