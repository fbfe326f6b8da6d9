/** A temporary acceptance of a finding, by somebody and for a reason. */
export interface Approval {
  /** Why it is acceptable; at least {@link shortestReason} characters. */
  readonly reason: string;
  readonly approvedBy: string;
  /** The day of the approval, as YYYY-MM-DD (UTC). */
  readonly since: string;
  /** The last day on which it counts, as YYYY-MM-DD (UTC). */
  readonly expires: string;
  readonly ticket?: string;
}

/** The most days that an approval may still have before it. */
export const longestDays = 180;

const shortestReason = 15;
const texts = ["reason", "approvedBy", "since", "expires"];

/** Limits for checking approvals. */
interface Checking {
  /** {@link longestDays} when left out. */
  readonly maxDays?: number | undefined;
  /** The present when left out. */
  readonly now?: Date | undefined;
}

/** Problems of a configured approval, which has some further texts; empty if it is valid. */
export function approvalMistakes(
  approval: unknown,
  further: readonly string[],
  { maxDays = longestDays, now = new Date() }: Checking = {},
): string[] {
  if (typeof approval !== "object" || approval === null || Array.isArray(approval)) {
    return ["is not an object"];
  }
  const given = approval as Record<string, unknown>;
  const missing = [...further, ...texts].filter((name) => textOf(given, name) === "");
  const unknown = Object.keys(given).filter(
    (name) => ![...further, ...texts, "ticket"].includes(name),
  );
  const faults = [
    ...missing.map((name) => `has no ${name}`),
    ...unknown.map((name) => `has an unknown property "${name}"`),
    ...(given.ticket === undefined || textOf(given, "ticket") !== ""
      ? []
      : ["has a ticket that is not a text"]),
    ...(missing.includes("reason") || textOf(given, "reason").length >= shortestReason
      ? []
      : [`has a reason shorter than ${shortestReason} characters`]),
  ];
  return [...faults, ...dateMistakes(given, missing, maxDays, dayOf(now))];
}

/** Whether the last day is over. */
export function isExpired({ expires }: Approval, now = new Date()): boolean {
  return expires < dayOf(now);
}

/** The days from one date to another, each as YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((timeOf(to) - timeOf(from)) / 86_400_000);
}

/** The date of a time, as YYYY-MM-DD (UTC). */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function dateMistakes(
  given: Record<string, unknown>,
  missing: readonly string[],
  maxDays: number,
  today: string,
): string[] {
  const dates = ["since", "expires"].filter((name) => !missing.includes(name));
  const malformed = dates.filter((name) => !isDate(textOf(given, name)));
  if (malformed.length > 0) {
    return malformed.map((name) => `has for ${name} no date of the form YYYY-MM-DD`);
  }
  const [since, expires] = [textOf(given, "since"), textOf(given, "expires")];
  return [
    ...(dates.includes("since") && since > today ? [`is approved in the future, on ${since}`] : []),
    ...(dates.includes("expires") && daysBetween(today, expires) > maxDays
      ? [`expires on ${expires}, more than ${maxDays} days ahead`]
      : []),
  ];
}

function textOf(given: Record<string, unknown>, name: string): string {
  const value = given[name];
  return typeof value === "string" ? value.trim() : "";
}

function isDate(value: string): boolean {
  const time = timeOf(value);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(time) && dayOf(new Date(time)) === value
  );
}

function timeOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
