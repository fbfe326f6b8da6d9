import { isInside, overlaps, privateRanges } from "../../lib/cidr";
import { type Graph, type Node } from "../../lib/graph";
import { range } from "../../lib/option-forms";
import { words } from "../../lib/options";
import { onPremisesCidrs, routedToPremises } from "../../lib/premises";
import { text } from "../../lib/props";
import { defineRule, type Verdict } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

export const cidrNoOverlap = defineRule({
  name: "cidr-no-overlap",
  title: "Networks do not overlap",
  description:
    "A VPC must lie in the allowed ranges and must not overlap the premises. Its subnets must not overlap each other.",
  severity: "high",
  level: "mandatory",
  remediation: "Choose another range. Overlapping networks cannot route to each other.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
  options: {
    allowedCidrs: words("Ranges that may contain a VPC's range.", privateRanges, range),
    onPremisesCidrs,
  },
  types: [...types.vpc, ...types.subnet],
  *companions(node, graph, { allowedCidrs, onPremisesCidrs }) {
    if (types.subnet.includes(node.type)) {
      yield* judgeSubnet(node, graph);
      return;
    }
    const cidr = text(node.props, "cidrBlock");
    // A range that an address manager assigns is not written here.
    if (cidr === undefined) {
      return;
    }
    if (!isInside(cidr, allowedCidrs)) {
      yield `${show(node.props, "cidrBlock")} is outside of ${allowedCidrs.join(", ")}`;
    }
    for (const range of [...onPremisesCidrs, ...routedToPremises(graph)]) {
      if (overlaps(cidr, range)) {
        yield `${show(node.props, "cidrBlock")} overlaps the premises (${range})`;
      }
    }
  },
});

/** Each pair of subnets of one VPC once. */
function* judgeSubnet(subnet: Node, graph: Graph): Generator<Verdict> {
  const cidr = text(subnet.props, "cidrBlock") ?? "";
  const [vpc] = graph.refersTo(subnet, "vpcId", types.vpc).nodes;
  const siblings = vpc ? graph.companions(vpc, "vpcId", types.subnet) : [];
  for (const other of siblings.filter(({ urn }) => urn < subnet.urn)) {
    if (overlaps(cidr, text(other.props, "cidrBlock") ?? "")) {
      yield `${show(subnet.props, "cidrBlock")} overlaps the subnet ${other.name}`;
    }
  }
}
