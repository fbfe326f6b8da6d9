import type { TaskTable } from "./copy/apply";
import type { Change } from "./copy/changes";
import type { CopiedColumn } from "./copy/catalog";
import { textOf, type RowValues } from "./copy/values";
import type { FaultName, Faults } from "./faults";

/** Applies the faults about rows to a change: it may be dropped, doubled, or its values spoilt. */
export function faultyChanges(faults: Faults, table: TaskTable, change: Change): readonly Change[] {
  const { source, columns } = table.copied;
  if (faults.active.length === 0) return [change];
  const lost = (["lost-change", lostBy(change)] as const).some((it) => faults.take(it, source));
  if (lost) return [];
  if (change.before === undefined && faults.take("doubled-insert", source)) return [change, change];
  const { after } = change;
  if (after === undefined) return [change];
  return [{ ...change, after: spoilt(faults, table, after, columns) }];
}

function lostBy({ before, after }: Change): FaultName {
  if (before === undefined) return "lost-insert";
  return after === undefined ? "lost-delete" : "lost-update";
}

/** Function of a fault that spoils a column's value; undefined for columns that it leaves alone. */
type Spoiler = (value: string, column: CopiedColumn) => unknown;

const whenType =
  (types: RegExp, spoil: (value: string) => unknown): Spoiler =>
  (value, { dataType }) =>
    types.test(dataType) ? spoil(value) : undefined;

const spoilers: Readonly<Partial<Record<FaultName, Spoiler>>> = {
  "rounded-floats": whenType(/^float$/i, (value) => Number(Number(value).toPrecision(6))),
  "cut-enum": whenType(/^enum$/i, (value) => value.split(",")[0]),
  "shifted-times": whenType(/^timestamp$/i, shiftedByAnHour),
  "cut-text": whenType(/text$|^varchar$/i, (value) => value.slice(0, 8)),
  "trimmed-text": whenType(/text$|^varchar$/i, (value) => value.trimEnd()),
  "quoted-json-numbers": whenType(/^json$/i, (value) =>
    value.replaceAll(/(?<=: )-?\d[\d.]*/g, '"$&"'),
  ),
};

function spoilt(
  faults: Faults,
  table: TaskTable,
  row: RowValues,
  columns: readonly CopiedColumn[],
) {
  const values = { ...row };
  for (const [fault, spoil] of Object.entries(spoilers) as [FaultName, Spoiler][]) {
    const changed = columns.flatMap((column) => {
      const value = values[column.name];
      if (value === null || value === undefined || typeof value === "object") return [];
      const result = spoil(textOf(value), column);
      return result === undefined || result === value ? [] : [[column.name, result] as const];
    });
    if (changed.length > 0 && faults.take(fault, table.copied.source)) {
      Object.assign(values, Object.fromEntries(changed));
    }
  }
  return values;
}

function shiftedByAnHour(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const time = Date.parse(`${whole.replace(" ", "T")}Z`);
  if (Number.isNaN(time)) return value;
  const shifted = new Date(time + 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  return fraction === undefined ? shifted : `${shifted}.${fraction}`;
}
