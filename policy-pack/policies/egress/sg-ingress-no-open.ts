import { areOpen } from "../../lib/cidr";
import { areOpenTogether, rulesTogether } from "../../lib/group-rules";
import { highRiskPorts } from "../../lib/high-risk-ports";
import { integers } from "../../lib/options";
import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules, type TrafficRule } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";

export const sgIngressNoOpen = defineRule({
  name: "sg-ingress-no-open",
  title: "Only public load balancers are open to the internet",
  description:
    "Only groups of an internet-facing load balancer may allow ingress from the internet, and only on ports 443 and 80.",
  severity: "critical",
  level: "mandatory",
  controls: {
    fsbp: ["EC2.18", "EC2.13", "EC2.14"],
    prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_any_port"],
    checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
  },
  remediation: "Refer to the caller's security group or address range.",
  options: {
    openPorts: integers("The ports that may be open.", [443, 80], {
      minimum: 1,
      maximum: 65535,
      maxItems: 10,
      except: highRiskPorts,
    }),
  },
  types: formsOf("ingress"),
  resource: (resource, { openPorts }) =>
    forEach(trafficRules(resource, "ingress"), function* (rule) {
      if (!isOnPort(rule, openPorts) && rule.isOpen) {
        yield `${rule.label} is open to the internet on more than the ports ${openPorts.join(", ")}`;
      }
    }),
  *companions(group, graph, { openPorts }) {
    const rules = rulesTogether(group, graph, "ingress") ?? [];
    const others = rules.filter(({ rule }) => !isOnPort(rule, openPorts));
    if (areOpenTogether(others)) {
      yield `the group's rules together are open to the internet on more than the ports ${openPorts.join(", ")}`;
    }
    const isOpen = areOpen(rules.flatMap(({ ranges }) => ranges));
    if (!types.securityGroup.includes(group.type) || !isOpen) {
      return;
    }
    const balancers = graph.companions(group, "securityGroups", types.loadBalancer);
    if (balancers.length === 0) {
      yield "the group is open to the internet and belongs to no load balancer";
    }
    if (balancers.some((balancer) => flag(balancer.props, "internal") === true)) {
      yield "the group is open to the internet and belongs to an internal load balancer";
    }
  },
});

/** Whether the rule lets through one of the ports and nothing else. */
function isOnPort(rule: TrafficRule, ports: readonly number[]): boolean {
  const [from, to] = rule.ports;
  return rule.hasPorts && from !== undefined && from === to && ports.includes(from);
}
