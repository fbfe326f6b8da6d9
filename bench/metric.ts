import { ratios, type Summary, summarise } from "./statistics";

/** One line of the report. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  /** Such as `s`, `MiB` or `×`; empty for a count. */
  readonly unit: string;
  /** Smallest and largest value of the rounds; absent when there was only one. */
  readonly spread?: { readonly low: number; readonly high: number };
  /** The largest value that is fine; absent where the value only explains others. */
  readonly goal?: number;
}

/** The metrics of one question, under a heading. */
export interface Group {
  readonly title: string;
  /** The method, and the meaning of the figures. */
  readonly explanation: string;
  readonly metrics: readonly Metric[];
  /** Figures that could not be measured, each with the reason. */
  readonly remarks: readonly string[];
}

/** One entry of the file that `--json` writes. */
export interface MetricRecord {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number | null;
  readonly ok: boolean;
  readonly low: number;
  readonly high: number;
}

/** The metric of a quantity that was measured several times. */
export function measured(
  name: string,
  values: readonly number[],
  unit: string,
  goal?: number,
): Metric {
  return metricOf(name, summarise(values), unit, goal);
}

/** The metric of a quantity in proportion to another one of the same rounds. */
export function ratio(
  name: string,
  values: readonly number[],
  bases: readonly number[],
  goal?: number,
): Metric {
  return metricOf(name, summarise(ratios(values, bases)), "×", goal);
}

/** The metric of a quantity that is the same every time. */
export function fixed(name: string, value: number, unit: string, goal?: number): Metric {
  return { name, value, unit, ...(goal === undefined ? {} : { goal }) };
}

/** Whether the metric meets its goal; one without a goal does. */
export function isMet({ value, goal }: Metric): boolean {
  return goal === undefined || value <= goal;
}

export function recordOf(metric: Metric): MetricRecord {
  const { name, value, unit, spread, goal = null } = metric;
  const { low, high } = spread ?? { low: value, high: value };
  return { name, value, unit, goal, ok: isMet(metric), low, high };
}

function metricOf(
  name: string,
  { median, low, high }: Summary,
  unit: string,
  goal: number | undefined,
): Metric {
  return { ...fixed(name, median, unit, goal), spread: { low, high } };
}
