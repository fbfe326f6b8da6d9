import { type Graph, type Node } from "../../lib/graph";
import { record, text } from "../../lib/props";
import { tablesOf } from "../../lib/route-tables";
import { isForInternet, type Route, routesOf } from "../../lib/routes";
import { defineRule, type Verdict } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, NotEvaluated } from "../../lib/unknowns";

export const routeNoIgwInPrivate = defineRule({
  name: "route-no-igw-in-private",
  title: "Private subnets have no route to an internet gateway",
  description:
    "Subnets of databases, database proxies and replication instances must have no route to an internet gateway. Database subnets must not have a route to a NAT gateway or NAT instance either.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: { fsbp: ["RDS.46"] },
  remediation:
    "Associate the subnets with route tables that lead only to the VPN and to VPC endpoints.",
  types: [...types.subnet, ...types.databaseSubnets, ...types.databaseProxy, ...types.dmsSubnets],
  *companions(node, graph) {
    if (types.subnet.includes(node.type)) {
      yield* judgeTier(node, graph);
      return;
    }
    const isDatabase = !types.dmsSubnets.includes(node.type);
    const key = types.databaseProxy.includes(node.type) ? "vpcSubnetIds" : "subnetIds";
    const { nodes, exact } = graph.refersTo(node, key, types.subnet);
    yield* forEach(nodes, function* (subnet) {
      if (!leadsOut(subnet, graph, isDatabase)) return;
      if (!exact && !nodes.every((other) => leadsOut(other, graph, isDatabase))) {
        throw new NotEvaluated("which subnets it holds can't be known during preview");
      }
      yield `its subnet ${subnet.name} has a route out to the internet`;
    });
    if (graph.leadsOutside(node, key, types.subnet)) {
      throw new NotEvaluated("its subnets are not part of this stack, nor are their routes");
    }
  },
});

/** awsx tags each subnet with its tier, which determines its routes. */
function* judgeTier(subnet: Node, graph: Graph): Generator<Verdict> {
  const tier = text(record(subnet.props, "tags"), "SubnetType");
  const isIsolated = tier === "Isolated";
  if ((isIsolated || tier === "Private") && leadsOut(subnet, graph, isIsolated)) {
    yield `a subnet of tier ${tier} has a route out to the internet`;
  }
}

/**
 * Whether the subnet has a way to the internet; by a NAT gateway or instance too, for databases.
 * Throws {@link NotEvaluated} where it has none that is seen and one that may be.
 */
function leadsOut(subnet: Node, graph: Graph, isDatabase: boolean): boolean {
  const { nodes, areKnown } = tablesOf(subnet, graph);
  const routes = nodes.flatMap((table) => routesOf(table, graph));
  if (routes.some((route) => isOut(route, isDatabase))) {
    return true;
  }
  if (!areKnown) {
    throw new NotEvaluated(`the route table of ${subnet.name} is not part of this stack`);
  }
  const isOpenEnded = ({ end }: Route) => end === "unknown" || (isDatabase && end === "beyond");
  if (routes.some((route) => isOpenEnded(route) && isForInternet(route))) {
    throw new NotEvaluated(`where a route of ${subnet.name} leads can't be known from this stack`);
  }
  return false;
}

function isOut(route: Route, isDatabase: boolean): boolean {
  const isTranslated =
    route.end === "translation" || (route.end === "interface" && isForInternet(route));
  return route.end === "internet" || (isDatabase && isTranslated);
}
