import { type Graph, type Node } from "./graph";
import { types } from "./tokens";
import { isGiven } from "./unknowns";

/** The route tables that a subnet uses. */
export interface Tables {
  readonly nodes: readonly Node[];
  /** False when it uses one that the stack does not show. */
  readonly areKnown: boolean;
}

/**
 * The route tables that a subnet uses: those associated with it, else its VPC's main one. Routes
 * may name the latter by the VPC's own output, so that the VPC represents it.
 */
export function tablesOf(subnet: Node, graph: Graph): Tables {
  const links = graph.companions(subnet, "subnetId", types.routeTableAssociation);
  if (links.length > 0) {
    const nodes = tablesOfLinks(links, graph);
    return { nodes, areKnown: nodes.length > 0 };
  }
  const vpcs = graph.refersTo(subnet, "vpcId", types.vpc).nodes;
  const nodes = vpcs.flatMap((vpc) => [
    vpc,
    ...tablesOfLinks(graph.companions(vpc, "vpcId", types.mainRouteTable), graph),
    ...graph.companions(vpc, "defaultRouteTableId", types.defaultRouteTable),
  ]);
  return { nodes, areKnown: nodes.length > 0 || !isGiven(subnet.props, "vpcId") };
}

function tablesOfLinks(links: readonly Node[], graph: Graph): Node[] {
  return links.flatMap((link) => graph.refersTo(link, "routeTableId", types.routeTable).nodes);
}
