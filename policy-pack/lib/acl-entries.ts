import { without } from "./cidr";
import { type Graph, type Node, type Resource } from "./graph";
import { flag, number, records, text } from "./props";
import { TrafficRule } from "./security-groups";
import { types } from "./tokens";
import { isUnknown, raw, type Props } from "./unknowns";

/** An ingress entry of a network ACL, in any form. */
export interface AclEntry {
  readonly rule: TrafficRule;
  readonly order: number;
  readonly allows: boolean;
}

/** The ingress entries of an ACL, or the one that a standalone rule is. */
export function aclEntries({ type, props }: Pick<Resource, "type" | "props">): AclEntry[] {
  if (types.networkAcl.includes(type)) {
    return records(props, "ingress").map((entry, index) =>
      aclEntry(entry, "action", "ruleNo", `ingress entry ${index + 1}`),
    );
  }
  return flag(props, "egress") === true
    ? []
    : [aclEntry(props, "ruleAction", "ruleNumber", "the rule")];
}

/** The entries of the ACL that a standalone rule belongs to, with its own. */
export function entriesBeside(node: Node, graph: Graph): AclEntry[] {
  const key = "networkAclId";
  const owners = graph.refersTo(node, key, types.networkAcl).nodes;
  const id = raw(node.props, key);
  const isSibling = (other: Node) =>
    owners.length > 0
      ? graph.refersTo(other, key, types.networkAcl).nodes.some((owner) => owners.includes(owner))
      : !isUnknown(node.props, key) && raw(other.props, key) === id;
  const siblings = graph
    .all(types.networkAclRule)
    .filter((other) => other !== node && isSibling(other));
  return [node, ...siblings, ...owners].flatMap(aclEntries);
}

/** AWS allows 40 entries. Of a list beyond all measure the denials are left out, which costs time. */
const mostEntries = 1_000;

/** The ranges that an entry lets through to the port, without those that entries before it deny. */
export function letThrough(
  entry: AclEntry,
  entries: readonly AclEntry[],
  port: number,
): readonly string[] {
  const denied = (entries.length > mostEntries ? [] : entries)
    .filter(({ allows, order, rule }) => !allows && order < entry.order && isTcp(rule, port))
    .flatMap(({ rule }) => rule.knownCidrs);
  return isTcp(entry.rule, port) ? without([...entry.rule.cidrs()], denied) : [];
}

function aclEntry(props: Props, action: string, order: string, label: string): AclEntry {
  return {
    rule: new TrafficRule(props, label),
    order: number(props, order) ?? 0,
    allows: text(props, action)?.toLowerCase() === "allow",
  };
}

function isTcp(rule: TrafficRule, port: number): boolean {
  return (rule.isAnyProtocol || ["6", "tcp"].includes(rule.protocol)) && rule.reaches(port);
}
