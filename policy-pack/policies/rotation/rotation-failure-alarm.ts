import { type Graph, type Node } from "../../lib/graph";
import { defineRule } from "../../lib/rule";
import { flag, text } from "../../lib/props";
import { types } from "../../lib/tokens";
import { isUnknown, NotEvaluated } from "../../lib/unknowns";

export const rotationFailureAlarm = defineRule({
  name: "rotation-failure-alarm",
  title: "A failed rotation is noticed",
  description: "A stack with rotations must have an event rule or an alarm for those that fail.",
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

/** The event rules that are enabled and tell somebody. */
function activeRules(graph: Graph): Node[] {
  return graph
    .all(types.eventRule)
    .filter((rule) => isEnabled(rule))
    .filter((rule) => graph.companions(rule, "rule", types.eventTarget).length > 0);
}

function isAlarmed(graph: Graph): boolean {
  const rules = activeRules(graph).filter((rule) => !isUnknown(rule.props, "eventPattern"));
  const isMatched = rules.some((rule) =>
    (text(rule.props, "eventPattern") ?? "").includes("RotationFailed"),
  );
  const alarms = graph.all(types.alarm).filter((alarm) => !isUnknown(alarm.props, "namespace"));
  return (
    isMatched ||
    alarms.some(
      (alarm) =>
        text(alarm.props, "namespace") === "AWS/Lambda" &&
        text(alarm.props, "metricName") === "Errors",
    )
  );
}

function isEnabled({ props }: Node): boolean {
  return text(props, "state") !== "DISABLED" && flag(props, "isEnabled") !== false;
}
