import { isExpired } from "../lib/approvals";
import {
  hygieneNames,
  isGuard,
  relaxationMistakes,
  validRelaxations,
  type Relaxation,
} from "../lib/guards";
import { approvalsOption } from "../lib/options";
import { defineRule, type Finding, type Rule } from "../lib/rule";
import { type Session } from "../lib/session";

/**
 * The rule about the guards, which accept no exceptions: their findings are mandatory at any
 * configured level, and none of them may be switched off, unless `relaxations` names who has
 * allowed it, why and until when.
 */
export function guardHygiene(rules: readonly Rule[], session: Session): Rule {
  const guards = [...rules.filter(isGuard).map(({ name }) => name), ...hygieneNames];
  return defineRule({
    name: "guard-hygiene",
    title: "Rules that accept no exceptions stay mandatory",
    description:
      "A rule that accepts no exceptions must keep its level, unless somebody has allowed a lower one for a while.",
    severity: "critical",
    level: "mandatory",
    waivable: false,
    remediation:
      "Remove the rule's level from the configuration, or add {rule, reason, approvedBy, since, expires} to `relaxations` of guard-hygiene.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    options: {
      relaxations: approvalsOption(
        "Guards that may have a lower level for a while: [{rule, reason, approvedBy, since, expires, ticket?}].",
      ),
    },
    types: [],
    // On no type: it is run on every resource, so that its configuration is known from the first on.
    resource: () => [],
    *stack() {
      const configured = session.sectionOf("guard-hygiene")?.relaxations;
      yield* judge(configured, guards);
      const relaxed = validRelaxations(configured, guards).map(({ rule }) => rule);
      for (const rule of rules.filter(isGuard)) {
        if (session.isSwitchedOff(rule) && !relaxed.includes(rule.name)) {
          yield { message: `${rule.name} must not be switched off` };
        }
      }
    },
  });
}

function* judge(configured: unknown, guards: readonly string[]): Generator<Finding> {
  const list: readonly unknown[] = Array.isArray(configured) ? configured : [];
  for (const [index, item] of list.entries()) {
    const mistakes = relaxationMistakes(item, guards);
    for (const mistake of mistakes) {
      yield { message: `relaxation ${index + 1} ${mistake}` };
    }
    if (mistakes.length === 0) yield standing(item as Relaxation);
  }
}

function standing(relaxation: Relaxation): Finding {
  const { rule, expires, approvedBy, reason } = relaxation;
  return isExpired(relaxation)
    ? { message: `the relaxation of ${rule} expired on ${expires}` }
    : {
        message: `RELAXED until ${expires} by ${approvedBy}: ${reason} — ${rule} may have a lower level`,
        level: "advisory",
      };
}
