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
import type { Way } from "./source-network";
import { nodeIds, type Access } from "./topology";
import { doorway, type WidePlaces } from "./wide-places";

/** Lines and the texts beside them. */
export interface Route {
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

/** Distances of the lanes from the workloads: one above them to the endpoints, one below. */
const lanes = { above: 22, below: 22 };

/** The line of one access; undefined where the drawing has no way for it. */
export function accessRoute(access: Access, places: WidePlaces): Route | undefined {
  const start = places.nodes.get(access.from);
  if (!start) {
    return undefined;
  }
  if (access.to === nodeIds.onPremisesApplication) {
    return throughTheTunnels(start, access.ports, places);
  }
  if (access.to === nodeIds.sources) {
    return outwards(start, access.ports, places);
  }
  const end = access.to === nodeIds.database ? places.cluster : places.nodes.get(access.to);
  if (end && bottom(start) <= end.y) {
    return downwards(start, end, access, places);
  }
  return end && bottom(end) <= start.y ? upwards(start, end, access.ports) : undefined;
}

/** Down the line through the load balancer where it can be, so that the whole way is straight. */
function downwards(
  start: Rectangle,
  end: Rectangle,
  { ports }: Access,
  { internetGateway }: WidePlaces,
): Route | undefined {
  const x = [centre(internetGateway).x, right(start) - doorway].find(
    (place) => spans(start, place) && spans(end, place),
  );
  if (x === undefined) {
    return undefined;
  }
  const y = (bottom(start) + end.y) / 2 + 4;
  return {
    lines: [
      arrow([
        { x, y: bottom(start) },
        { x, y: end.y },
      ]),
    ],
    // One below the other: to the right of the line there is little room.
    labels: ports.split(" · ").map((text, index) => port(text, { x: x + 7, y: y + index * 16 })),
  };
}

function upwards(start: Rectangle, end: Rectangle, ports: string): Route {
  const free = { ...start, width: start.width - 1.5 * doorway };
  const x = commonX(free, end);
  if (x !== undefined) {
    return {
      lines: [
        arrow([
          { x, y: start.y },
          { x, y: bottom(end) },
        ]),
      ],
      labels: [port(ports, { x: x + 7, y: bottom(end) + 16 })],
    };
  }
  const isRight = end.x > start.x;
  const from = isRight ? right(free) - 12 : free.x + 24;
  const to = isRight ? end.x + 16 : right(end) - 16;
  const lane = start.y - lanes.above;
  return {
    lines: [
      arrow([
        { x: from, y: start.y },
        { x: from, y: lane },
        { x: to, y: lane },
        { x: to, y: bottom(end) },
      ]),
    ],
    labels: [port(ports, { x: to + 7, y: bottom(end) + 16 })],
  };
}

/** From a workload below the others to where the way to the sources leaves the VPC. */
function outwards(start: Rectangle, ports: string, { sourceGateway }: WidePlaces): Route {
  const from = { x: start.x + 24, y: bottom(start) };
  const lane = bottom(start) + lanes.below;
  const { x } = centre(sourceGateway);
  return {
    lines: [arrow([from, { ...from, y: lane }, { x, y: lane }, { x, y: bottom(sourceGateway) }])],
    labels: [port(ports, { x: from.x - 12, y: lane - 6 }, "end")],
  };
}

/** From the load balancer down to the VPN, and behind it up to the application on premises. */
function throughTheTunnels(start: Rectangle, ports: string, places: WidePlaces): Route | undefined {
  const { sourceGateway, customerGateway, nodes } = places;
  const application = nodes.get(nodeIds.onPremisesApplication);
  if (!application) {
    return undefined;
  }
  const y = centre(start).y;
  // Just within the VPC, whose border runs through the middle of the gateway.
  const x = centre(sourceGateway).x + 7;
  const corner = { x: centre(customerGateway).x, y: centre(application).y };
  return {
    lines: [
      arrow([
        { x: start.x, y },
        { x, y },
        { x, y: sourceGateway.y },
      ]),
      arrow([{ ...corner, y: customerGateway.y }, corner, { ...corner, x: right(application) }]),
    ],
    labels: [port(ports, { x: x - 15, y: sourceGateway.y - 30 }, "end")],
  };
}

/** What the data path needs to know beyond the places. */
export interface DataPath {
  /** How the sources are reached; undefined without sources. */
  readonly way: Way | undefined;
  /** Where the target's writer is. */
  readonly writer: Rectangle;
  /** Ports that the replication instance opens on the sources and on the target. */
  readonly ports: { readonly sources: string; readonly target: string };
}

/** The way of the data: from the sources to the replication instance, and on to the writer. */
export function dataRoute(replication: Rectangle, places: WidePlaces, path: DataPath): Route {
  const { sources, customerGateway, sourceGateway } = places;
  const { y } = centre(replication);
  const firstStop = path.way?.tunnels ? customerGateway : sourceGateway;
  const joint = customerGateway.x - 8;
  const collected = sources.map((source) => {
    const from = { x: right(source), y: centre(source).y };
    const corners =
      from.y === y
        ? []
        : [
            { x: joint, y: from.y },
            { x: joint, y },
          ];
    return strong([from, ...corners, { x: firstStop.x, y }], false);
  });
  const arrival = [
    { x: right(sourceGateway), y },
    { x: replication.x, y },
  ];
  const between = (right(sourceGateway) + replication.x) / 2 - 4;
  const onward = toWriter(replication, path.writer);
  const [, turn = onward[0]] = onward;
  return {
    lines: [
      ...collected,
      ...(path.way?.tunnels ? tunnels(customerGateway, sourceGateway) : []),
      ...(sources.length > 0 ? [strong(arrival, true)] : []),
      strong(onward, true),
    ],
    labels: [
      ...(sources.length > 0
        ? [dataPort(path.ports.sources, { x: between, y: y - 9 }, "middle")]
        : []),
      dataPort(path.ports.target, { x: (turn?.x ?? 0) + 9, y: path.writer.y - 62 }, "start"),
      ...wayLabels(places, path),
    ],
  };
}

function toWriter(replication: Rectangle, writer: Rectangle): Point[] {
  const x = commonX(replication, writer);
  if (x !== undefined) {
    return [
      { x, y: bottom(replication) },
      { x, y: writer.y },
    ];
  }
  const from = centre(replication).x;
  const to = centre(writer).x;
  const y = writer.y - 76;
  return [
    { x: from, y: bottom(replication) },
    { x: from, y },
    { x: to, y },
    { x: to, y: writer.y },
  ];
}

function tunnels(from: Rectangle, to: Rectangle): Line[] {
  const { y } = centre(from);
  return [-11, 11].map((offset) => ({
    look: "tunnel",
    points: [
      { x: right(from), y: y + offset },
      { x: to.x, y: y + offset },
    ],
    arrow: false,
  }));
}

/** How the sources are reached, beside the way between them and the VPC. */
function wayLabels({ customerGateway, sourceGateway }: WidePlaces, { way }: DataPath): Label[] {
  const x = (right(customerGateway) + sourceGateway.x) / 2;
  const [above, below] = way?.notes ?? ["", ""];
  const note = (text: string, y: number): Label => ({ look: "note", text, x, y, anchor: "middle" });
  return [note(above, customerGateway.y - 2), note(below, bottom(customerGateway) + 10)];
}

function arrow(points: readonly Point[]): Line {
  return { look: "access", points, arrow: true };
}

function strong(points: readonly Point[], hasArrow: boolean): Line {
  return { look: "data", points, arrow: hasArrow };
}

function port(text: string, at: Point, anchor: Label["anchor"] = "start"): Label {
  return { look: "access", text, ...at, anchor };
}

function dataPort(text: string, at: Point, anchor: Label["anchor"]): Label {
  return { look: "data", text, ...at, anchor };
}

function spans({ x, width }: Rectangle, point: number): boolean {
  return x <= point && point <= x + width;
}
