import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { forEach } from "../../lib/unknowns";

export const egressNoAnyProtocol = defineRule({
  name: "egress-no-any-protocol",
  title: "Egress names its protocol",
  description: "An egress rule must name a protocol. Protocol -1 allows all of them.",
  severity: "high",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_382"] },
  remediation: "Replace protocol -1 with tcp or udp and the ports that the traffic needs.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: formsOf("egress"),
  resource: (resource) =>
    forEach(trafficRules(resource, "egress"), function* (rule) {
      if (rule.isAnyProtocol || rule.protocol === "") {
        yield `${rule.label} lets out every protocol on every port`;
      }
    }),
});
