import { approvalMistakes, isExpired, type Approval } from "./approvals";
import { type Rule } from "./rule";
import { type Session } from "./session";

/** The rules about the configuration of the others. */
export const hygieneNames: readonly string[] = [
  "guard-hygiene",
  "configuration-hygiene",
  "exceptions-hygiene",
];

/** A guard whose level may be lowered for a while: `relaxations` of guard-hygiene. */
export interface Relaxation extends Approval {
  /** A rule that accepts no exceptions. */
  readonly rule: string;
}

/** Whether a rule accepts neither exceptions nor a lower level. */
export function isGuard(rule: Pick<Rule, "waivable">): boolean {
  return rule.waivable === false;
}

/** Problems of a relaxation, in words; empty if it counts. */
export function relaxationMistakes(
  relaxation: unknown,
  guards: readonly string[],
  now?: Date,
): string[] {
  const mistakes = approvalMistakes(relaxation, ["rule"], { now });
  if (mistakes.length > 0) return mistakes;
  const { rule } = relaxation as Relaxation;
  return guards.includes(rule)
    ? []
    : [`is for "${rule}", which is not one of ${guards.join(", ")}`];
}

/** The relaxations that count. */
export function validRelaxations(configured: unknown, guards: readonly string[]): Relaxation[] {
  const list: readonly unknown[] = Array.isArray(configured) ? configured : [];
  return list.filter(
    (item): item is Relaxation =>
      relaxationMistakes(item, guards).length === 0 && !isExpired(item as Relaxation),
  );
}

/** Whether somebody has allowed that a guard has a lower level. */
export function isRelaxed(rule: string, session: Session): boolean {
  const configured = session.sectionOf("guard-hygiene")?.relaxations;
  return validRelaxations(configured, [rule]).length > 0;
}

/** Rules about the configuration that it switches off without permission. */
export function hygieneSwitchedOff(session: Session): string[] {
  return hygieneNames.filter(
    (name) =>
      session.wasAnalysed && session.sectionOf(name) === undefined && !isRelaxed(name, session),
  );
}
