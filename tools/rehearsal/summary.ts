import Table from "cli-table3";
import { isShort, stoppedWithoutVerification, type Times } from "./evidence";
import type { RehearsalResult } from "./result";

const number = (value: number) => value.toLocaleString("en");

/** The summary at the end, for people. */
export function summaryLines(result: RehearsalResult): readonly string[] {
  const { tables, ledger, contradictions, seconds } = result;
  const table = new Table({
    head: ["table", "rows", ""],
    colAligns: ["left", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const { schema, table: name, rows, isEqual } of tables) {
    table.push([`${schema}.${name}`, number(rows), isEqual ? "EQUAL" : "DIFFERENT"]);
  }
  const rows = tables.reduce((sum, it) => sum + it.rows, 0);
  const equal = tables.filter(({ isEqual }) => isEqual).length;
  const verdict =
    equal === tables.length ? "Source and target are EQUAL" : "Source and target are DIFFERENT";
  return [
    "",
    table.toString(),
    "",
    `${verdict}: ${equal} of ${tables.length} tables, ${number(rows)} rows.`,
    `The database confirmed ${number(ledger.orders.size)} orders, ${number(sum(ledger.bookings))} bookings and ${number(ledger.cancelled.size)} cancellations: ${contradictions.length === 0 ? "none is missing, none is there twice, on either side" : `${contradictions.length} are not as it was told`}.`,
    ...contradictions.slice(0, 5).map((line) => `  ${line}`),
    `One value changed by 0.01 was found by verify: ${result.damagedRow}.`,
    ...Object.entries(result.times ?? {}).flatMap(([name, times]) => timesLines(name, times)),
    `From the first verb to the last: ${Math.round(seconds)} s.`,
  ];
}

/** For how long nobody could write, and how long each step took. */
function timesLines(name: string, times: Times): readonly string[] {
  const rest = stoppedWithoutVerification(times).toFixed(1);
  const verdict = isShort(times) ? "" : ", which is too long";
  return [
    `${name}: writes were stopped for ${times.writesStopped.toFixed(1)} s, ${rest} s without the final verification${verdict}.`,
    `  ${times.steps.map(({ step, seconds }) => `${step} ${seconds.toFixed(1)} s`).join(", ")}`,
  ];
}

const sum = (values: ReadonlyMap<number, number>) =>
  [...values.values()].reduce((total, value) => total + value, 0);
