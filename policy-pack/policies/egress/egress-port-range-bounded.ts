import { integer } from "../../lib/options";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { forEach } from "../../lib/unknowns";

export const egressPortRangeBounded = defineRule({
  name: "egress-port-range-bounded",
  title: "Egress names its ports",
  description: "An egress rule must name its ports and must not open a wide range of them.",
  severity: "medium",
  level: "mandatory",
  remediation: "Set fromPort and toPort. Write one rule for each service.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  options: {
    maxPorts: integer("The most ports of one rule.", 10, {
      minimum: 1,
      maximum: 128,
    }),
  },
  types: formsOf("egress"),
  resource: (resource, { maxPorts }) =>
    forEach(trafficRules(resource, "egress"), function* (rule) {
      if (rule.ignoresPorts && rule.ports.some((port) => (port ?? -1) > 0)) {
        yield `${rule.label} has ports that EC2 ignores: the protocol has no ports, so the rule lets all of it out`;
      }
      // Every protocol is the business of egress-no-any-protocol.
      if (!rule.hasPorts) {
        return;
      }
      const [from, to] = rule.ports;
      if (from === undefined || to === undefined) {
        yield `${rule.label} does not give both fromPort and toPort`;
      } else if (to - from + 1 > maxPorts) {
        yield `${rule.label} lets out ports ${from}-${to}; ${maxPorts} are allowed`;
      }
    }),
});
