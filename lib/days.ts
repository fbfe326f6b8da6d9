const msPerDay = 86_400_000;

/** Days before something ends in which every run warns of it. */
export const warningDays = { certificate: 30, engine: 90 } as const;

/** Whole days from `today` to another date; negative if it is past. */
export function daysUntil(end: Date | string, today: Date): number {
  return startOfDay(new Date(end)) - startOfDay(today);
}

function startOfDay(date: Date): number {
  return Math.floor(date.getTime() / msPerDay);
}
