import { baselined, blocks, type Report, resourceOf, type Result } from "../lib/results";

/** Findings as lines for a terminal: blocking ones first, then advice, exceptions and open ones. */
export function findingLines({ pack, version, definitions, results }: Report): string[] {
  const isAdvice = (result: Result) =>
    result.outcome === "violation" && !blocks(result) && !baselined(result.message);
  const groups: readonly (readonly [title: string, results: readonly Result[]])[] = [
    ["Violations", results.filter(blocks)],
    ["Advice", results.filter(isAdvice)],
    ["In the baseline", results.filter(({ message }) => baselined(message) !== undefined)],
    ["Exceptions", results.filter(({ outcome }) => outcome === "exception")],
    ["Not evaluated before deployment", results.filter(({ outcome }) => outcome === "unknown")],
  ];
  return [
    `${pack} ${version}: ${definitions.length} rules`,
    ...groups.flatMap(([title, found]) => group(title, found)),
  ];
}

function group(title: string, results: readonly Result[]): string[] {
  if (results.length === 0) return [];
  return [
    `${title} (${results.length})`,
    ...results.map((result) => {
      const { policy, severity = "", message } = result;
      return `  ${policy} (${severity}) ${resourceOf(result)}: ${message}`;
    }),
  ];
}
