import { areOpenTogether, rulesTogether } from "../../lib/group-rules";
import { defineRule } from "../../lib/rule";
import { highRiskPorts } from "../../lib/high-risk-ports";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { forEach } from "../../lib/unknowns";

export const sgIngressNoHighrisk = defineRule({
  name: "sg-ingress-no-highrisk",
  title: "Databases and remote shells are never open to the internet",
  description: "High-risk ports, such as MySQL's, must not be open to the internet.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["EC2.19"],
    prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306"],
  },
  remediation: "Refer to the caller's security group or private address range.",
  types: formsOf("ingress"),
  resource: (resource) =>
    forEach(trafficRules(resource, "ingress"), function* (rule) {
      const ports = highRiskPorts.filter((port) => rule.reaches(port));
      if (ports.length > 0 && rule.isOpen) {
        yield `${rule.label} opens ${named(ports)} to the internet`;
      }
    }),
  *companions(node, graph) {
    const rules = rulesTogether(node, graph, "ingress") ?? [];
    const ports = highRiskPorts.filter((port) =>
      areOpenTogether(rules.filter(({ rule }) => rule.reaches(port))),
    );
    if (ports.length > 0) {
      yield `the group's rules together open ${named(ports)} to the internet`;
    }
  },
});

function named(ports: readonly number[]): string {
  return ports.length > 5 ? "many ports" : `port ${ports.join(", ")}`;
}
