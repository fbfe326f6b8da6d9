import { count, flag, knownTexts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, type Props } from "../../lib/unknowns";

export const alarmActions = defineRule({
  name: "alarm-actions",
  title: "Alarms notify somebody",
  description: "An alarm must have an action, and its actions must be enabled.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["CloudWatch.15", "CloudWatch.17"],
    prowler: [
      "cloudwatch_alarm_actions_enabled",
      "cloudwatch_alarm_actions_alarm_state_configured",
    ],
    checkov: ["CKV_AWS_319"],
  },
  remediation: "Set alarmActions to an SNS topic.",
  types: [...types.alarm, ...types.compositeAlarm],
  resource: ({ props }) =>
    independently(
      function* () {
        if (given(props, "alarmActions") === 0) {
          yield "the alarm has no action for its alarm state";
        }
      },
      function* () {
        if (flag(props, "actionsEnabled") === false) {
          yield "the alarm's actions are disabled";
        }
      },
    ),
});

/** How many elements of a list are not empty texts. */
function given(props: Props, key: string): number {
  return count(props, key) - knownTexts(props, key).filter((item) => item.trim() === "").length;
}
