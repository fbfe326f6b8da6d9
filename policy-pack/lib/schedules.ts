/** When a Secrets Manager or EventBridge schedule expression runs. */
export interface Schedule {
  /** The most days that pass between two runs. */
  readonly longestGapDays: number;
  /** Minutes of the week at which it may start; undefined for rate() of hours, which may start at any. */
  readonly starts?: readonly number[];
}

const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const minutesADay = 24 * 60;

/** Reads a rate() or cron() expression; undefined when it is neither or cannot be read. */
export function schedule(expression: string): Schedule | undefined {
  const [, kind, content = ""] = /^(rate|cron)\(([^()]*)\)$/.exec(expression.trim()) ?? [];
  const fields = content.trim().toLowerCase().split(/\s+/);
  if (kind === undefined) {
    return undefined;
  }
  return kind === "rate" ? rateSchedule(fields) : cronSchedule(fields);
}

function rateSchedule([amount = "", unit = "", ...more]: readonly string[]): Schedule | undefined {
  const days = { minute: 1 / minutesADay, hour: 1 / 24, day: 1 }[unit.replace(/s$/, "")];
  if (days === undefined || !/^\d+$/.test(amount) || more.length > 0) {
    return undefined;
  }
  return {
    longestGapDays: Number(amount) * days,
    // A rotation by a rate of days begins at midnight.
    ...(days === 1 ? { starts: dayNames.map((_, d) => d * minutesADay) } : {}),
  };
}

function cronSchedule(fields: readonly string[]): Schedule | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = "", year = ""] = fields;
  const minutes = values(minute, 0, 59);
  const hours = values(hour, 0, 23);
  const matches = dayMatcher(day, month, weekday);
  if (fields.length !== 6 || year !== "*" || !minutes || !hours || !matches) {
    return undefined;
  }
  const days = matchingDays(matches);
  if (days.length < 2) {
    return undefined;
  }
  const weekdays = [...new Set(days.map((date) => date.getUTCDay()))];
  const starts = weekdays.flatMap((d) =>
    hours.flatMap((h) => minutes.map((m) => d * minutesADay + h * 60 + m)),
  );
  return { longestGapDays: longestGap(days), starts };
}

/** Four years have every combination of weekday, month length and leap day that matters here. */
function matchingDays(matches: (date: Date) => boolean): Date[] {
  const first = Date.UTC(2024, 0, 1);
  const dates = Array.from({ length: 4 * 366 }, (_, i) => new Date(first + i * 86_400_000));
  return dates.filter(matches);
}

function longestGap(days: readonly Date[]): number {
  const gaps = days.slice(1).map((day, i) => day.getTime() - (days[i] ?? day).getTime());
  return Math.max(...gaps) / 86_400_000;
}

function dayMatcher(day: string, month: string, weekday: string) {
  const months = values(month, 1, 12, monthNames, 1);
  const anyWeekday = ["?", "*"].includes(weekday);
  const onWeekday = anyWeekday ? () => true : weekdayMatcher(weekday);
  const onDay = dayOfMonthMatcher(day);
  if (!months || !onDay || !onWeekday) {
    return undefined;
  }
  return (date: Date) => months.includes(date.getUTCMonth() + 1) && onDay(date) && onWeekday(date);
}

function dayOfMonthMatcher(field: string): ((date: Date) => boolean) | undefined {
  if (field === "l") {
    return (date) => new Date(date.getTime() + 86_400_000).getUTCDate() === 1;
  }
  const days = values(field, 1, 31);
  return days && ((date) => days.includes(date.getUTCDate()));
}

/** AWS counts weekdays from 1 (Sunday); `SUN#2` is the second Sunday, `SUNL` or `1L` the last. */
function weekdayMatcher(field: string): ((date: Date) => boolean) | undefined {
  const nth = /^(\w+)#([1-5])$/.exec(field);
  const last = /^(\w+)l$/.exec(field);
  const days = values(nth?.[1] ?? last?.[1] ?? field, 1, 7, dayNames, 1);
  if (!days) {
    return undefined;
  }
  const isDay = (date: Date) => days.includes(date.getUTCDay() + 1);
  if (nth) {
    return (date) => isDay(date) && Math.ceil(date.getUTCDate() / 7) === Number(nth[2]);
  }
  const isLast = (date: Date) =>
    new Date(date.getTime() + 7 * 86_400_000).getUTCMonth() !== date.getUTCMonth();
  return last ? (date) => isDay(date) && isLast(date) : isDay;
}

/** The values of a cron field: `*`, `?`, lists, ranges, steps and names; undefined if malformed. */
function values(
  field: string,
  from: number,
  to: number,
  names: readonly string[] = [],
  offset = 0,
): number[] | undefined {
  const parts = field.split(",").map((part) => {
    const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const named = range.split("-").map((end) => {
      const index = names.indexOf(end);
      return index < 0 ? end : String(index + offset);
    });
    const [first, last] = ["*", "?"].includes(range) ? [String(from), String(to)] : named;
    const start = Number(first);
    const end = last === undefined ? (step === undefined ? start : to) : Number(last);
    return span(start, end, Number(step ?? 1), from, to);
  });
  const isWhole = parts.every((part) => part !== undefined);
  return isWhole ? [...new Set(parts.flat())] : undefined;
}

function span(start: number, end: number, step: number, from: number, to: number) {
  const isValid = [start, end, step].every(Number.isInteger) && step > 0;
  if (!isValid || start < from || end > to || start > end) {
    return undefined;
  }
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => start + i * step);
}
