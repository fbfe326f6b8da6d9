import { type Resource } from "../../lib/graph";
import { flag, records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { TrafficRule } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";

export const naclNoAdminPorts = defineRule({
  name: "nacl-no-admin-ports",
  title: "Network ACLs keep remote shells off the internet",
  description: "A network ACL must not allow the internet to reach ports 22 and 3389.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["EC2.21"],
    prowler: [
      "ec2_networkacl_allow_ingress_tcp_port_22",
      "ec2_networkacl_allow_ingress_tcp_port_3389",
    ],
    checkov: ["CKV_AWS_229", "CKV_AWS_231", "CKV_AWS_232"],
  },
  remediation:
    "Allow only the ranges and ports that are needed: an entry that denies before is not seen.",
  types: [...types.networkAcl, ...types.networkAclRule],
  resource: (resource) =>
    forEach(entries(resource), function* ({ action, rule }) {
      const isTcp = rule.isAnyProtocol || ["6", "tcp"].includes(rule.protocol);
      if (action() === "allow" && isTcp && [22, 3389].some((p) => rule.reaches(p)) && rule.isOpen) {
        yield `${rule.label} allows the internet to reach port 22 or 3389`;
      }
    }),
});

/** The ingress entries of an ACL, or the one that a standalone rule is. */
function entries({ type, props }: Resource) {
  if (types.networkAcl.includes(type)) {
    return records(props, "ingress").map((entry, index) => ({
      action: () => text(entry, "action")?.toLowerCase(),
      rule: new TrafficRule(entry, `ingress entry ${index + 1}`),
    }));
  }
  const rule = new TrafficRule(props, "the rule");
  const action = () => text(props, "ruleAction")?.toLowerCase();
  return flag(props, "egress") === true ? [] : [{ action, rule }];
}
