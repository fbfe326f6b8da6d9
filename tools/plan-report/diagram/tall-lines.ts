import { nodeIds } from "./nodes";
import { bottom, centre, right, type Box, type Line, type Point, type Rectangle } from "./shapes";
import type { Topology } from "./topology";

/** A box that lines find by the node it stands for. */
export interface NodeBox extends Box {
  readonly id: string;
}

/** What lines run between, and where they may. */
export interface TallPlaces {
  readonly nodes: readonly NodeBox[];
  readonly areas: readonly Box[];
  readonly topology: Topology;
  readonly width: number;
  /** Where the area of the sources ends. */
  readonly sourcesEnd: number;
  /** Where the VPC begins. */
  readonly vpcTop: number;
}

/** Distance of the lanes from the edges: data on the left, clients on the right. */
export const laneMargin = 17;

/** The way of the data, of the clients and of the copies. */
export function tallLines(places: TallPlaces): Line[] {
  return [...dataLines(places), ...clientLines(places), ...vaultLine(places)];
}

/** From each source down the left lane to what replicates, and on to the writer. */
function dataLines({ nodes, areas, sourcesEnd, vpcTop }: TallPlaces): Line[] {
  const engines = areas.find(({ look }) => look === "engines");
  if (!engines) {
    return [];
  }
  const entry = { x: engines.x, y: engines.y + 22 };
  const arrive = { x: laneMargin, y: entry.y };
  const devices = nodes.filter(({ id }) => id === "device");
  const [first] = devices;
  const collected = nodes
    .filter(({ id }) => id === nodeIds.sources)
    .map((source): Line => {
      const start = { x: source.x, y: centre(source).y };
      const turn = { x: laneMargin, y: start.y };
      // In between there are tunnels.
      return first
        ? data([start, turn, { x: laneMargin, y: first.y }], false)
        : data([start, turn, arrive, entry], true);
    });
  const beyond = first ? [data([{ x: laneMargin, y: vpcTop }, arrive, entry], true)] : [];
  const writer = nodes.find(({ id }) => id === nodeIds.database);
  return [
    ...devices.slice(1).map((device) => branch(device, sourcesEnd + 15)),
    ...collected,
    ...beyond,
    ...(writer ? [onward(engines, writer)] : []),
  ];
}

/** From the lane to a device beside it. */
function branch(device: NodeBox, y: number): Line {
  const x = device.x + laneMargin;
  return data(
    [
      { x: laneMargin, y },
      { x, y },
      { x, y: device.y },
    ],
    false,
  );
}

function onward(engines: Box, writer: NodeBox): Line {
  const x = right(engines) - 60;
  return data(
    [
      { x, y: bottom(engines) },
      { x, y: writer.y },
    ],
    true,
  );
}

function data(points: readonly Point[], arrow: boolean): Line {
  return { look: "data", points, arrow };
}

/** The two tunnels of each device, to the gateway at the border of the VPC. */
export function tunnelLines(boxes: readonly NodeBox[], gateway: Rectangle | undefined): Line[] {
  if (!gateway) {
    return [];
  }
  return boxes
    .filter(({ id }) => id === "device")
    .flatMap((device, index) =>
      [0, 1].map((tunnel): Line => {
        const x = gateway.x + 32 + (2 * index + tunnel) * 16;
        const from = Math.max(x, device.x + 24 + tunnel * 16);
        const lane = bottom(device) + (tunnel === 0 ? 10 : 26);
        const bend =
          from === x
            ? []
            : [
                { x: from, y: lane },
                { x, y: lane },
              ];
        const points = [{ x: from, y: bottom(device) }, ...bend, { x, y: gateway.y }];
        return { look: "tunnel", points, arrow: false };
      }),
    );
}

/** From the clients down the right lane to the load balancer, and on to what it forwards to. */
function clientLines({ nodes, topology, width }: TallPlaces): Line[] {
  const find = (wanted: string) => nodes.find(({ id }) => id === wanted);
  return topology.access
    .filter(({ from }) => from === nodeIds.internet || from === nodeIds.loadBalancer)
    .flatMap(({ from, to }): Line[] => {
      const isClients = from === nodeIds.internet;
      const start = find(from);
      // Requests pass the web ACL first.
      const end = (isClients && find(nodeIds.webAcl)) || find(to);
      // What is above the VPC has no lane of its own: the load balancer names it.
      return start && end && start.y < end.y ? [clientLine(start, end, width - laneMargin)] : [];
    });
}

function clientLine(start: NodeBox, end: NodeBox, x: number): Line {
  const arrival = [
    { x, y: end.y + 16 },
    { x: right(end), y: end.y + 16 },
  ];
  const departure: Point[] =
    start.id === nodeIds.internet
      ? [{ x, y: bottom(start) }]
      : [
          { x: right(start), y: bottom(start) - 10 },
          { x, y: bottom(start) - 10 },
        ];
  return { look: "access", points: [...departure, ...arrival], arrow: true };
}

function vaultLine({ nodes, areas }: TallPlaces): Line[] {
  const vault = nodes.find(({ id }) => id === nodeIds.vault);
  const database = areas.find(({ look }) => look === "database");
  if (!vault || !database) {
    return [];
  }
  const { x } = centre(vault);
  const points = [
    { x, y: bottom(database) },
    { x, y: vault.y },
  ];
  return [{ look: "reference", points, arrow: false }];
}
