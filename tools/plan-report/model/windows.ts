import type { BackupRule } from "./backup-vault";
import type { LandingZone } from "./facts";
import { engineCount } from "./replication";

type WindowedParts = Pick<LandingZone, "database" | "vault" | "replication">;

/** Minutes in a day. */
export const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;

/** The days of a calendar week, from Monday. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Purpose of a window. */
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

/** The windows in which AWS may work on the databases and on what replicates. */
export function windowsOf({ database, vault, replication }: WindowedParts): Window[] {
  const { instances, serverless } = replication;
  const isOnly = engineCount(replication) === 1;
  const candidates: [WindowKind, string, string | undefined][] = [
    ["backup", "Aurora backup", database?.backupWindow],
    ...(vault?.rules ?? []).map((rule): [WindowKind, string, string | undefined] => [
      "backup",
      `AWS Backup, ${rule.name}`,
      dailyWindow(rule),
    ]),
    ["database", "Aurora maintenance", database?.maintenanceWindow],
    ...instances.map(({ name, maintenanceWindow }): [WindowKind, string, string | undefined] => [
      "replication",
      isOnly ? "DMS maintenance" : `DMS maintenance of ${name}`,
      maintenanceWindow,
    ]),
    ...serverless.map((one): [WindowKind, string, string | undefined] => [
      "replication",
      `DMS maintenance of the serverless replication ${one.shortName}`,
      one.maintenanceWindow,
    ]),
  ];
  return candidates.flatMap(([kind, title, time]) =>
    time === undefined ? [] : [{ kind, title, time }],
  );
}

/** Within which time a rule's daily copy begins; undefined for rules that are not daily. */
function dailyWindow({ schedule = "", startMinutes = 0 }: BackupRule): string | undefined {
  const [, minute, hour] = /^cron\((\d+) (\d+) [?*] \* [?*] \*\)$/.exec(schedule) ?? [];
  const start = Number(hour) * 60 + Number(minute);
  return minute === undefined
    ? undefined
    : `${clock(start)}-${clock((start + startMinutes) % minutesPerDay)}`;
}

/** `hh:mm` of a minute of the day. */
function clock(minute: number): string {
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
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
  const [, name, hour, minute] = /^(?:([a-z]{3}):)?(\d\d):(\d\d)$/.exec(text) ?? [];
  const day = name === undefined ? 0 : weekdays.findIndex((weekday) => weekday === name);
  return day * minutesPerDay + Number(hour) * 60 + Number(minute);
}
