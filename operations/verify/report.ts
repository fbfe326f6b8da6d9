import type { Difference, TableResult } from "./result";

/** Differing rows of a table that are shown. */
const shownDifferences = 20;

const words: Readonly<Record<Difference["kind"], string>> = {
  missing: "missing in the target",
  extra: "in the target alone",
  changed: "not the same",
};

/** The results for people: a line for each table, below it what differs, and the sum. */
export function reportLines(results: readonly TableResult[]): readonly string[] {
  const widest = Math.max(0, ...results.map(({ table }) => table.length));
  return [...results.flatMap((result) => tableLines(result, widest)), "", summary(results)];
}

function tableLines(result: TableResult, widest: number): readonly string[] {
  const { table, verdict, rows, chunks, seconds, digest, notCompared } = result;
  const facts = [
    verdict.toUpperCase().padEnd(9),
    table.padEnd(widest),
    `${rows.toLocaleString("en")} rows`.padStart(16),
    `${chunks} chunks`.padStart(12),
    `${seconds.toFixed(1)} s`.padStart(9),
    digest.slice(0, 16),
  ];
  return [
    facts.join("  ").trimEnd(),
    ...result.problems.map((problem) => `    ${problem}`),
    ...differenceLines(result).map((line) => `    ${line}`),
    ...notCompared.map((reason) => `    not compared: ${reason}`),
  ];
}

function differenceLines({ differences, hasMore, unsettledRows }: TableResult): readonly string[] {
  const shown = differences
    .slice(0, shownDifferences)
    .map(({ key, kind }) => `${key === "" ? "a row without a key" : `key ${key}`}: ${words[kind]}`);
  const rest = differences.length - shown.length;
  const more = hasMore ? [`and more than ${rest} others`] : rest > 0 ? [`and ${rest} others`] : [];
  const unsettled =
    unsettledRows > 0
      ? [`${unsettledRows} rows changed each time they were read; verify --final compares them`]
      : [];
  return [...shown, ...more, ...unsettled];
}

function summary(results: readonly TableResult[]): string {
  const count = (verdict: TableResult["verdict"]) =>
    results.filter((result) => result.verdict === verdict).length;
  const rows = results.reduce((sum, result) => sum + result.rows, 0);
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  const parts = [
    `${results.length} tables, ${rows.toLocaleString("en")} rows, ${seconds.toFixed(0)} s`,
    `${count("equal")} equal`,
    `${count("different")} different`,
    `${count("unsettled")} unsettled`,
  ];
  return parts.join(", ");
}
