import { type Graph, type Node } from "../../lib/graph";
import { toggle } from "../../lib/options";
import { count, text } from "../../lib/props";
import { defineRule, type Verdict } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { NotEvaluated, isUnknown } from "../../lib/unknowns";

export const multiAzNetwork = defineRule({
  name: "multi-az-network",
  title: "The network spans zones",
  description:
    "Subnet groups and interface endpoints must span at least two zones; NAT gateways too if `natPerZone` is set.",
  severity: "medium",
  level: "mandatory",
  controls: { prowler: ["vpc_subnet_different_az", "vpc_endpoint_multi_az_enabled"] },
  remediation: "Use subnets of two zones.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html",
  options: { natPerZone: toggle("Whether each zone needs a NAT gateway of its own.", false) },
  types: [...types.databaseSubnets, ...types.dmsSubnets, ...types.vpcEndpoint, ...types.natGateway],
  *companions(node, graph, { natPerZone }) {
    if (types.natGateway.includes(node.type)) {
      yield* judgeGateways(node, graph, natPerZone);
      return;
    }
    const isEndpoint = types.vpcEndpoint.includes(node.type);
    if (isEndpoint && text(node.props, "vpcEndpointType") !== "Interface") {
      return;
    }
    if (count(node.props, "subnetIds") === 1) {
      yield "it is in one subnet only";
      return;
    }
    const { nodes, exact } = graph.refersTo(node, "subnetIds", types.subnet);
    const zones = nodes.map(zoneOf);
    if (new Set(zones).size > 1) {
      return;
    }
    if (graph.leadsOutside(node, "subnetIds", types.subnet)) {
      throw new NotEvaluated("its subnets are not part of this stack, nor are their zones");
    }
    if (zones.includes(undefined)) {
      throw new NotEvaluated("AWS chooses the zone of a subnet that states none");
    }
    if (exact && nodes.length > 1) {
      yield "its subnets are in one zone";
    }
  },
});

/** The zone that a subnet states, by name or id; the one that it has where it states none. */
function zoneOf({ props, outputs }: Node): string | undefined {
  return (
    text(props, "availabilityZone") ??
    text(props, "availabilityZoneId") ??
    (isUnknown(outputs, "availabilityZone") ? undefined : text(outputs, "availabilityZone"))
  );
}

/** Said once, of the first gateway. */
function* judgeGateways(gateway: Node, graph: Graph, natPerZone: boolean): Generator<Verdict> {
  const gateways = graph.all(types.natGateway);
  // A regional gateway is in every zone by itself.
  const isRegional = gateways.some(({ props }) => text(props, "availabilityMode") === "regional");
  if (!natPerZone || isRegional || gateways[0] !== gateway) {
    return;
  }
  const zones = new Set(graph.all(types.subnet).map(zoneOf));
  if (gateways.length < zones.size) {
    yield `${gateways.length} NAT gateway(s) serve ${zones.size} zones`;
  }
}
