import { type Graph, type Node } from "./graph";
import { range } from "./option-forms";
import { words } from "./options";
import { flag, records, text } from "./props";
import { type Route, routesOf, standaloneRoute } from "./routes";
import { types } from "./tokens";
import { isGiven, isUnknown, type Props } from "./unknowns";

/** The option of rules about the premises, of which {@link premisesOf} may not know all. */
export const onPremisesCidrs = words(
  "Ranges of the premises besides those that the stack's routes name; where they are given, they are taken for all.",
  [],
  range,
);

/** The on-premises ranges in the stack. */
export interface Premises {
  /** The ranges that its routes name. */
  readonly cidrs: readonly string[];
  /** Whether there may be others, as with BGP or a default route to the premises. */
  readonly isOpenEnded: boolean;
}

/** Finds the on-premises ranges, by every route that leads there. */
export function premisesOf(graph: Graph): Premises {
  return graph.derive(find);
}

/** The ranges of the premises that the stack names. */
export function routedToPremises(graph: Graph): readonly string[] {
  return premisesOf(graph).cidrs;
}

function find(graph: Graph): Premises {
  const vpns = graph.all(types.vpnConnection);
  const tables = graph.all([...types.routeTable, ...types.defaultRouteTable]);
  const beyond = [
    ...tables.flatMap((table) => knownRoutes(table, graph)),
    ...graph.all(types.route).map((route) => standaloneRoute(route, graph)),
  ].filter(({ end }) => end === "beyond");
  const named = [
    ...graph.all(types.vpnRoute).map(({ props }) => known(props, "destinationCidrBlock")),
    ...graph.all(types.transitRoute).map(({ props }) => known(props, "destinationCidrBlock")),
    ...vpns.map(({ props }) => known(props, "remoteIpv4NetworkCidr")),
    ...beyond.flatMap(({ destinations }) => destinations ?? []),
  ];
  const cidrs = named.filter((cidr) => cidr !== undefined);
  return {
    // A default route, or a connection for everything, names nothing.
    cidrs: cidrs.filter((cidr) => !isEverything(cidr)),
    isOpenEnded:
      learnsRoutes(graph, vpns) ||
      beyond.some(({ destinations }) => destinations?.some(isEverything) ?? true),
  };
}

/** Inline routes may be unknown, which other rules report. */
function knownRoutes(table: Node, graph: Graph): readonly Route[] {
  return isUnknown(table.props, "routes") ||
    records(table.props, "routes").some((_, index) =>
      isUnknown(table.props.routes as object, String(index)),
    )
    ? []
    : routesOf(table, graph);
}

function isEverything(cidr: string): boolean {
  return cidr === "0.0.0.0/0" || cidr === "::/0";
}

/** Whether a table takes the routes that a virtual private gateway learns by BGP. */
function learnsRoutes(graph: Graph, vpns: readonly Node[]): boolean {
  const propagates =
    graph.all(types.vpnPropagation).length > 0 ||
    graph
      .all([...types.routeTable, ...types.defaultRouteTable])
      .some(({ props }) => isListed(props, "propagatingVgws"));
  const isStatic = ({ props }: Node) =>
    !isUnknown(props, "staticRoutesOnly") && flag(props, "staticRoutesOnly") === true;
  return propagates && !(vpns.length > 0 && vpns.every(isStatic));
}

function isListed(props: Props, key: string): boolean {
  if (isUnknown(props, key)) {
    return true;
  }
  const list = props[key];
  return Array.isArray(list) && list.length > 0;
}

function known(props: Props, key: string): string | undefined {
  return isGiven(props, key) && !isUnknown(props, key) ? text(props, key) : undefined;
}
