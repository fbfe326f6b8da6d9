import { sectionMistakes } from "../lib/configuration";
import { isGuard } from "../lib/guards";
import { defineRule, type Rule } from "../lib/rule";
import { type Session } from "../lib/session";

/**
 * The rule about the configuration itself. The SDK shows a rule its own section only, so that each
 * notes its section as it is run, and this one, which is run last, judges them all. A rule that
 * was not run although it had something to judge was switched off.
 */
export function configurationHygiene(rules: readonly Rule[], session: Session): Rule {
  return defineRule({
    name: "configuration-hygiene",
    title: "The policy configuration is understood",
    description:
      "The policy configuration must name existing options only, with readable values; rules that it switches off are listed.",
    severity: "medium",
    level: "mandatory",
    waivable: false,
    remediation:
      "Correct the name or the value in the policy configuration; RULES.md lists rules and options.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    types: [],
    // On no type: it is run on every resource, so that it is known from the first on that it is on.
    resource: () => [],
    *stack() {
      for (const rule of rules) {
        const section = session.sectionOf(rule.name) ?? {};
        yield* sectionMistakes(rule, section).map((message) => ({ message }));
      }
      const others = rules.filter((rule) => !isGuard(rule));
      const off = others.filter((rule) => session.isSwitchedOff(rule)).map(({ name }) => name);
      if (off.length > 0) {
        yield {
          message: `switched off by the configuration: ${off.join(", ")}`,
          level: "advisory",
        };
      }
    },
  });
}
