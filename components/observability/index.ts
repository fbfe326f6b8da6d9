import * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "../common";
import { AlarmTopic } from "./alarm-topic";
import { createClusterAlarms, type WatchedCluster } from "./aurora-alarms";
import { createReplicationAlarms, type WatchedReplication } from "./dms-alarms";
import { createEdgeAlarms, type WatchedEdge } from "./edge-alarms";
import { createEventRules } from "./event-rules";
import {
  type DmsEventSources,
  type RdsEventSources,
  subscribeToDms,
  subscribeToRds,
} from "./event-subscriptions";
import { createNetworkAlarms, type WatchedNetwork } from "./network-alarms";

/** Arguments of {@link Observability}. Those that decide how many resources exist are plain values. */
export interface ObservabilityArgs extends CommonArgs {
  /** KMS key of the alarm topic, which must let CloudWatch, EventBridge, RDS and DMS use it. */
  readonly logsKeyArn: pulumi.Input<string>;
  /** Who gets a mail for each alarm and event, once the address has confirmed the subscription. */
  readonly alertEmails: string[];
  readonly dms: WatchedReplication &
    DmsEventSources & {
      /** Secrets of the source databases, by source. */
      readonly sourceSecretArns: Record<string, pulumi.Input<string>>;
      readonly targetSecretArn: pulumi.Input<string>;
    };
  readonly database: WatchedCluster &
    RdsEventSources & { readonly adminSecretArn: pulumi.Input<string> };
  readonly edge: WatchedEdge;
  readonly network: WatchedNetwork;
}

/** Who is told what: one topic, alarms on metrics, and the events that no metric shows. */
export class Observability extends pulumi.ComponentResource {
  /** The topic that every alarm and event is published to. */
  readonly alarmTopicArn: pulumi.Output<string>;
  readonly alarmNames: pulumi.Output<string>[];

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:observability:Observability", name, {}, opts);
    const { dms, database, edge, network, environment, tags } = args;
    this.alarmTopicArn = new AlarmTopic(`${name}-topic`, args, { parent: this }).arn;
    const context = { name, environment, topicArn: this.alarmTopicArn, tags, parent: this };

    const alarms = [
      ...createReplicationAlarms(context, dms),
      ...createClusterAlarms(context, database),
      ...createEdgeAlarms(context, edge),
      ...createNetworkAlarms(context, network),
    ];
    subscribeToRds(context, database);
    subscribeToDms(context, dms);
    createEventRules(
      name,
      {
        ...args,
        topicArn: this.alarmTopicArn,
        taskIdentifiers: Object.values(dms.taskIdentifiers),
        secretArns: [
          ...Object.values(dms.sourceSecretArns),
          dms.targetSecretArn,
          database.adminSecretArn,
        ],
      },
      { parent: this },
    );

    this.alarmNames = alarms.map((alarm) => alarm.name);
    this.registerOutputs({ alarmTopicArn: this.alarmTopicArn, alarmNames: this.alarmNames });
  }
}
