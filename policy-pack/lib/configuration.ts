import { closest } from "fastest-levenshtein";
import { type Rule } from "./rule";
import { type Configuration } from "./session";

/** Sections without options: every rule at once, and the rules about the configuration. */
const always = ["all", "configuration-hygiene", "exceptions-hygiene"];

/** What a configuration says of rules or options that do not exist, in words. */
export function mistakesIn(configured: Configuration, rules: readonly Rule[]): string[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  return Object.entries(configured)
    .filter(([name]) => !always.includes(name))
    .flatMap(([name, section]) => {
      const rule = byName.get(name);
      if (!rule) {
        return [`there is no rule "${name}"; did you mean "${closest(name, [...byName.keys()])}"?`];
      }
      const known = [...Object.keys(rule.options ?? {}), "exceptions"];
      return Object.keys(section)
        .filter((option) => !known.includes(option))
        .map((option) => `rule "${name}" has no option "${option}"; it has ${known.join(", ")}`);
    });
}
