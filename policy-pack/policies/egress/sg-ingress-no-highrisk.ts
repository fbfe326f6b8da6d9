import { areOpenTogether, rulesTogether } from "../../lib/group-rules";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { forEach } from "../../lib/unknowns";

/** Security Hub's list for EC2.19. */
const highRisk = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500,
  5601, 8080, 8088, 8888, 9200, 9300,
];

export const sgIngressNoHighrisk = defineRule({
  name: "sg-ingress-no-highrisk",
  title: "Databases and remote shells are never open to the internet",
  description: "Ports with high risk, MySQL's among them, must never be open to the internet.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["EC2.19"],
    prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306"],
  },
  remediation: "Refer to the caller's security group, or give the private range that calls.",
  types: formsOf("ingress"),
  resource: (resource) =>
    forEach(trafficRules(resource, "ingress"), function* (rule) {
      const ports = highRisk.filter((port) => rule.reaches(port));
      if (ports.length > 0 && rule.isOpen) {
        yield `${rule.label} opens ${named(ports)} to the internet`;
      }
    }),
  *companions(node, graph) {
    const rules = rulesTogether(node, graph, "ingress") ?? [];
    const ports = highRisk.filter((port) =>
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
