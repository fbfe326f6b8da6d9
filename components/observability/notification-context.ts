import type * as pulumi from "@pulumi/pulumi";

/** The parent and names of alarms and event subscriptions, and the topics that they notify. */
export interface NotificationContext {
  /** Prefix of logical names. */
  readonly name: string;
  readonly environment: string;
  /** The topic, known once the publishers may publish to it. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags?: Record<string, string>;
  readonly parent: pulumi.Resource;
}
