import { integer } from "../../lib/options";
import { flag, number, record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { schedule } from "../../lib/schedules";
import { types } from "../../lib/tokens";
import { independently } from "../../lib/unknowns";

export const secretRotationInterval = defineRule({
  name: "secret-rotation-interval",
  title: "Secrets are rotated often enough",
  description: "A secret must be rotated at least once within the allowed number of days.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["SecretsManager.4"],
    prowler: ["secretsmanager_secret_rotated_periodically"],
    checkov: ["CKV_AWS_304"],
  },
  remediation: "Set rotationRules.automaticallyAfterDays, or a rate() or cron() schedule.",
  options: {
    maxDays: integer("The most days between two rotations.", 30, { minimum: 1, maximum: 90 }),
  },
  types: types.secretRotation,
  resource: ({ props }, { maxDays }) =>
    independently(
      function* () {
        if (flag(props, "rotationEnabled") === false) {
          yield "the rotation is switched off";
        }
      },
      function* () {
        const rules = record(props, "rotationRules");
        const written = text(rules, "scheduleExpression");
        // The provider takes an empty text for none.
        const expression = written === "" ? undefined : written;
        const days =
          expression === undefined
            ? number(rules, "automaticallyAfterDays")
            : schedule(expression)?.longestGapDays;
        if (days === undefined || days <= 0) {
          yield expression === undefined
            ? "the rotation has no schedule"
            : "the rotation's schedule cannot be read as rate() or cron()";
        } else if (days > maxDays) {
          yield `up to ${days} days pass between two rotations; ${maxDays} are allowed`;
        }
      },
    ),
});
