import { type Graph } from "./graph";
import { range, words } from "./options";
import { text } from "./props";
import { types } from "./tokens";
import { isGiven } from "./unknowns";

/** The option of rules about the premises, of which {@link routedToPremises} does not know all. */
export const onPremisesCidrs = words(
  "Ranges of the premises besides those that VPN routes name.",
  [],
  range,
);

/** What the stack itself says of the premises: a VPN's static routes and remote range, and routes to a transit gateway. */
export function routedToPremises(graph: Graph): readonly string[] {
  return graph.derive(routes);
}

function routes(graph: Graph): readonly string[] {
  const statics = graph
    .all(types.vpnRoute)
    .map((route) => text(route.props, "destinationCidrBlock"));
  const remotes = graph
    .all(types.vpnConnection)
    .map((vpn) => text(vpn.props, "remoteIpv4NetworkCidr"));
  const beyond = graph
    .all(types.route)
    .filter((route) => isGiven(route.props, "transitGatewayId"))
    .map((route) => text(route.props, "destinationCidrBlock"));
  // A connection without a remote range says 0.0.0.0/0: anything, which names nothing.
  return [...statics, ...remotes, ...beyond].filter(
    (cidr) => cidr !== undefined && cidr !== "0.0.0.0/0",
  ) as string[];
}
