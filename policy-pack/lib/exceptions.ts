import { type Resource } from "./graph";
import { isLike } from "./names";

/** A finding that somebody has accepted for a while: `exceptions` of a rule's configuration. */
export interface Exception {
  /** Name or URN of the resource; `*` stands for anything. */
  readonly resource: string;
  /** Why it is acceptable; at least {@link shortestReason} characters. */
  readonly reason: string;
  readonly approvedBy: string;
  /** The last day on which it counts, as YYYY-MM-DD (UTC). */
  readonly expires: string;
  readonly ticket?: string;
}

const shortestReason = 15;
const properties = ["resource", "reason", "approvedBy", "expires", "ticket"];

/** What is wrong with a configured exception, in words; empty when it is well-formed. */
export function mistakesIn(exception: unknown): string[] {
  if (typeof exception !== "object" || exception === null || Array.isArray(exception)) {
    return ["is not an object"];
  }
  const given = exception as Record<string, unknown>;
  const missing = ["resource", "reason", "approvedBy", "expires"].filter(
    (name) => typeof given[name] !== "string" || given[name].trim() === "",
  );
  const unknown = Object.keys(given).filter((name) => !properties.includes(name));
  return [
    ...missing.map((name) => `has no ${name}`),
    ...unknown.map((name) => `has an unknown property "${name}"`),
    ...(missing.includes("reason") || String(given.reason).trim().length >= shortestReason
      ? []
      : [`has a reason shorter than ${shortestReason} characters`]),
    ...(missing.includes("expires") || isDate(String(given.expires))
      ? []
      : ["does not expire on a date of the form YYYY-MM-DD"]),
  ];
}

/** The well-formed ones among configured exceptions; the others count for nothing. */
export function wellFormed(configured: unknown): Exception[] {
  const list: unknown[] = Array.isArray(configured) ? configured : [];
  return list.filter((item) => mistakesIn(item).length === 0) as Exception[];
}

/** Whether the exception is for this resource. A finding on the stack itself has the name "stack". */
export function covers(exception: Exception, resource: Pick<Resource, "name" | "urn">): boolean {
  const patterns = [exception.resource];
  return isLike(resource.name, patterns) || isLike(resource.urn, patterns);
}

/** Whether the exception's last day is over. */
export function isExpired(exception: Exception, now = new Date()): boolean {
  return exception.expires < now.toISOString().slice(0, 10);
}

function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(value)
  );
}
