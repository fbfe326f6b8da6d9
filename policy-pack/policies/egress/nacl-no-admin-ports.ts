import { type AclEntry, aclEntries, entriesBeside, letThrough } from "../../lib/acl-entries";
import { areOpen } from "../../lib/cidr";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, independently } from "../../lib/unknowns";

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
    "Allow only the ranges and ports that you need, or put a deny rule before the allow rule.",
  types: [...types.networkAcl, ...types.networkAclRule],
  *resource(resource) {
    if (types.networkAcl.includes(resource.type)) {
      yield* judge(aclEntries(resource));
    }
  },
  *companions(node, graph) {
    if (types.networkAclRule.includes(node.type)) {
      const [own] = aclEntries(node);
      yield* own?.allows === true ? judge(entriesBeside(node, graph), 1) : [];
    }
  },
});

const adminPorts = [22, 3389];

/** Judges entries in their order; of the first ones only where the others belong to somebody else. */
function judge(entries: readonly AclEntry[], first = entries.length): Generator<string> {
  const allowing = entries.filter(({ allows }) => allows);
  return independently(
    () =>
      forEach(allowing.slice(0, first), function* (entry) {
        if (adminPorts.some((port) => areOpen(letThrough(entry, entries, port)))) {
          yield `${entry.rule.label} allows the internet to reach port 22 or 3389`;
        }
      }),
    function* () {
      const reached = adminPorts.map((port) =>
        allowing.map((entry) => letThrough(entry, entries, port)),
      );
      const isOpenTogether = reached.some(
        (ranges) => areOpen(ranges.flat()) && !ranges.some((range) => areOpen(range)),
      );
      if (isOpenTogether) {
        yield "the entries together allow the internet to reach port 22 or 3389";
      }
    },
  );
}
