/** A stretch of the week in minutes since Sunday 00:00 UTC; `end` may lie past the week's end. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const day = 24 * 60;
const week = 7 * day;

/** Reads a weekly window, `ddd:hh:mm-ddd:hh:mm` in UTC; undefined when it is none. */
export function weekly(text: string): Window[] | undefined {
  const match = /^(\w{3}):(\d\d):(\d\d)-(\w{3}):(\d\d):(\d\d)$/.exec(text.toLowerCase());
  if (!match) {
    return undefined;
  }
  const [, fromDay = "", fromHour, fromMinute, toDay = "", toHour, toMinute] = match;
  const start = at(days.indexOf(fromDay), fromHour, fromMinute);
  const end = at(days.indexOf(toDay), toHour, toMinute);
  return start === undefined || end === undefined
    ? undefined
    : [{ start, end: past(start, end, week) }];
}

/** Reads a daily window, `hh:mm-hh:mm` in UTC, as seven windows; undefined when it is none. */
export function daily(text: string): Window[] | undefined {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  const start = match ? at(0, match[1], match[2]) : undefined;
  const end = match ? at(0, match[3], match[4]) : undefined;
  if (start === undefined || end === undefined) {
    return undefined;
  }
  const length = past(start, end, day) - start;
  return days.map((_, i) => ({ start: i * day + start, end: i * day + start + length }));
}

/** Reads either form. */
export function windows(text: string): Window[] | undefined {
  return weekly(text) ?? daily(text);
}

/** Whether any of the windows share a minute, over the week's end too. */
export function collide(some: readonly Window[], others: readonly Window[]): boolean {
  return some.some((one) =>
    others.some((other) =>
      [-week, 0, week].some(
        (shift) => one.start + shift < other.end && other.start < one.end + shift,
      ),
    ),
  );
}

function at(dayIndex: number, hour = "", minute = ""): number | undefined {
  const isTime = dayIndex >= 0 && Number(hour) < 24 && Number(minute) < 60;
  return isTime ? dayIndex * day + Number(hour) * 60 + Number(minute) : undefined;
}

function past(start: number, end: number, period: number): number {
  return end <= start ? end + period : end;
}
