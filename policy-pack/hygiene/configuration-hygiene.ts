import { mistakesIn } from "../lib/configuration";
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
    // On no type: it is run on every resource, and hands the inputs to the rules on the stack.
    resource: () => [],
    *stack() {
      for (const message of mistakesIn(sections(rules, session), rules)) {
        yield { message };
      }
      const off = rules.filter((rule) => session.isSwitchedOff(rule)).map(({ name }) => name);
      if (off.length > 0) {
        yield {
          message: `switched off by the configuration: ${off.join(", ")}`,
          level: "advisory",
        };
      }
    },
  });
}

function sections(rules: readonly Rule[], session: Session) {
  return Object.fromEntries(rules.map(({ name }) => [name, session.sectionOf(name) ?? {}]));
}
