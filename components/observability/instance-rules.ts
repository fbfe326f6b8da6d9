import type { AlarmRule } from "../../lib/alarm-rules";
import { cpuPercent } from "../../lib/alarm-thresholds";

/** The rule of an instance that may be short of processor time. */
export const cpuRule = (advice: string): AlarmRule => ({
  rule: "cpu",
  metric: "CPUUtilization",
  statistic: "Average",
  alarmWhen: "above",
  thresholds: cpuPercent,
  whenMissing: "missing",
  advice,
});
