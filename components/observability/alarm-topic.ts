import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { ObservabilitySettings } from "../../lib/settings/observability";
import { topicPolicy, type TopicPolicyArgs } from "./topic-policy";

/** Arguments of {@link AlarmTopic}. */
export interface AlarmTopicArgs
  extends TopicPolicyArgs, Pick<ObservabilitySettings, "alertEmails" | "alarmTopicArn"> {
  /** KMS key of the topic, which must let the publishing services use it. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** The SNS topic that every alarm and event of an environment is published to, encrypted. */
export class AlarmTopic extends pulumi.ComponentResource {
  /** The topic's ARN, known once its publishers are allowed: DMS and RDS try to publish at once. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:observability:AlarmTopic", name, {}, opts);
    this.arn =
      args.alarmTopicArn === undefined
        ? this.createTopic(name, args)
        : pulumi.output(args.alarmTopicArn);
    for (const email of args.alertEmails) {
      new sns.TopicSubscription(
        `${name}-${email}`,
        { topic: this.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }
    this.registerOutputs({ arn: this.arn });
  }

  private createTopic(name: string, args: AlarmTopicArgs): pulumi.Output<string> {
    const physical = physicalName(args.environment, "alarms");
    const topic = new sns.Topic(
      name,
      {
        name: physical,
        displayName: `Migration ${args.environment}`,
        kmsMasterKeyId: args.logsKeyArn,
        tags: { Name: physical, ...args.tags },
      },
      { parent: this },
    );
    const policy = new sns.TopicPolicy(
      name,
      { arn: topic.arn, policy: topicPolicy(physical, args) },
      { parent: this },
    );
    return pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
  }
}
