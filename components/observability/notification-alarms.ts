import type * as pulumi from "@pulumi/pulumi";
import type { AlarmRule } from "../../lib/alarm-rules";
import { unwanted } from "../../lib/alarm-thresholds";
import { mapValues } from "../../lib/map-values";
import type { Watched } from "./alarms";

/** Properties of rotation and notification that their alarms depend on. */
export interface WatchedNotifications {
  /** Names of the Lambda functions that rotate secrets, by the database that the secret opens. */
  readonly rotationFunctionNames: Record<string, string>;
  /** Names of the EventBridge rules that notify the topic, by purpose. */
  readonly eventRuleNames: Record<string, pulumi.Input<string>>;
}

/** The rotation functions, and the rules that send events to the topic. */
export function watchNotifications(watched: WatchedNotifications): Watched[] {
  const functions = mapValues(watched.rotationFunctionNames, (name, purpose): Watched => ({
    kind: "rotation",
    name: `${purpose}-rotation`,
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: name },
    rules: [
      countOf(
        "Errors",
        "A rotation function failed. The old password still holds: see the function's log, fix what it cannot reach or log in to, then rotate the secret by hand.",
      ),
    ],
  }));
  const rules = mapValues(watched.eventRuleNames, (name, purpose): Watched => ({
    kind: "eventRule",
    name: `${purpose}-events`,
    namespace: "AWS/Events",
    dimensions: { RuleName: name },
    rules: [
      countOf(
        "FailedInvocations",
        "An event did not reach the topic, so nobody was told. Check that the topic's policy and the policy of its KMS key let events.amazonaws.com in.",
      ),
    ],
  }));
  return [...Object.values(functions), ...Object.values(rules)];
}

/** Tells of each count of a metric that is there only when something is counted. */
function countOf(metric: string, advice: string): AlarmRule {
  return {
    rule: "failed",
    metric,
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: unwanted,
    periods: 1,
    whenMissing: "notBreaching",
    advice,
  };
}
