import { integer } from "../../lib/options";
import { isHeld } from "../../lib/phases";
import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { isGapKnown, longestGap } from "../../lib/rotation-gap";
import { types } from "../../lib/tokens";
import { independently } from "../../lib/unknowns";

export const secretRotationInterval = defineRule({
  name: "secret-rotation-interval",
  title: "Secrets are rotated often enough",
  description:
    "A secret must be rotated at least once within the allowed number of days. Rotation of a DMS task's secret may pause while the task has a `Phase` tag from load to returned, because a running task keeps its password.",
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
    maxHeldDays: integer("The most days that rotation may pause for a migration.", 365, {
      minimum: 1,
      maximum: 400,
    }),
  },
  types: types.secretRotation,
  resource: ({ props }, { maxDays, maxHeldDays }) =>
    independently(
      function* () {
        if (flag(props, "rotationEnabled") === false) {
          yield "the rotation is switched off";
        }
      },
      function* () {
        const days = longestGap(props);
        if (typeof days === "string") {
          yield days;
        } else if (days > Math.max(maxDays, maxHeldDays)) {
          yield tooLong(days, maxDays);
        }
      },
    ),
  *companions(rotation, graph, { maxDays, maxHeldDays }) {
    // Unknown intervals were handled above.
    const days = isGapKnown(rotation.props) ? longestGap(rotation.props) : 0;
    if (typeof days === "string" || days <= maxDays || days > maxHeldDays) {
      return;
    }
    const secrets = graph.refersTo(rotation, "secretId", types.secret, types.secretVersion).nodes;
    if (secrets.length === 0 || !secrets.every((secret) => isHeld(secret, graph))) {
      yield tooLong(days, maxDays);
    }
  },
});

const tooLong = (days: number, maxDays: number) =>
  `up to ${days} days pass between two rotations; ${maxDays} are allowed`;
