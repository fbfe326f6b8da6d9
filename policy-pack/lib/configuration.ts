import { closest } from "fastest-levenshtein";
import { hygieneNames } from "./guards";
import { printable } from "./printable";
import { type Rule } from "./rule";
import { type Section } from "./session";

/** The configuration of rules, by their name. */
export type Configuration = Readonly<Record<string, Section>>;

/** The options that rules have besides their own. */
const common = ["exceptions", "baseline"];

/** Parts of a configuration that no rule understands: rules, options, values; in words. */
export function mistakesIn(configured: Configuration, rules: readonly Rule[]): string[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  return Object.entries(configured)
    .filter(([name]) => name !== "all" && (byName.has(name) || !hygieneNames.includes(name)))
    .flatMap(([name, section]) => {
      const rule = byName.get(name);
      if (rule) return sectionMistakes(rule, section);
      const nearest = closest(name, [...byName.keys()]);
      return [`there is no rule "${printable(name)}"; did you mean "${nearest}"?`];
    });
}

/** Parts of a rule's section that the rule does not understand. */
export function sectionMistakes(rule: Rule, section: Section): string[] {
  const known = [...Object.keys(rule.options ?? {}), ...(rule.waivable === false ? [] : common)];
  const unknown = Object.keys(section)
    .filter((option) => ![...known, ...common].includes(option))
    .map(
      (option) =>
        `${rule.name} has no option "${printable(option)}"; ${known.length > 0 ? `it has ${known.join(", ")}` : "it has none"}`,
    );
  return [...unknown, ...outOfBounds(rule, section)];
}

function outOfBounds(rule: Rule, section: Section): string[] {
  return Object.entries(rule.options ?? {}).flatMap(([name, { refused, allowed }]) =>
    (section[name] === undefined ? [] : refused(section[name])).map(
      (value) => `${name} of ${rule.name} must not be ${value}; allowed: ${allowed}`,
    ),
  );
}
