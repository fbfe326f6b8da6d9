import { type Graph, type Node } from "../../lib/graph";
import { toggle } from "../../lib/options";
import { count, text } from "../../lib/props";
import { defineRule, type Verdict } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { NotEvaluated } from "../../lib/unknowns";

export const multiAzNetwork = defineRule({
  name: "multi-az-network",
  title: "The network spans zones",
  description:
    "Subnet groups and interface endpoints must be in two zones or more, NAT gateways too where that is asked.",
  severity: "medium",
  level: "mandatory",
  controls: { prowler: ["vpc_subnet_different_az", "vpc_endpoint_multi_az_enabled"] },
  remediation: "Give subnets of two zones.",
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
    const zones = nodes.map(({ props }) => text(props, "availabilityZone"));
    if (new Set(zones).size > 1) {
      return;
    }
    if (graph.leadsOutside(node, "subnetIds", types.subnet)) {
      throw new NotEvaluated("its subnets are not part of this stack, nor are their zones");
    }
    if (exact && nodes.length > 1 && !zones.includes(undefined)) {
      yield "its subnets are in one zone";
    }
  },
});

/** Said once, of the first gateway. */
function* judgeGateways(gateway: Node, graph: Graph, natPerZone: boolean): Generator<Verdict> {
  const gateways = graph.all(types.natGateway);
  if (!natPerZone || gateways[0] !== gateway) {
    return;
  }
  const zones = new Set(
    graph.all(types.subnet).map(({ props }) => text(props, "availabilityZone")),
  );
  if (gateways.length < zones.size) {
    yield `${gateways.length} NAT gateway(s) serve ${zones.size} zones`;
  }
}
