import { nodeIds } from "./nodes";
import {
  bottom,
  centre,
  commonX,
  right,
  type Label,
  type Line,
  type Point,
  type Rectangle,
} from "./shapes";
import type { Access } from "./topology";
import { doorway, type Places } from "./places";

/** Lines and the texts beside them. */
export interface Route {
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

/** Distances of lanes from the row above them: of endpoints, and of workloads to either side. */
const lanes = { endpoints: 28, leftwards: 16, rightwards: 32 };

/** Connections out of the VPC to the sources' network. */
const outside: ReadonlySet<string> = new Set([
  nodeIds.sources,
  nodeIds.onPremisesApplication,
  nodeIds.dnsServers,
]);

/** The line of one access; undefined where the drawing has no way for it. */
export function accessRoute(access: Access, places: Places): Route | undefined {
  const { from, to, ports } = access;
  const start = from === nodeIds.replication ? places.engines : places.nodes.get(from);
  if (!start || start.width === 0) {
    return undefined;
  }
  if (outside.has(to)) {
    return from === nodeIds.loadBalancer
      ? withinDataCentre(besideTheTiers(start, ports, places), to, places)
      : withinDataCentre(belowTheWorkloads(start, ports, places), to, places);
  }
  const end = to === nodeIds.database ? places.cluster : places.nodes.get(to);
  if (!end || to === nodeIds.internet) {
    return undefined;
  }
  if (bottom(start) <= end.y) {
    return downwards(start, end, access, places);
  }
  return bottom(end) <= start.y ? upwards(start, end, access, places) : undefined;
}

/** Down the line through the load balancer where it can be, so that the whole way is straight. */
function downwards(start: Rectangle, end: Rectangle, access: Access, places: Places): Route {
  const { internetGateway, engines } = places;
  const x = [centre(internetGateway).x, right(start) - doorway].find(
    (place) => spans(start, place) && spans(end, place),
  );
  const isClear = access.to !== nodeIds.database || (x !== undefined && x > right(engines));
  if (x === undefined || !isClear) {
    return aroundTheEngines(start, end, access.ports, places);
  }
  const y =
    access.from === nodeIds.internet
      ? bottom(internetGateway) + 18
      : (bottom(start) + end.y) / 2 + 4;
  return {
    lines: [
      arrow([
        { x, y: bottom(start) },
        { x, y: end.y },
      ]),
    ],
    // One below the other: to the right of the line there is little room.
    labels: access.ports
      .split(" · ")
      .map((text, index) => port(text, { x: x + 7, y: y + index * 16 })),
  };
}

/** To the right of what replicates, the leftmost workload farthest to the right. */
function aroundTheEngines(
  start: Rectangle,
  end: Rectangle,
  ports: string,
  { engines, nodes }: Places,
): Route {
  const rank = [...nodes.values()].filter(({ x, y }) => y === start.y && x < start.x).length;
  const from = { x: right(start) - doorway, y: bottom(start) };
  const x = right(engines) + 26 + Math.max(2 - rank, 0) * 34 - 34;
  const y = from.y + lanes.rightwards;
  return {
    lines: [arrow([from, { ...from, y }, { x, y }, { x, y: end.y }])],
    labels: [port(ports, { x: x + 7, y: bottom(engines) + 38 })],
  };
}

function upwards(start: Rectangle, end: Rectangle, access: Access, places: Places): Route {
  const isEngines = access.from === nodeIds.replication;
  const free = { ...start, width: start.width - 1.5 * doorway };
  const from = isEngines ? passageTo(end, places) : commonX(free, end);
  if (from !== undefined && spans(end, from)) {
    return upTo([{ x: from, y: start.y }], from, end, access.ports);
  }
  const isRight = end.x > start.x;
  const begin = from ?? (isRight ? right(free) - 12 : free.x + 24);
  const x = isRight ? end.x + 24 : right(end) - 20;
  const lane = bottom(end) + lanes.endpoints;
  const corners = [
    { x: begin, y: start.y },
    { x: begin, y: lane },
    { x, y: lane },
  ];
  return upTo(corners, x, end, access.ports);
}

/** The passage between the workloads for a line from an engine, as near to its end as possible. */
function passageTo(end: Rectangle, { passages, engines }: Places): number {
  const reachable = passages.filter((x) => spans(engines, x));
  const distance = (x: number) => Math.max(end.x - x, x - right(end), 0);
  return reachable.toSorted((a, b) => distance(a) - distance(b))[0] ?? centre(engines).x;
}

function upTo(corners: readonly Point[], x: number, end: Rectangle, ports: string): Route {
  return {
    lines: [arrow([...corners, { x, y: bottom(end) }])],
    labels: [port(ports, { x: x + 7, y: bottom(end) + 16 })],
  };
}

/** From a workload to where the way to the sources leaves the VPC. */
function belowTheWorkloads(start: Rectangle, ports: string, places: Places): Route {
  const { sourceGateway } = places;
  const from = { x: start.x + 24, y: bottom(start) };
  const lane = bottom(start) + lanes.leftwards;
  const x = right(sourceGateway) - 8;
  return {
    lines: [arrow([from, { ...from, y: lane }, { x, y: lane }, { x, y: sourceGateway.y }])],
    labels: [port(ports, { x: from.x + 8, y: lane - 3 })],
  };
}

/** From the load balancer to there, between the tiers and the border of the VPC. */
function besideTheTiers(start: Rectangle, ports: string, { sourceGateway, vpc }: Places): Route {
  const y = centre(start).y;
  const x = vpc.x + 8;
  return {
    lines: [
      arrow([
        { x: start.x, y },
        { x, y },
        { x, y: sourceGateway.y },
      ]),
    ],
    labels: [port(ports, { x: vpc.x - 8, y: sourceGateway.y - 14 }, "end")],
  };
}

/** The same access at the other end of the way: up from the gateway there. */
function withinDataCentre(route: Route, to: string, places: Places): Route {
  const { devices, transit, sourceGateway, nodes } = places;
  const end = nodes.get(to);
  if (!end) {
    return route;
  }
  const gateway = devices[0] ?? transit ?? sourceGateway;
  const x = gateway === sourceGateway ? gateway.x + 16 : centre(gateway).x;
  const { y } = centre(end);
  return {
    ...route,
    lines: [
      ...route.lines,
      arrow([
        { x, y: gateway.y },
        { x, y },
        { x: right(end), y },
      ]),
    ],
  };
}

function arrow(points: readonly Point[]): Line {
  return { look: "access", points, arrow: true };
}

function port(text: string, at: Point, anchor: Label["anchor"] = "start"): Label {
  return { look: "access", text, ...at, anchor };
}

function spans({ x, width }: Rectangle, point: number): boolean {
  return x <= point && point <= x + width;
}
