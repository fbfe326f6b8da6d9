import { overlaps } from "../../lib/cidr";
import { integers } from "../../lib/options";
import { onPremisesCidrs, routedToPremises } from "../../lib/premises";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules, type TrafficRule } from "../../lib/security-groups";
import { forEach } from "../../lib/unknowns";

export const egressOnpremLimited = defineRule({
  name: "egress-onprem-limited",
  title: "Egress to the premises is limited to databases and application",
  description:
    "Egress to the premises must use the declared database, DNS and application ports only.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Limit the rule to the ports of the databases and the application there, or declare the port in `ports`.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  options: {
    onPremisesCidrs,
    ports: integers("The ports that may be reached there.", [53, 3306, 8443]),
  },
  types: formsOf("egress"),
  companions(node, graph, { onPremisesCidrs, ports }) {
    const premises = [...onPremisesCidrs, ...routedToPremises(graph)];
    return forEach(trafficRules(node, "egress"), function* (rule) {
      for (const cidr of rule.cidrs()) {
        if (premises.some((range) => overlaps(range, cidr)) && !isLimited(rule, ports)) {
          yield `${rule.label} reaches the premises (${cidr}) on more than the ports ${ports.join(", ")}`;
        }
      }
    });
  },
});

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
