import { type Graph } from "./graph";
import { text } from "./props";
import { types } from "./tokens";

/** What the stack itself says of the premises: the VPN's static routes and remote range. */
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
  // A connection without a remote range says 0.0.0.0/0: anything, which names nothing.
  return [...statics, ...remotes].filter(
    (cidr) => cidr !== undefined && cidr !== "0.0.0.0/0",
  ) as string[];
}
