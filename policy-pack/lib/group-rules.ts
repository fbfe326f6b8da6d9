import { areOpen } from "./cidr";
import { type Graph, type Node } from "./graph";
import { rangesOf } from "./prefix-lists";
import { type Direction, formsOf, type TrafficRule, trafficRules } from "./security-groups";
import { types } from "./tokens";
import { isGiven, isUnknown, raw } from "./unknowns";

/** A rule of a group, with all ranges of its other end that are known, those of prefix lists too. */
export interface RangedRule {
  readonly rule: TrafficRule;
  readonly ranges: readonly string[];
}

/**
 * All the rules of a direction that a security group has, in every form, together. They are found at
 * the group, or at the first standalone rule of a group of another stack; undefined elsewhere.
 */
export function rulesTogether(
  node: Node,
  graph: Graph,
  direction: Direction,
): readonly RangedRule[] | undefined {
  const holders = holdersAt(node, graph, direction);
  return holders?.flatMap((holder) => {
    const inline = isUnknown(holder.props, direction) ? [] : trafficRules(holder, direction);
    return inline.map((rule) => ({
      rule,
      ranges: [...rule.knownCidrs, ...listedRanges(holder, rule, graph, direction)],
    }));
  });
}

/**
 * Whether the rules are open to the internet together, although none of them is by its own ranges.
 */
export function areOpenTogether(rules: readonly RangedRule[]): boolean {
  return (
    !rules.some(({ rule }) => areOpen(rule.knownCidrs)) &&
    areOpen(rules.flatMap(({ ranges }) => ranges))
  );
}

const groups = [...types.securityGroup, ...types.defaultSecurityGroup];

function holdersAt(node: Node, graph: Graph, direction: Direction): readonly Node[] | undefined {
  const standalone = formsOf(direction).filter((type) => !groups.includes(type));
  if (groups.includes(node.type)) {
    return [node, ...graph.companions(node, "securityGroupId", standalone)];
  }
  const id = raw(node.props, "securityGroupId");
  const isOfStack = graph.refersTo(node, "securityGroupId", groups).nodes.length > 0;
  if (isOfStack || isUnknown(node.props, "securityGroupId")) {
    return isOfStack ? undefined : [node];
  }
  const siblings = graph
    .all(standalone)
    .filter((other) => raw(other.props, "securityGroupId") === id);
  return siblings[0] === node ? siblings : undefined;
}

/** The ranges of the stack's prefix lists that a rule names. */
export function listedRanges(
  holder: Node,
  { props }: TrafficRule,
  graph: Graph,
  direction: Direction,
): readonly string[] {
  const own = ["prefixListId", "prefixListIds"].filter((key) => isGiven(props, key));
  const properties = groups.includes(holder.type) ? [direction] : own;
  return own.length === 0
    ? []
    : properties
        .flatMap((property) => graph.refersTo(holder, property, types.prefixList).nodes)
        .flatMap((list) => rangesOf(list, graph));
}
