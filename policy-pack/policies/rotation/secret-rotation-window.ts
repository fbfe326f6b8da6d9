import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { schedule } from "../../lib/schedules";
import { frozenWindows, takenWindows } from "../../lib/taken-windows";
import { types } from "../../lib/tokens";
import { collide } from "../../lib/windows";

const day = 24 * 60;

export const secretRotationWindow = defineRule({
  name: "secret-rotation-window",
  title: "Rotations do not overlap other windows",
  description:
    "A rotation must have a window that does not overlap maintenance, backup or cutover windows.",
  severity: "medium",
  level: "advisory",
  remediation:
    "In rotationRules set scheduleExpression to cron(), or rate() in days, and a duration such as `2h`.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
  options: {
    frozenWindows,
  },
  types: types.secretRotation,
  *companions(rotation, graph, { frozenWindows }) {
    const rules = record(rotation.props, "rotationRules");
    const hours = /^(\d+)h$/.exec(text(rules, "duration") ?? "")?.[1];
    if (hours === undefined) {
      yield "the rotation has no duration, so it may run all day";
    }
    const starts = schedule(text(rules, "scheduleExpression") ?? "")?.starts;
    if (starts === undefined) {
      yield "the rotation has no schedule in days, so it may start at any time";
      return;
    }
    const own = starts.map((start) => ({ start, end: start + length(start, hours) }));
    for (const { owner, windows } of takenWindows(graph, frozenWindows)) {
      if (collide(own, windows)) {
        yield `the rotation overlaps ${owner}`;
      }
    }
  },
});

/** A window without a duration closes at the end of its day. */
function length(start: number, hours?: string): number {
  return hours === undefined ? day - (start % day) : Number(hours) * 60;
}
