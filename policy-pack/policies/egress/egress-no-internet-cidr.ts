import { areOpen, isOpen, isPublic } from "../../lib/cidr";
import { type Resource } from "../../lib/graph";
import { areOpenTogether, rulesTogether } from "../../lib/group-rules";
import { rangesOf } from "../../lib/prefix-lists";
import { records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { forEach, independently, type Props } from "../../lib/unknowns";

export const egressNoInternetCidr = defineRule({
  name: "egress-no-internet-cidr",
  title: "Egress does not reach the whole internet",
  description:
    "Egress must not reach 0.0.0.0/0, ::/0 or any public range wider than /8 (IPv4) or /32 (IPv6).",
  severity: "high",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_382"] },
  remediation:
    "Name the security group, prefix list or address range of the destination. Reach AWS services through VPC endpoints.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: [...formsOf("egress"), ...types.prefixList, ...types.prefixListEntry],
  resource: (resource) =>
    independently(
      () =>
        forEach(trafficRules(resource, "egress"), function* (rule) {
          const ranges = rule.knownCidrs.filter(isPublic);
          if (areOpen(ranges)) {
            yield `${rule.label} lets traffic out to ${widest(ranges).join(", ")}`;
          }
          rule.requireKnownCidrs();
        }),
      () =>
        forEach(prefixes(resource), function* (prefix) {
          if (isOpen(text(prefix, "cidr") ?? "")) {
            yield "the prefix list, to which rules may refer, holds the internet";
          }
        }),
    ),
  *companions(node, graph) {
    const isList = types.prefixList.includes(node.type);
    const entries = isList ? rangesOf(node, graph) : [];
    if (areOpen(entries) && !entries.some(isOpen)) {
      yield "the entries of the prefix list together hold the internet";
    }
    const isEntry = isList || types.prefixListEntry.includes(node.type);
    if (!isEntry && areOpenTogether(rulesTogether(node, graph, "egress") ?? [])) {
      yield "the group's rules together let traffic out to the internet";
    }
  },
});

/** The ranges that are open each by itself; all of them where they are so together. */
function widest(ranges: readonly string[]): readonly string[] {
  const open = ranges.filter(isOpen);
  return open.length > 0 ? open : ranges;
}

/** The entries of a prefix list, or the one that a resource of its own is. */
function prefixes({ type, props }: Pick<Resource, "type" | "props">): readonly Props[] {
  if (types.prefixListEntry.includes(type)) {
    return [props];
  }
  return types.prefixList.includes(type) ? records(props, "entries") : [];
}
