import { type Approval, dayOf, daysBetween, isExpired } from "../lib/approvals";
import {
  baselineMistakes,
  covers,
  type Exception,
  exceptedText,
  type Known,
  mistakesIn,
  stackItself,
} from "../lib/exceptions";
import { relaxationMistakes } from "../lib/guards";
import { baselined, isOnStack, type Report, resourceOf, type Result } from "../lib/results";
import { type ConfigurationFile, sectionIn } from "../lib/settings";

/** Whether an entry counts, and whether it is needed. */
type State = "in use" | "unused" | "expired" | "refused";

/** An approval of the configuration, with its owner, age and end. */
interface Approved {
  readonly rule: string;
  readonly state: State;
  /** Why it is refused; empty when it is not. */
  readonly mistakes: readonly string[];
  readonly owner: string;
  readonly reason: string;
  readonly ticket?: string;
  readonly since: string;
  readonly ageDays: number;
  /** The last day on which it counts. */
  readonly expires: string;
  readonly daysLeft: number;
}

/** Everything that the configuration accepts, as JSON. */
export interface ExceptionsReport {
  /** The day of the report, as YYYY-MM-DD (UTC). */
  readonly date: string;
  readonly exceptions: readonly (Approved & {
    readonly resource: string;
    readonly finding: string;
    /** How many findings of this run it covers. */
    readonly findings: number;
  })[];
  /** Guards that may have a lower level for a while. */
  readonly relaxations: readonly Approved[];
  readonly baseline: readonly {
    readonly rule: string;
    readonly resource: string;
    readonly finding: string;
    readonly since: string;
    readonly ageDays: number;
    readonly state: State;
  }[];
}

/** Reports the configured exceptions, and which of them a run needed. */
export function exceptionsReport(
  configuration: ConfigurationFile,
  { definitions, results }: Report,
  now = new Date(),
): ExceptionsReport {
  const today = dayOf(now);
  const names = Object.keys(configuration).filter((name) => name !== "all");
  const guards = definitions.filter(({ isWaivable }) => !isWaivable).map(({ name }) => name);
  const entries = (key: "exceptions" | "baseline") =>
    names.flatMap((rule) => listIn(configuration, rule, key).map((entry) => ({ rule, entry })));
  const ofRule = (rule: string) => results.filter(({ policy }) => policy === rule);
  return {
    date: today,
    exceptions: entries("exceptions").map(({ rule, entry }) => {
      const refused = guards.includes(rule) ? [`is on ${rule}, which accepts none`] : [];
      const mistakes = [...mistakesIn(entry), ...refused];
      const findings =
        mistakes.length > 0 ? 0 : ofRule(rule).filter(isCoveredBy(entry as Exception)).length;
      const [resource, finding] = [textOf(entry, "resource"), textOf(entry, "finding")];
      return { ...approved(rule, entry, mistakes, findings > 0, now), resource, finding, findings };
    }),
    relaxations: listIn(configuration, "guard-hygiene", "relaxations").map((entry) => {
      const rule = textOf(entry, "rule");
      const mistakes = relaxationMistakes(entry, guards.length > 0 ? guards : [rule], now);
      return approved(rule, entry, mistakes, true, now);
    }),
    baseline: entries("baseline").map(({ rule, entry }) => ({
      rule,
      resource: textOf(entry, "resource"),
      finding: textOf(entry, "finding"),
      since: textOf(entry, "since"),
      ageDays: age(textOf(entry, "since"), today),
      state: baselineState(entry, ofRule(rule)),
    })),
  };
}

function approved(
  rule: string,
  entry: unknown,
  mistakes: readonly string[],
  isInUse: boolean,
  now: Date,
): Approved {
  const [since, expires] = [textOf(entry, "since"), textOf(entry, "expires")];
  const ticket = textOf(entry, "ticket");
  const usage = isInUse ? "in use" : "unused";
  const standing = isExpired({ expires } as Approval, now) ? "expired" : usage;
  return {
    rule,
    state: mistakes.length > 0 ? "refused" : standing,
    mistakes,
    owner: textOf(entry, "approvedBy"),
    reason: textOf(entry, "reason"),
    ...(ticket === "" ? {} : { ticket }),
    since,
    ageDays: age(since, dayOf(now)),
    expires,
    daysLeft: age(dayOf(now), expires),
  };
}

function isCoveredBy(exception: Exception): (result: Result) => boolean {
  const prefix = exceptedText(exception, "");
  return (result) => {
    if (result.outcome !== "exception" || !result.message.startsWith(prefix)) return false;
    const message = result.message.slice(prefix.length);
    const { urn = "" } = result;
    const resource = isOnStack(urn) ? stackItself : { name: resourceOf(result), urn };
    return covers(exception, { resource, message });
  };
}

function baselineState(entry: unknown, results: readonly Result[]): State {
  if (baselineMistakes(entry).length > 0) return "refused";
  const { resource, finding } = entry as Known;
  const isThere = results.some(
    ({ urn, message }) =>
      baselined(message)?.message === finding &&
      resource === (isOnStack(urn) ? stackItself.name : urn),
  );
  return isThere ? "in use" : "unused";
}

function listIn(configuration: ConfigurationFile, rule: string, key: string): readonly unknown[] {
  const list = sectionIn(configuration, rule)[key];
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function textOf(entry: unknown, key: string): string {
  const value =
    typeof entry === "object" && entry !== null && Object.hasOwn(entry, key)
      ? (entry as Record<string, unknown>)[key]
      : undefined;
  return typeof value === "string" ? value : "";
}

/** The days between two dates; 0 where one of them is no date. */
function age(from: string, to: string): number {
  const days = daysBetween(from, to);
  return Number.isNaN(days) ? 0 : days;
}
