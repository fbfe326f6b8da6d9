import { closest } from "fastest-levenshtein";
import { type Rule } from "./rule";
import { type Section } from "./session";

/** The configuration of rules, by their name. */
export type Configuration = Readonly<Record<string, Section>>;

/** Sections without options: every rule at once, and the rules about the configuration. */
const always = ["all", "configuration-hygiene", "exceptions-hygiene"];

/** What a configuration says that no rule understands: of rules, of options, in values; in words. */
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
      const unknown = Object.keys(section)
        .filter((option) => !known.includes(option))
        .map((option) => `rule "${name}" has no option "${option}"; it has ${known.join(", ")}`);
      return [...unknown, ...unreadable(rule, section)];
    });
}

/** The values that are not of their option's form. */
function unreadable(rule: Rule, section: Configuration[string]): string[] {
  return Object.entries(rule.options ?? {}).flatMap(([option, { form }]) => {
    const given = section[option];
    const list: readonly unknown[] = form && Array.isArray(given) ? given : [];
    return list
      .filter((value) => !(typeof value === "string" && form?.accepts(value)))
      .map((value) => `"${String(value)}" in ${option} of ${rule.name} is not ${form?.name ?? ""}`);
  });
}
