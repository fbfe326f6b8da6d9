/** A time window that recurs every day or every week. Times are UTC. */
export interface Window {
  /** Minutes from Sunday 00:00 (weekly) or from 00:00 (daily) to the window's first minute. */
  readonly start: number;
  /** Length in minutes; the window may run past midnight, or past the end of the week. */
  readonly minutes: number;
  /** Minutes after which the window recurs: {@link day} or {@link week}. */
  readonly period: number;
}

/** Minutes in an hour. */
export const hour = 60;
/** Minutes in a day. */
export const day = 24 * hour;
/** Minutes in a week. */
export const week = 7 * day;

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const dayPattern = `(${days.join("|")})`;
const timePattern = "([01]\\d|2[0-3]):([0-5]\\d)";

/** `hh:mm-hh:mm`, a window of every day. */
export const dailyWindowPattern = new RegExp(`^${timePattern}-${timePattern}$`);
/** `ddd:hh:mm-ddd:hh:mm`, a window of every week. */
export const weeklyWindowPattern = new RegExp(
  `^${dayPattern}:${timePattern}-${dayPattern}:${timePattern}$`,
);

/** Reads a window such as `23:30-00:30` or `sun:23:30-mon:00:30`; undefined when it is neither. */
export function parseWindow(text: string): Window | undefined {
  const period = dailyWindowPattern.test(text) ? day : week;
  if (period === week && !weeklyWindowPattern.test(text)) {
    return undefined;
  }
  const [from = "", to = ""] = text.split("-");
  const start = minuteOf(from);
  return { start, minutes: modulo(minuteOf(to) - start, period), period };
}

/** Whether two windows ever have a minute in common. */
export function windowsOverlap(a: Window, b: Window): boolean {
  return occurrences(a).some((x) =>
    occurrences(b).some((y) => modulo(y - x, week) < a.minutes || modulo(x - y, week) < b.minutes),
  );
}

/** The first minutes, in one week, of a window's occurrences. */
function occurrences(window: Window): number[] {
  return Array.from({ length: week / window.period }, (_, n) => window.start + n * window.period);
}

/** Minutes from the start of the day or the week to `hh:mm` or `ddd:hh:mm`. */
function minuteOf(text: string): number {
  const parts = text.split(":");
  const [hours = 0, minute = 0] = parts.slice(-2).map(Number);
  const weekday = parts.length === 3 ? days.indexOf(parts[0] ?? "") : 0;
  return weekday * day + hours * hour + minute;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
