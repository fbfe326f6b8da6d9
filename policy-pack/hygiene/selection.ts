import { defineRule, type Rule } from "../lib/rule";
import { isChosen, selectionName, selectionOptions } from "../lib/selection";
import { type Session } from "../lib/session";

/**
 * The policy whose options choose the rules that are run, and which lists those that are left out. It
 * is run before all others; where it is disabled, nothing is left out.
 */
export function selection(rules: readonly Rule[], session: Session): Rule {
  return defineRule({
    name: selectionName,
    title: "The rules that are run",
    description:
      "Rules that the selection of the configuration leaves out are listed; those that accept no exceptions are never left out.",
    severity: "low",
    level: "advisory",
    remediation: "Widen the options of `selection`, or remove them, to run every rule.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    options: selectionOptions(rules),
    types: [],
    prepare: (options) => {
      const others = rules.filter((rule) => !isChosen(rule, options));
      session.leaveOut(others.map(({ name }) => name));
    },
    // On no type: it is run on every resource, so that it is prepared on the first.
    resource: () => [],
    *stack() {
      const names = [...session.leftOut];
      if (names.length > 0) {
        yield { message: `${names.length} rules are left out: ${names.join(", ")}` };
      }
    },
  });
}
