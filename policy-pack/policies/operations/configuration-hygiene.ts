import { mistakesIn } from "../../lib/configuration";
import { defineRule, type Rule } from "../../lib/rule";
import { currentConfiguration } from "../../lib/session";

/**
 * The rule about the configuration itself. The SDK ignores sections and options that do not exist,
 * so that a misspelt name would silently leave a rule as it is. It speaks at the stack's root
 * resource, which the engine analyzes before any other: nothing has been deployed then.
 */
export function configurationHygiene(rules: readonly Rule[]): Rule {
  return defineRule({
    name: "configuration-hygiene",
    title: "The policy configuration names what exists",
    description:
      "The policy configuration must name existing rules and their options only, with readable values.",
    severity: "medium",
    level: "mandatory",
    waivable: false,
    remediation:
      "Correct the name or the value in the policy configuration; RULES.md lists rules and options.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    types: ["pulumi:pulumi:Stack"],
    resource: () => mistakesIn(currentConfiguration() ?? {}, rules),
  });
}
