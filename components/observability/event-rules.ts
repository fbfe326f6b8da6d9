import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/regions";
import type { CommonArgs } from "../common";

/** Sources and targets of the EventBridge rules. */
export interface EventRulesArgs extends CommonArgs {
  /** The topic to notify. */
  readonly topicArn: pulumi.Input<string>;
  /** The last part of each replication task's ARN. */
  readonly taskIdentifiers: string[];
  /** Migrations that run serverless. */
  readonly replicationConfigArns: pulumi.Input<string>[];
  /** Secrets whose rotation must not fail. */
  readonly secretArns: pulumi.Input<string>[];
  /** Those of them that replication tasks log in with. */
  readonly replicationSecretArns: pulumi.Input<string>[];
}

/** Resources in one pattern, of which EventBridge takes 2,048 characters. */
const maxResources = 10;

/** An event to report, and its message: `<name>` is replaced by the value at a path. */
interface Notification {
  readonly purpose: string;
  readonly description: string;
  readonly pattern: pulumi.Input<object>;
  readonly paths: Record<string, string>;
  readonly message: string;
}

/**
 * Rules for what no metric shows: a replication task that starts, stops or fails, a secret whose
 * rotation fails, and one that tasks use and that got another password. AWS reports what it does to
 * secrets through CloudTrail: the account needs a trail.
 *
 * @returns The rules' names by purpose.
 */
export function createEventRules(
  name: string,
  args: EventRulesArgs,
  opts: pulumi.CustomResourceOptions,
): Record<string, pulumi.Output<string>> {
  const notifications = [
    ...inGroups(args.secretArns, rotationFailed),
    ...inGroups(args.replicationSecretArns, rotationSucceeded),
    ...inGroups([...taskArns(args), ...args.replicationConfigArns], taskStateChanged),
  ];
  return Object.fromEntries(
    notifications.map((notification) => [
      notification.purpose,
      createRule(`${name}-${notification.purpose}`, notification, args, opts),
    ]),
  );
}

/** The same notification for a few of the resources each. */
function inGroups(
  arns: readonly pulumi.Input<string>[],
  notificationOf: (arns: pulumi.Input<string>[]) => Notification,
): Notification[] {
  return Array.from({ length: Math.ceil(arns.length / maxResources) }, (_, index) => {
    const few = arns.slice(index * maxResources, (index + 1) * maxResources);
    const { purpose, ...rest } = notificationOf(few);
    return { ...rest, purpose: index === 0 ? purpose : `${purpose}-${index + 1}` };
  });
}

function taskArns({ region, accountId, taskIdentifiers }: EventRulesArgs) {
  const tasks = `arn:${partitionOf(region)}:dms:${region}`;
  return taskIdentifiers.map(
    (identifier) => pulumi.interpolate`${tasks}:${accountId}:task:${identifier}`,
  );
}

function taskStateChanged(arns: pulumi.Input<string>[]): Notification {
  return {
    purpose: "task-state",
    description: "A replication task starts, stops or changes its state otherwise",
    pattern: {
      source: ["aws.dms"],
      // The latter are of replications that run serverless.
      "detail-type": ["DMS Replication Task State Change", "DMS Replication State Change"],
      resources: arns,
      detail: { category: ["StateChange", "Failure"] },
    },
    paths: { task: "$.resources[0]", event: "$.detail.detailMessage", time: "$.time" },
    message:
      "<event> (<task>, <time>). If nobody meant it: see the task's log, then resume the task; a restart would load everything again.",
  };
}

function rotationFailed(secretArns: pulumi.Input<string>[]): Notification {
  return {
    purpose: "rotation-failed",
    description: "The rotation of a database secret fails",
    pattern: rotation("RotationFailed", secretArns),
    paths: {
      secret: "$.detail.additionalEventData.SecretId",
      error: "$.detail.errorMessage",
      time: "$.time",
    },
    message:
      "Rotation of <secret> failed at <time>: <error>. The old password still holds. See the rotation function's log, then rotate the secret by hand.",
  };
}

/** A running task logs in with the password that it found when it started. */
function rotationSucceeded(secretArns: pulumi.Input<string>[]): Notification {
  return {
    purpose: "secret-rotated",
    description: "A secret that replication tasks log in with gets another password",
    pattern: rotation("RotationSucceeded", secretArns),
    paths: { secret: "$.detail.additionalEventData.SecretId", time: "$.time" },
    message:
      "<secret> has another password since <time>. Running tasks that use it keep the old one, and fail when they have to log in again: stop them and resume them, never restart them.",
  };
}

function rotation(eventName: string, secretArns: pulumi.Input<string>[]): object {
  return {
    source: ["aws.secretsmanager"],
    "detail-type": ["AWS Service Event via CloudTrail"],
    detail: {
      eventSource: ["secretsmanager.amazonaws.com"],
      eventName: [eventName],
      additionalEventData: { SecretId: secretArns },
    },
  };
}

function createRule(
  name: string,
  notification: Notification,
  args: EventRulesArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const physical = physicalName(args.environment, notification.purpose);
  const rule = new cloudwatch.EventRule(
    name,
    {
      name: physical,
      description: notification.description,
      eventPattern: pulumi.jsonStringify(notification.pattern),
      tags: { Name: physical, ...args.tags },
    },
    opts,
  );
  new cloudwatch.EventTarget(
    name,
    {
      rule: rule.name,
      targetId: "alarm-topic",
      arn: args.topicArn,
      inputTransformer: {
        inputPaths: notification.paths,
        inputTemplate: JSON.stringify(notification.message),
      },
    },
    opts,
  );
  return rule.name;
}
