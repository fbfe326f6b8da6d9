import { approvalMistakes, dayOf, type Approval } from "./approvals";
import { type Resource } from "./graph";
import { isLike } from "./names";
import { printable } from "./printable";

/** A finding that somebody has accepted for a while: `exceptions` of a rule's configuration. */
export interface Exception extends Approval {
  /** Name or URN of the resource; `*` matches anything. The stack itself has the name "stack". */
  readonly resource: string;
  /** The excepted finding, as reported; `*` matches anything. */
  readonly finding: string;
}

/** A finding that was there when the pack came: `baseline` of a rule's configuration. */
export interface Known {
  /** The URN of the resource; "stack" for the stack itself. */
  readonly resource: string;
  /** The finding, as it is reported. */
  readonly finding: string;
  /** The day on which it was listed, as YYYY-MM-DD. */
  readonly since: string;
}

/** A finding as exceptions and baselines see it. */
export interface Reported {
  readonly resource: Pick<Resource, "name" | "urn">;
  readonly message: string;
}

/** Placeholder resource of findings on the stack itself. */
export const stackItself = { name: "stack", urn: "" };

/** How many characters a pattern must have besides `*`, so that it names something. */
const fewestLiterals = { resource: 3, finding: 8 };

/** Problems of a configured exception, in words; empty if it is well-formed. */
export function mistakesIn(exception: unknown, maxDays?: number): string[] {
  const mistakes = approvalMistakes(exception, ["resource", "finding"], { maxDays });
  if (mistakes.length > 0) return mistakes;
  const { resource, finding } = exception as Exception;
  const name = resource.split("::").at(-1) ?? "";
  return [
    ...(isSpecific(name, fewestLiterals.resource)
      ? []
      : [
          `has a resource that names too many: give the name, or ${fewestLiterals.resource} characters of it besides *`,
        ]),
    ...(isSpecific(finding, fewestLiterals.finding)
      ? []
      : [
          `has a finding that names too many: give the message, or ${fewestLiterals.finding} characters of it besides *`,
        ]),
  ];
}

/** The well-formed ones among configured exceptions; the others count for nothing. */
export function wellFormed(configured: unknown, maxDays?: number): Exception[] {
  const list: unknown[] = Array.isArray(configured) ? configured : [];
  return list.filter((item) => mistakesIn(item, maxDays).length === 0) as Exception[];
}

/** Whether the exception is for this resource. */
export function isAbout(exception: Exception, resource: Reported["resource"]): boolean {
  const patterns = [exception.resource];
  return isLike(resource.name, patterns) || isLike(resource.urn, patterns);
}

/** Whether the exception is for this finding. */
export function covers(exception: Exception, { resource, message }: Reported): boolean {
  return isAbout(exception, resource) && isLike(message, [exception.finding]);
}

/** An excepted finding, as it is reported. */
export function exceptedText({ expires, approvedBy, reason }: Exception, message: string): string {
  return `EXCEPTED until ${expires} by ${printable(approvedBy)}: ${printable(reason)} — ${message}`;
}

/** Problems of a baseline entry, in words; empty if it counts. */
export function baselineMistakes(entry: unknown): string[] {
  if (typeof entry !== "object" || entry === null) return ["is not an object"];
  const given = entry as Record<string, unknown>;
  const wrong = ["resource", "finding", "since"].filter(
    (name) => typeof given[name] !== "string" || given[name] === "",
  );
  return [
    ...wrong.map((name) => `has no ${name}`),
    ...(wrong.length === 0 && !/^\d{4}-\d{2}-\d{2}$/.test((entry as Known).since)
      ? ["has for since no date of the form YYYY-MM-DD"]
      : wrong.length === 0 && (entry as Known).since > dayOf(new Date())
        ? ["is listed in the future"]
        : []),
  ];
}

/** The entries of a configured baseline that count. */
export function baselineOf(configured: unknown): Known[] {
  const list: unknown[] = Array.isArray(configured) ? configured : [];
  return list.filter((entry) => baselineMistakes(entry).length === 0) as Known[];
}

/** Whether a baseline lists the finding. */
export function lists({ resource, finding }: Known, reported: Reported): boolean {
  const { urn } = reported.resource;
  return resource === (urn === "" ? stackItself.name : urn) && finding === reported.message;
}

function isSpecific(pattern: string, fewest: number): boolean {
  return !pattern.includes("*") || pattern.replaceAll("*", "").length >= fewest;
}
