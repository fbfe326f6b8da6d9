import { covers, isExpired, mistakesIn, wellFormed } from "../lib/exceptions";
import { defineRule, type Finding, type Rule } from "../lib/rule";
import { type Session } from "../lib/session";
import { type Graph } from "../lib/graph";

/** The rule about the other rules' exceptions. It must run after them, to know which were used. */
export function exceptionsHygiene(rules: readonly Rule[], session: Session): Rule {
  return defineRule({
    name: "exceptions-hygiene",
    title: "Exceptions are complete, current and needed",
    description:
      "Every exception must say what, why, by whom and until when; none may be expired, and none may stand on a rule that accepts none.",
    severity: "medium",
    level: "mandatory",
    waivable: false,
    remediation: "Complete, renew or delete the exception in the policy configuration.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    types: [],
    *stack(graph) {
      for (const rule of rules) {
        yield* judge(rule, graph, session);
      }
    },
  });
}

function* judge(rule: Rule, graph: Graph, session: Session): Generator<Finding> {
  const configured = session.sectionOf(rule.name)?.exceptions;
  const list: unknown[] = Array.isArray(configured) ? configured : [];
  if (configured !== undefined && !Array.isArray(configured)) {
    yield { message: `the exceptions of ${rule.name} are no list` };
  }
  if (rule.waivable === false && list.length > 0) {
    yield { message: `${rule.name} accepts no exceptions` };
    return;
  }
  for (const [index, exception] of list.entries()) {
    for (const mistake of mistakesIn(exception)) {
      yield { message: `exception ${index + 1} of ${rule.name} ${mistake}` };
    }
  }
  for (const exception of wellFormed(list)) {
    const what = `the exception of ${rule.name} for ${exception.resource}`;
    const subjects = [{ name: "stack", urn: "" }, ...graph.resources];
    if (isExpired(exception)) {
      yield { message: `${what} expired on ${exception.expires}` };
    } else if (!subjects.some((subject) => covers(exception, subject))) {
      yield { message: `${what} matches no resource`, level: "advisory" };
    } else if (!session.isUsed(rule.name, exception)) {
      yield { message: `${what} waived nothing; delete it if it is not needed`, level: "advisory" };
    }
  }
}
