import { type Policy, toPolicy } from "../lib/policy";
import { type Rule } from "../lib/rule";
import { type Session } from "../lib/session";
import { coverageBeside } from "../policies/operations/provider-coverage";
import { configurationHygiene } from "./configuration-hygiene";
import { exceptionsHygiene } from "./exceptions-hygiene";
import { guardHygiene } from "./guard-hygiene";
import { selection } from "./selection";

/** The rules about the configuration of the others. They come last, after all others were run. */
function hygieneRules(rules: readonly Rule[], session: Session): readonly Rule[] {
  return [
    guardHygiene(rules, session),
    configurationHygiene(rules, session),
    exceptionsHygiene(rules, session),
  ];
}

/** Every rule of the pack in the order in which they are run: the selection first, hygiene last. */
export function packRules(rules: readonly Rule[], session: Session): readonly Rule[] {
  const coverage = coverageBeside(rules);
  const judging = rules.map((rule) => (rule.name === coverage.name ? coverage : rule));
  const selectable = [selection(judging, session), ...judging];
  return [...selectable, ...hygieneRules(selectable, session)];
}

/**
 * The policies of the pack. Those about the configuration are run on each resource: so the inputs
 * reach the rules on the stack also where no other rule is on the resource's type.
 */
export function policiesOf(rules: readonly Rule[], session: Session): Policy[] {
  return packRules(rules, session).map((rule) => toPolicy(rule, session));
}
