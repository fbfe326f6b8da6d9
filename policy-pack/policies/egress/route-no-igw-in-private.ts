import { type Graph, type Node } from "../../lib/graph";
import { record, records, text } from "../../lib/props";
import { defineRule, type Verdict } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown, NotEvaluated, type Props } from "../../lib/unknowns";

export const routeNoIgwInPrivate = defineRule({
  name: "route-no-igw-in-private",
  title: "Private subnets have no way to the internet gateway",
  description:
    "Subnets of databases and replication instances must have no route to an internet gateway, those of databases none to a NAT gateway either.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: { fsbp: ["RDS.46"] },
  remediation:
    "Associate the subnets with route tables that lead to the VPN and to VPC endpoints only.",
  types: [...types.subnet, ...types.databaseSubnets, ...types.dmsSubnets],
  *companions(node, graph) {
    if (types.subnet.includes(node.type)) {
      yield* judgeTier(node, graph);
      return;
    }
    const isDatabase = types.databaseSubnets.includes(node.type);
    const { nodes, exact } = graph.refersTo(node, "subnetIds", types.subnet);
    const bad = nodes.filter((subnet) => leadsOut(subnet, graph, isDatabase));
    if (bad.length > 0 && !exact && bad.length < nodes.length) {
      throw new NotEvaluated("which subnets it holds can't be known during preview");
    }
    for (const subnet of bad) {
      yield `its subnet ${subnet.name} has a route out to the internet`;
    }
    if (graph.leadsOutside(node, "subnetIds", types.subnet)) {
      throw new NotEvaluated("its subnets are not part of this stack, nor are their routes");
    }
  },
});

/** awsx tags each subnet with its tier, which says what its routes must be. */
function* judgeTier(subnet: Node, graph: Graph): Generator<Verdict> {
  const tier = text(record(subnet.props, "tags"), "SubnetType");
  const isIsolated = tier === "Isolated";
  if ((isIsolated || tier === "Private") && leadsOut(subnet, graph, isIsolated)) {
    yield `a subnet of tier ${tier} has a route out to the internet`;
  }
}

function leadsOut(subnet: Node, graph: Graph, natToo: boolean): boolean {
  return tablesOf(subnet, graph).some(
    (table) =>
      graph.refersTo(table, "routes", gateways(natToo)).nodes.length > 0 ||
      records(table.props, "routes").some((route) => isOut(route, natToo)) ||
      graph
        .companions(table, "routeTableId", types.route)
        .some((route) => isOutNode(route, graph, natToo)),
  );
}

/**
 * The route tables that a subnet uses: those associated with it, else its VPC's main one. Routes may
 * name the latter by the VPC's own output.
 */
function tablesOf(subnet: Node, graph: Graph): Node[] {
  const tablesIn = (links: readonly Node[]) =>
    links.flatMap((link) => graph.refersTo(link, "routeTableId", types.routeTable).nodes);
  const own = tablesIn(graph.companions(subnet, "subnetId", types.routeTableAssociation));
  if (own.length > 0) {
    return own;
  }
  return graph
    .refersTo(subnet, "vpcId", types.vpc)
    .nodes.flatMap((vpc) => [
      vpc,
      ...tablesIn(graph.companions(vpc, "vpcId", types.mainRouteTable)),
      ...graph.companions(vpc, "defaultRouteTableId", types.defaultRouteTable),
    ]);
}

function isOutNode(route: Node, graph: Graph, natToo: boolean): boolean {
  const { props } = route;
  const gateway = isUnknown(props, "gatewayId") ? "" : (text(props, "gatewayId") ?? "");
  return (
    graph.refersTo(route, "gatewayId", types.internetGateway).nodes.length > 0 ||
    gateway.startsWith("igw-") ||
    (natToo && translations.some((key) => isGiven(props, key)))
  );
}

function gateways(natToo: boolean): readonly string[] {
  return [...types.internetGateway, ...(natToo ? types.natGateway : [])];
}

function isOut(route: Props, natToo: boolean): boolean {
  const gateway = isGiven(route, "gatewayId") ? (text(route, "gatewayId") ?? "") : "";
  const isTranslated = translations.some((key) => isGiven(route, key) && text(route, key) !== "");
  return gateway.startsWith("igw-") || (natToo && isTranslated);
}

/** Gateways that let out only, by the property that names them. */
const translations = ["natGatewayId", "egressOnlyGatewayId"];
