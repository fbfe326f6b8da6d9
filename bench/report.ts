import Table from "cli-table3";
import { type Group, isMet, type Metric } from "./metric";

/** The groups as tables for a terminal, and last how many goals were met. */
export function renderGroups(groups: readonly Group[]): string {
  return [...groups.map(renderGroup), summaryLine(groups)].join("\n\n");
}

function renderGroup({ title, metrics, remarks }: Group): string {
  const table = new Table({
    head: [title, "median", "spread", "goal", ""],
    colAligns: ["left", "right", "right", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  table.push(...metrics.map((metric) => [...cells(metric)]));
  return [table.toString(), ...remarks].join("\n");
}

/** Name, value, spread, goal and verdict of a metric, as a table shows them. */
export function cells(metric: Metric): readonly [string, string, string, string, string] {
  const { name, value, unit, spread, goal } = metric;
  const isVaried = spread !== undefined && spread.low !== spread.high;
  return [
    name,
    quantity(value, unit),
    isVaried ? `${number(spread.low)} to ${number(spread.high)}` : "",
    goal === undefined ? "" : `≤ ${quantity(goal, unit)}`,
    goal === undefined ? "" : isMet(metric) ? "met" : "MISSED",
  ];
}

/** How many goals there are, and which were missed. */
export function summaryLine(groups: readonly Group[]): string {
  const goals = groups.flatMap(({ metrics }) => metrics).filter(({ goal }) => goal !== undefined);
  const missed = goals.filter((metric) => !isMet(metric));
  const names = missed.length === 0 ? "" : `: ${missed.map(({ name }) => name).join("; ")}`;
  return `${goals.length - missed.length} of ${goals.length} goals met, ${missed.length} missed${names}`;
}

function quantity(value: number, unit: string): string {
  return `${number(value)} ${unit}`.trimEnd();
}

/** Three significant digits, without superfluous decimal places. */
function number(value: number): string {
  const places = Number.isInteger(value)
    ? 0
    : Math.abs(value) < 10
      ? 2
      : Math.abs(value) < 100
        ? 1
        : 0;
  return value.toLocaleString("en", {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}
