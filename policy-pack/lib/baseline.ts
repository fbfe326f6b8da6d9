import { dayOf } from "./approvals";
import { type Known, stackItself } from "./exceptions";
import { baselined, blocks, isOnStack, type Report, type Result } from "./results";
import { type ConfigurationFile, sectionIn } from "./settings";

/** A note that Settlement adds to a finding whose exception is over. */
const expiredNote = / \(exception expired on \d{4}-\d{2}-\d{2}\)$/;

/** The findings of a run that are now accepted, and those that cannot be. */
export interface NewBaseline {
  /** A configuration file that holds the baseline of each rule and nothing else. */
  readonly baseline: ConfigurationFile;
  readonly count: number;
  /** Blocking findings of rules that accept no baseline. */
  readonly refused: readonly Result[];
}

/**
 * A baseline of the findings that block, dated today, and of those that the present baseline lists,
 * with their dates. Listed findings that are no longer there are left out.
 */
export function newBaseline({ definitions, results }: Report, now = new Date()): NewBaseline {
  const guards = definitions.filter(({ isWaivable }) => !isWaivable).map(({ name }) => name);
  const isRefused = (result: Result) => guards.includes(result.policy);
  const listed = results.filter(
    (result) => (blocks(result) && !isRefused(result)) || baselined(result.message),
  );
  const byRule = Map.groupBy(listed, ({ policy }) => policy);
  const sections = [...byRule].map(([rule, found]) => {
    const entries = found.map((result) => entryOf(result, dayOf(now)));
    const distinct = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
    return [rule, { baseline: [...distinct.values()] }] as const;
  });
  return {
    baseline: Object.fromEntries(sections),
    count: sections.reduce((sum, [, { baseline }]) => sum + baseline.length, 0),
    refused: results.filter((result) => blocks(result) && isRefused(result)),
  };
}

/**
 * A configuration with the baseline of another file. Of that file, nothing but baselines is taken:
 * it lowers no level and excepts nothing else.
 */
export function withBaseline(
  configuration: ConfigurationFile,
  baseline: ConfigurationFile,
): ConfigurationFile {
  const merged = Object.keys(baseline)
    .filter((rule) => Array.isArray(sectionIn(baseline, rule).baseline))
    .map((rule) => {
      const section = sectionIn(configuration, rule);
      const own: unknown[] = Array.isArray(section.baseline) ? (section.baseline as unknown[]) : [];
      const added = sectionIn(baseline, rule).baseline as unknown[];
      return [rule, { ...section, baseline: [...own, ...added] }] as const;
    });
  return { ...configuration, ...Object.fromEntries(merged) };
}

function entryOf({ urn, message }: Result, today: string): Known {
  const known = baselined(message);
  return {
    resource: isOnStack(urn) ? stackItself.name : (urn ?? ""),
    finding: known?.message ?? message.replace(expiredNote, ""),
    since: known?.since ?? today,
  };
}
