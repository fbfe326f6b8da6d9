import { isPublic } from "./cidr";
import { type Graph, type Node } from "./graph";
import { rangesOf } from "./prefix-lists";
import { records, text } from "./props";
import { types } from "./tokens";
import { isGiven, isUnknown, type Props } from "./unknowns";

/** The target of a route. */
export type End =
  /** An internet or carrier gateway. */
  | "internet"
  /** A gateway that lets out only: NAT, or for IPv6. */
  | "translation"
  /** A network interface: a NAT instance, a firewall. */
  | "interface"
  /** A virtual private, transit or local gateway, a core network: the premises, or what lies behind. */
  | "beyond"
  /** Another network, an endpoint, the VPC itself. */
  | "inside"
  | "unknown";

/** A route of a table, in any form. */
export interface Route {
  readonly end: End;
  /** The ranges that it is for; undefined where they cannot be known. */
  readonly destinations: readonly string[] | undefined;
}

const endsByProperty: readonly (readonly [property: string, end: End])[] = [
  ["carrierGatewayId", "internet"],
  ["egressOnlyGatewayId", "translation"],
  ["networkInterfaceId", "interface"],
  ["instanceId", "interface"],
  ["transitGatewayId", "beyond"],
  ["coreNetworkArn", "beyond"],
  ["localGatewayId", "beyond"],
  ["vpcEndpointId", "beyond"],
  ["vpcPeeringConnectionId", "inside"],
  ["odbNetworkArn", "inside"],
];

const endsByPrefix: readonly (readonly [prefix: string, end: End])[] = [
  ["igw-", "internet"],
  ["cagw-", "internet"],
  ["vgw-", "beyond"],
  ["vpce-", "inside"],
  ["local", "inside"],
];

/** The routes of a table: those that it declares, and those that are declared beside it. */
export function routesOf(table: Node, graph: Graph): Route[] {
  const inline = types.vpc.includes(table.type) ? [] : records(table.props, "routes");
  const separate = graph.companions(table, "routeTableId", types.route);
  return [
    ...inline.map((props) => routeOf({ props, holder: table, property: "routes" }, graph)),
    ...separate.map((route) => standaloneRoute(route, graph)),
  ];
}

/** A route that is a resource of its own. */
export function standaloneRoute(route: Node, graph: Graph): Route {
  return routeOf({ props: route.props, holder: route }, graph);
}

/** Whether the route may be for addresses on the internet. */
export function isForInternet({ destinations }: Route): boolean {
  return destinations?.some(isPublic) ?? true;
}

/** The place of a route: its properties, and the node and property of its references. */
interface Place {
  readonly props: Props;
  readonly holder: Node;
  readonly property?: string;
}

function routeOf(place: Place, graph: Graph): Route {
  return { end: endOf(place, graph), destinations: destinationsOf(place, graph) };
}

function endOf(place: Place, graph: Graph): End {
  const { props } = place;
  const [, end] = endsByProperty.find(([property]) => isGiven(props, property)) ?? [];
  if (end !== undefined) {
    return end;
  }
  if (isGiven(props, "natGatewayId")) {
    const gateways = referred(place, "natGatewayId", types.natGateway, graph);
    const isPrivate = gateways.some(({ props: own }) => isPrivateGateway(own));
    return isPrivate && gateways.length === 1 ? "beyond" : "translation";
  }
  return isGiven(props, "gatewayId") ? gatewayOf(place, graph) : "unknown";
}

function isPrivateGateway(props: Props): boolean {
  return !isUnknown(props, "connectivityType") && text(props, "connectivityType") === "private";
}

function gatewayOf(place: Place, graph: Graph): End {
  const id = isUnknown(place.props, "gatewayId") ? "" : (text(place.props, "gatewayId") ?? "");
  const [, end] = endsByPrefix.find(([prefix]) => id.startsWith(prefix)) ?? [];
  if (end !== undefined) {
    return end;
  }
  const leadsTo = (tokens: readonly string[]) =>
    referred(place, "gatewayId", tokens, graph).length > 0;
  if (leadsTo(types.internetGateway) || leadsTo(types.carrierGateway)) {
    return "internet";
  }
  if (leadsTo(types.vpnGateway)) {
    return "beyond";
  }
  return leadsTo(types.vpcEndpoint) ? "inside" : "unknown";
}

function referred(
  { holder, property }: Place,
  own: string,
  tokens: readonly string[],
  graph: Graph,
): readonly Node[] {
  return graph.refersTo(holder, property ?? own, tokens).nodes;
}

const rangeKeys = [
  "cidrBlock",
  "ipv6CidrBlock",
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
];

function destinationsOf(place: Place, graph: Graph): readonly string[] | undefined {
  const { props } = place;
  if (rangeKeys.some((key) => isUnknown(props, key))) {
    return undefined;
  }
  const ranges = rangeKeys
    .filter((key) => isGiven(props, key))
    .map((key) => text(props, key) ?? "");
  if (isGiven(props, "destinationPrefixListId")) {
    const lists = referred(place, "destinationPrefixListId", types.prefixList, graph);
    return lists.length > 0 ? lists.flatMap((list) => rangesOf(list, graph)) : undefined;
  }
  return ranges.length > 0 ? ranges : undefined;
}
