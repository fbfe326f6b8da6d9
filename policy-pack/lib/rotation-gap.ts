import { number, record, text } from "./props";
import { schedule } from "./schedules";
import { isUnknown, type Props } from "./unknowns";

/** Whether the schedule of a rotation is known during preview. */
export function isGapKnown(props: Props): boolean {
  if (isUnknown(props, "rotationRules")) return false;
  const rules = record(props, "rotationRules");
  return !["scheduleExpression", "automaticallyAfterDays"].some((key) => isUnknown(rules, key));
}

/** The most days between two rotations of a secret, or the fault in the schedule. */
export function longestGap(props: Props): number | string {
  const rules = record(props, "rotationRules");
  const written = text(rules, "scheduleExpression");
  // The provider takes an empty text for none.
  const expression = written === "" ? undefined : written;
  const days =
    expression === undefined
      ? number(rules, "automaticallyAfterDays")
      : schedule(expression)?.longestGapDays;
  if (days !== undefined && days > 0) return days;
  return expression === undefined
    ? "the rotation has no schedule"
    : "the rotation's schedule cannot be read as rate() or cron()";
}
