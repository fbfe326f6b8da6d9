import { isInside, overlaps, privateRanges } from "../../lib/cidr";
import { type Graph } from "../../lib/graph";
import { listedRanges } from "../../lib/group-rules";
import { integers } from "../../lib/options";
import { onPremisesCidrs, premisesOf } from "../../lib/premises";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules, type TrafficRule } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { forEach, isUnknown, NotEvaluated } from "../../lib/unknowns";

export const egressOnpremLimited = defineRule({
  name: "egress-onprem-limited",
  title: "Egress to the premises uses declared ports only",
  description:
    "Egress to the premises may use only the declared database, DNS and application ports.",
  severity: "high",
  level: "mandatory",
  remediation: "Limit the rule to those ports, or add the port to `ports`.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  options: {
    onPremisesCidrs,
    ports: integers("The ports that may be reached there.", [53, 3306, 8443], {
      minimum: 1,
      maximum: 65535,
      maxItems: 20,
    }),
  },
  types: formsOf("egress"),
  companions(node, graph, { onPremisesCidrs, ports }) {
    const { cidrs, isOpenEnded } = premisesOf(graph);
    const premises = [...onPremisesCidrs, ...cidrs];
    const own = graph.derive(ownRanges);
    // If the option lists the ranges, there are no others.
    const mayBeMore = isOpenEnded && onPremisesCidrs.length === 0;
    const rules = trafficRules(node, "egress").map((rule) => ({
      rule,
      listed: listedRanges(node, rule, graph, "egress"),
    }));
    return forEach(rules, function* ({ rule, listed }) {
      for (const cidr of both(listed, rule.cidrs())) {
        if (isLimited(rule, ports)) {
          continue;
        }
        if (premises.some((range) => overlaps(range, cidr))) {
          yield `${rule.label} reaches the premises (${cidr}) on more than the ports ${ports.join(", ")}`;
        } else if (mayBeMore && isInside(cidr, privateRanges) && !isInside(cidr, own)) {
          throw new NotEvaluated(
            "the stack does not state the ranges of the premises; set onPremisesCidrs",
          );
        }
      }
    });
  },
});

/** The ranges of the stack's own networks, which are no premises. */
function ownRanges(graph: Graph): readonly string[] {
  return graph
    .all(types.vpc)
    .flatMap(({ props }) =>
      isUnknown(props, "cidrBlock") ? [] : [text(props, "cidrBlock") ?? ""],
    );
}

function* both<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function isLimited(
  rule: Pick<TrafficRule, "hasPorts" | "ports">,
  allowed: readonly number[],
): boolean {
  const [from, to] = rule.ports;
  if (!rule.hasPorts || from === undefined || to === undefined || to - from >= allowed.length) {
    return false;
  }
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).every((p) =>
    allowed.includes(p),
  );
}
