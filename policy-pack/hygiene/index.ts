import { type Policy, toPolicy } from "../lib/policy";
import { type Rule } from "../lib/rule";
import { type Session } from "../lib/session";
import { configurationHygiene } from "./configuration-hygiene";
import { exceptionsHygiene } from "./exceptions-hygiene";
import { guardHygiene } from "./guard-hygiene";

/** The rules about the configuration of the others. They come last, after all others were run. */
export function hygieneRules(rules: readonly Rule[], session: Session): readonly Rule[] {
  return [
    guardHygiene(rules, session),
    configurationHygiene(rules, session),
    exceptionsHygiene(rules, session),
  ];
}

/**
 * The policies of the pack. Those about the configuration are run on each resource: so the inputs
 * reach the rules on the stack also where no other rule is on the resource's type.
 */
export function policiesOf(rules: readonly Rule[], session: Session): Policy[] {
  return [...rules, ...hygieneRules(rules, session)].map((rule) => toPolicy(rule, session));
}
