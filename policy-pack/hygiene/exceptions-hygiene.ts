import { isExpired, longestDays } from "../lib/approvals";
import {
  baselineMistakes,
  baselineOf,
  isAbout,
  mistakesIn,
  stackItself,
  wellFormed,
} from "../lib/exceptions";
import { type Graph } from "../lib/graph";
import { isGuard } from "../lib/guards";
import { integer } from "../lib/options";
import { defineRule, type Finding, type Rule } from "../lib/rule";
import { longestException, type Section, type Session } from "../lib/session";

/** The rule about the other rules' exceptions. It must run after them, to know which were used. */
export function exceptionsHygiene(rules: readonly Rule[], session: Session): Rule {
  return defineRule({
    name: "exceptions-hygiene",
    title: "Exceptions are complete, current and needed",
    description:
      "Every exception must name one finding and say why, by whom and until when; none may be expired, and none may stand on a rule that accepts none.",
    severity: "medium",
    level: "mandatory",
    waivable: false,
    remediation: "Complete, renew or delete the exception in the policy configuration.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    options: {
      maxDays: integer("The most days that an exception may have before it.", longestDays, {
        minimum: 1,
        maximum: longestDays,
      }),
    },
    types: [],
    // On no type: it is run on every resource, so that its configuration is known from the first on.
    resource: () => [],
    *stack(graph) {
      for (const rule of rules) {
        const section = session.sectionOf(rule.name);
        if (section && !session.leftOut.has(rule.name)) yield* judge(rule, section, graph, session);
      }
    },
  });
}

function* judge(rule: Rule, section: Section, graph: Graph, session: Session): Generator<Finding> {
  for (const name of ["exceptions", "baseline"]) {
    const given = section[name];
    if (given !== undefined && !Array.isArray(given)) {
      yield { message: `the ${name} of ${rule.name} are not a list` };
    }
    if (isGuard(rule) && Array.isArray(given) && given.length > 0) {
      yield { message: `${rule.name} accepts no ${name}` };
    }
  }
  if (isGuard(rule)) return;
  yield* judgeExceptions(rule, section.exceptions, graph, session);
  yield* judgeBaseline(rule, section.baseline, session);
}

function* judgeExceptions(
  rule: Rule,
  configured: unknown,
  graph: Graph,
  session: Session,
): Generator<Finding> {
  const list: readonly unknown[] = Array.isArray(configured) ? configured : [];
  const maxDays = longestException(session);
  for (const [index, exception] of list.entries()) {
    for (const mistake of mistakesIn(exception, maxDays)) {
      yield { message: `exception ${index + 1} of ${rule.name} ${mistake}` };
    }
  }
  for (const exception of wellFormed(list, maxDays)) {
    const subject = `the exception of ${rule.name} for ${exception.resource}`;
    if (isExpired(exception)) {
      yield { message: `${subject} expired on ${exception.expires}` };
    } else if (
      ![stackItself, ...graph.resources].some((resource) => isAbout(exception, resource))
    ) {
      yield { message: `${subject} matches no resource`, level: "advisory" };
    } else if (!session.isUsed(rule.name, exception)) {
      yield {
        message: `${subject} covers no finding; delete it if it is not needed`,
        level: "advisory",
      };
    }
  }
}

function* judgeBaseline(rule: Rule, configured: unknown, session: Session): Generator<Finding> {
  const list: readonly unknown[] = Array.isArray(configured) ? configured : [];
  for (const [index, entry] of list.entries()) {
    for (const mistake of baselineMistakes(entry)) {
      yield { message: `entry ${index + 1} of the baseline of ${rule.name} ${mistake}` };
    }
  }
  const gone = baselineOf(list).filter((entry) => !session.isUsed(rule.name, entry));
  if (gone.length > 0) {
    yield {
      message: `${gone.length} of the ${list.length} findings in the baseline of ${rule.name} are no longer there; delete them`,
      level: "advisory",
    };
  }
}
