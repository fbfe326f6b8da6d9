import type { Thresholds } from "./alarm-thresholds";

/** The kinds of things that are watched, along the way of the data and then around it. */
export type WatchedKind =
  | "vpn"
  | "tunnel"
  | "tunnelLog"
  | "task"
  | "taskLog"
  | "serverlessLog"
  | "replicationInstance"
  | "auroraCluster"
  | "auroraInstance"
  | "auroraReaders"
  | "auroraErrorLog"
  | "auroraAuditLog"
  | "loadBalancer"
  | "targets"
  | "firewall"
  | "certificate"
  | "natGateway"
  | "rotation"
  | "eventRule";

/** A CloudWatch metric, and how its values of one period become one. */
export interface Metric {
  readonly metric: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p95";
  /** Seconds of one period; the metric comes at least once in it. Default: 300. */
  readonly periodSeconds?: number;
}

/** The default of {@link Metric.periodSeconds}. */
export const defaultPeriodSeconds = 300;

/** An alarm on a metric, and the advice for it. */
export interface AlarmRule extends Metric {
  /** Short name of the rule, a part of the alarm's. */
  readonly rule: string;
  /** On which side of the threshold the alarm goes off. */
  readonly alarmWhen: "above" | "below";
  /** One alarm for each. */
  readonly thresholds: Thresholds;
  /** How many periods in a row have to be bad. Default: 3. */
  readonly periods?: number;
  /**
   * Treatment of missing data. `notBreaching`: it is only reported when there is something to
   * report. `missing`: nothing is known, which the alarm shows as INSUFFICIENT_DATA. `breaching`:
   * silence is the fault.
   */
  readonly whenMissing: "notBreaching" | "missing" | "breaching";
  /** Meaning of the alarm and what to do, for the person on call. */
  readonly advice: string;
}

/** A rule whose thresholds depend on properties of the resource: its memory, its settings. */
export interface SizedRule<Size> extends Omit<AlarmRule, "thresholds"> {
  readonly thresholds: Thresholds | ((size: Size) => Thresholds);
}

/** The rules of something of this size. */
export function rulesFor<Size>(rules: readonly SizedRule<Size>[], size: Size): AlarmRule[] {
  return rules.map((rule) => ({
    ...rule,
    thresholds: typeof rule.thresholds === "function" ? rule.thresholds(size) : rule.thresholds,
  }));
}
