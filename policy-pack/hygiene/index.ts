import { type Policy, toPolicy } from "../lib/policy";
import { type Rule } from "../lib/rule";
import { type Session } from "../lib/session";
import { configurationHygiene } from "./configuration-hygiene";
import { exceptionsHygiene } from "./exceptions-hygiene";

/** The rules about the configuration of the others. They come last, after all others were run. */
export function hygieneRules(rules: readonly Rule[], session: Session): readonly Rule[] {
  return [configurationHygiene(rules, session), exceptionsHygiene(rules, session)];
}

/**
 * The policies of the pack. One that is on no type is run on each resource: it hands the inputs to
 * the rules on the stack, also where no other rule is on the resource's type.
 */
export function policiesOf(rules: readonly Rule[], session: Session): Policy[] {
  return [...rules, ...hygieneRules(rules, session)].map((rule) => toPolicy(rule, session));
}
