import { hears } from "../../lib/event-patterns";
import { jsonObject } from "../../lib/json";
import { type Graph, type Node } from "../../lib/graph";
import { flag, record, records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown, NotEvaluated, type Props } from "../../lib/unknowns";

export const rotationFailureAlarm = defineRule({
  name: "rotation-failure-alarm",
  title: "Failed rotations raise an alarm",
  description: "A stack with rotations must have an event rule or an alarm for failed rotations.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["SecretsManager.2"] },
  remediation:
    "Add an aws.cloudwatch.EventRule with a pattern on `RotationFailed` and a target, or an alarm on the function's Errors.",
  types: types.secretRotation,
  *stack(graph) {
    if (graph.all(types.secretRotation).length === 0 || isAlarmed(graph)) {
      return;
    }
    const rules = activeRules(graph);
    if (rules.some((rule) => isUnknown(rule.props, "eventPattern"))) {
      throw new NotEvaluated("the pattern of an event rule can't be known during preview");
    }
    yield { message: "no event rule matches RotationFailed and no alarm watches the function" };
  },
});

/** The event rules that are enabled and notify somebody. */
function activeRules(graph: Graph): Node[] {
  return graph
    .all(types.eventRule)
    .filter((rule) => isEnabled(rule))
    .filter((rule) => graph.companions(rule, "rule", types.eventTarget).length > 0);
}

function isAlarmed(graph: Graph): boolean {
  const rules = activeRules(graph).filter((rule) => !isUnknown(rule.props, "eventPattern"));
  return rules.some(hearsFailures) || graph.all(types.alarm).some((item) => watches(item, graph));
}

/** Whether the rule's pattern matches the event of a failed rotation. */
function hearsFailures({ props }: Node): boolean {
  const pattern = jsonObject(props, "eventPattern") ?? {};
  const detail = record(pattern, "detail");
  const namesService = isGiven(pattern, "source") || isGiven(detail, "eventSource");
  return (
    namesService &&
    hears(pattern.source, "aws.secretsmanager") &&
    hears(detail.eventSource, "secretsmanager.amazonaws.com") &&
    hears(pattern["detail-type"], "AWS Service Event via CloudTrail") &&
    hears(detail.eventName, "RotationFailed")
  );
}

/** Whether the alarm is on the errors of all functions, or of one that rotates a secret. */
function watches(alarm: Node, graph: Graph): boolean {
  const queries = isUnknown(alarm.props, "metricQueries")
    ? []
    : records(alarm.props, "metricQueries").map((query) => record(query, "metric"));
  return (
    isOnErrors(alarm.props, "dimensions", alarm, graph) ||
    queries.some((metric) => isOnErrors(metric, "metricQueries", alarm, graph))
  );
}

/** Whether a metric, which a property of the alarm holds, is of those errors. */
function isOnErrors(metric: Props, property: string, alarm: Node, graph: Graph): boolean {
  if (isUnknown(metric, "namespace") || text(metric, "namespace") !== "AWS/Lambda") {
    return false;
  }
  const dimensions = record(metric, "dimensions");
  const name = isUnknown(dimensions, "FunctionName") ? undefined : text(dimensions, "FunctionName");
  const isAbout = graph
    .derive(rotating)
    .some(
      (node) =>
        graph.companions(node, property, types.alarm).includes(alarm) ||
        (name !== undefined && text(record(node.props, "parameters"), "functionName") === name),
    );
  return text(metric, "metricName") === "Errors" && (isAbout || !isGiven(metric, "dimensions"));
}

/** The functions that rotate secrets, and the applications that hold one. */
function rotating(graph: Graph): Node[] {
  return graph
    .all([...types.function, ...types.rotationApplication])
    .filter((node) => graph.companions(node, "rotationLambdaArn", types.secretRotation).length > 0);
}

function isEnabled({ props }: Node): boolean {
  return text(props, "state") !== "DISABLED" && flag(props, "isEnabled") !== false;
}
