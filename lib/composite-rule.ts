/** CloudWatch's limits for the rule of a composite alarm. */
export const maxRuleLength = 10_240;
export const maxRuleAlarms = 100;

/**
 * The rule of a composite alarm that is on while any of some alarms is.
 *
 * An alarm that lacks data does not count: that a task does not run is no fault. Names are sorted, so
 * that the order of the configuration makes no difference.
 *
 * @throws RangeError without alarms, and for more than CloudWatch takes.
 */
export function anyAlarm(alarmNames: readonly string[]): string {
  return ruleOf(alarmNames, "OR");
}

/** The rule of a composite alarm that is on while all of some alarms are; else as {@link anyAlarm}. */
export function everyAlarm(alarmNames: readonly string[]): string {
  return ruleOf(alarmNames, "AND");
}

function ruleOf(alarmNames: readonly string[], operator: "OR" | "AND"): string {
  const names = [...new Set(alarmNames)].sort();
  if (names.length === 0 || names.length > maxRuleAlarms) {
    throw new RangeError(
      `A composite alarm of ${names.length} alarms; CloudWatch allows 1 to ${maxRuleAlarms}.`,
    );
  }
  const rule = names.map((name) => `ALARM("${name}")`).join(` ${operator} `);
  if (rule.length > maxRuleLength) {
    throw new RangeError(
      `The rule of a composite alarm has ${rule.length} characters; CloudWatch allows ${maxRuleLength}. Give migrations shorter names.`,
    );
  }
  return rule;
}

/** How many alarms of other things the rule over groups has room for. */
const reserved = 10;

/**
 * Alarms in groups that one rule takes each, for a rule over the groups: none when one rule takes all
 * of them. A further alarm at the end leaves the full groups as they are.
 */
export function alarmGroups<Alarm>(alarms: readonly Alarm[]): Alarm[][] {
  const size = maxRuleAlarms - reserved;
  if (alarms.length <= size) return [];
  return Array.from({ length: Math.ceil(alarms.length / size) }, (_, index) =>
    alarms.slice(index * size, (index + 1) * size),
  );
}
