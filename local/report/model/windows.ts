import type { Database } from "./database";
import type { Replication } from "./replication";

/** Minutes in a day. */
export const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;

/** The days of a calendar week, from Monday. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** What happens in a window. */
export type WindowKind = "backup" | "database" | "replication";

/** A recurring window, in UTC. */
export interface Window {
  readonly kind: WindowKind;
  readonly title: string;
  /** As configured: `hh:mm-hh:mm` for every day, `ddd:hh:mm-ddd:hh:mm` for once a week. */
  readonly time: string;
}

/** A part of a window that lies within one day of the calendar. */
export interface Slot {
  readonly kind: WindowKind;
  /** Index in {@link weekdays}. */
  readonly day: number;
  /** Minutes from the day's start. */
  readonly start: number;
  readonly end: number;
}

/** The windows in which AWS may work on the databases and the replication instances. */
export function windowsOf(
  database: Database | undefined,
  { instances }: Pick<Replication, "instances">,
): Window[] {
  const candidates: [WindowKind, string, string | undefined][] = [
    ["backup", "Aurora backup", database?.backupWindow],
    ["database", "Aurora maintenance", database?.maintenanceWindow],
    ...instances.map(({ name, maintenanceWindow }): [WindowKind, string, string | undefined] => [
      "replication",
      instances.length > 1 ? `DMS maintenance of ${name}` : "DMS maintenance",
      maintenanceWindow,
    ]),
  ];
  return candidates.flatMap(([kind, title, time]) =>
    time === undefined ? [] : [{ kind, title, time }],
  );
}

/** The slots of a window in a week; a window over midnight has one on either side. */
export function slotsOf({ kind, time }: Window): Slot[] {
  const [from = "", to = ""] = time.toLowerCase().split("-");
  const daily = from.split(":").length === 2;
  const period = daily ? minutesPerDay : minutesPerWeek;
  const start = minuteOf(from);
  const minutes = (minuteOf(to) - start + period) % period;
  const starts = daily ? weekdays.map((_, day) => day * minutesPerDay + start) : [start];
  return starts.flatMap((first) => splitByDay(kind, first, first + minutes));
}

function splitByDay(kind: WindowKind, first: number, end: number): Slot[] {
  const slots: Slot[] = [];
  for (let start = first; start < end;) {
    const midnight = (Math.floor(start / minutesPerDay) + 1) * minutesPerDay;
    const stop = Math.min(end, midnight);
    const dayStart = midnight - minutesPerDay;
    slots.push({
      kind,
      day: Math.floor(start / minutesPerDay) % weekdays.length,
      start: start - dayStart,
      end: stop - dayStart,
    });
    start = stop;
  }
  return slots;
}

/** Minutes from the start of the day or the week to `hh:mm` or `ddd:hh:mm`. */
function minuteOf(text: string): number {
  const parts = text.split(":");
  const [hour = 0, minute = 0] = parts.slice(-2).map(Number);
  const day = parts.length === 3 ? weekdays.findIndex((name) => name === parts[0]) : 0;
  return day * minutesPerDay + hour * 60 + minute;
}
