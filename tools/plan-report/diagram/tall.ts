import type { ReportModel } from "../model";
import { legend, legendHeight } from "./legend";
import { nodeIds } from "./nodes";
import { bottom, type Box, type Drawing, type Label, type Rectangle } from "./shapes";
import { laneMargin, tallLines, tunnelLines, type NodeBox } from "./tall-lines";
import {
  columnOf,
  gap,
  nodeArea,
  stacked,
  tallWidth as width,
  tierArea,
  type UnplacedNode,
} from "./tall-tiers";
import { heightOf } from "./text";
import { portsBetween, type Topology } from "./topology";

/** The same landing zone for narrow screens: all in one column, and what a node opens as text. */
export function tallDrawing(model: ReportModel, topology: Topology): Drawing {
  const sources = sourceBoxes(topology);
  const way = wayBoxes(topology, sources.area ? bottom(sources.area) : 0);
  const edge = edgeBoxes(topology, way.end + gap);
  const vpcTop = Math.max(way.end, edge.end) + (topology.clients ? 30 : 24);
  const stacks = stacked(model, topology, vpcTop + 44);
  const vpcEnd = bottom(stacks.at(-1)?.area ?? { x: 0, y: vpcTop, width: 0, height: 0 }) + 2 * gap;
  const vpc: Box = { x: 0, y: vpcTop, width, height: vpcEnd - vpcTop, look: "vpc" };
  const vault = vaultBox(topology, vpcEnd + 2 * gap);
  const nodes = [
    ...sources.boxes,
    ...way.boxes,
    ...edge.boxes,
    ...stacks.flatMap((one) => one.nodes),
    ...(vault ? [vault] : []),
  ];
  const areas = stacks.flatMap(({ area, engines }) => (engines ? [area, engines] : [area]));
  const gateways = gatewayBoxes(topology, vpc);
  const lines = [
    ...tunnelLines(way.boxes, gateways[0]),
    ...tallLines({ nodes, areas, topology, width, sourcesEnd: way.start, vpcTop }),
  ];
  const key = legend({ x: 0, y: bottom(vault ?? vpc) + 2 * gap }, lines);
  return {
    width,
    height: bottom(vault ?? vpc) + 2 * gap + legendHeight,
    areas: [...(sources.area ? [sources.area] : []), vpc, ...areas],
    lines: [...key.lines, ...lines],
    nodes: [...nodes, ...gateways],
    labels: [...key.labels, ...notes(model, topology, vpc, way.start)],
  };
}

function sourceBoxes({ sourceNetwork }: Topology) {
  const { title = "", sources = [], others = [], notes: lines = [] } = sourceNetwork ?? {};
  const texts = { title, lines };
  const { boxes, end } = columnOf(
    [
      ...others.map((node) => ({ ...node, look: "node" as const })),
      ...sources.map((node) => ({ ...node, look: "data" as const })),
    ],
    nodeArea,
    heightOf(texts, width),
  );
  const area: Box | undefined = sourceNetwork && {
    ...texts,
    look: "area",
    x: 0,
    y: 0,
    width,
    height: end + gap,
  };
  return { boxes, area };
}

/** What is between the sources' network and the VPC: the devices side by side, or a gateway. */
function wayBoxes({ sourceNetwork }: Topology, above: number) {
  const start = above + 30;
  const { devices = [], transit } = sourceNetwork?.way ?? {};
  const each = (width - gap) / 2;
  const sideBySide = devices.map(({ tunnels, ...node }): UnplacedNode => ({
    ...node,
    look: "node",
    lines: [...node.lines, "two tunnels", ...tunnels],
  }));
  const nodes = transit ? [{ ...transit, look: "node" as const }] : sideBySide;
  const boxWidth = transit ? 220 : each;
  const height = Math.max(0, ...nodes.map((node) => heightOf(node, boxWidth)));
  const boxes = nodes.map((node, index): NodeBox => {
    const x = index * (each + gap);
    return { ...node, x, width: boxWidth, y: start, height };
  });
  const end = boxes.length > 0 ? start + height + 34 : sourceNetwork ? start : above;
  return { boxes, start: above, end };
}

/** The clients and the name that they ask for. */
function edgeBoxes({ clients, alias }: Topology, y: number) {
  const area = { x: width - 226, width: 226 };
  const nodes = [alias, clients].flatMap((node): UnplacedNode[] =>
    node ? [{ ...node, look: "node" }] : [],
  );
  return columnOf(nodes, area, y);
}

function vaultBox({ vault }: Topology, y: number): NodeBox | undefined {
  return (
    vault && { ...tierArea, ...vault, look: "node", y, height: heightOf(vault, tierArea.width) }
  );
}

function gatewayBoxes({ sourceNetwork, clients }: Topology, vpc: Rectangle): Box[] {
  const box = (line: string, x: number): Box => ({
    x,
    y: vpc.y - 13,
    width: 130,
    height: 26,
    look: "node",
    lines: [line],
    align: "middle",
  });
  const way = sourceNetwork?.way;
  return [
    ...(way ? [box(way.gateway.join(" "), 4)] : []),
    ...(clients ? [box("Internet gateway", width - 134)] : []),
  ];
}

function notes(
  { network }: ReportModel,
  topology: Topology,
  vpc: Rectangle,
  sourcesEnd: number,
): Label[] {
  const note = { look: "note", anchor: "start" } as const;
  const port = { look: "data", anchor: "start" } as const;
  const way = topology.sourceNetwork?.way.notes.filter(Boolean).join(", ");
  const ports = portsBetween(topology, nodeIds.replication, nodeIds.sources);
  return [
    {
      ...note,
      text: `VPC ${network.cidr ?? ""}`,
      x: tierArea.x + tierArea.width,
      y: vpc.y + 34,
      anchor: "end",
    },
    ...(way ? [{ ...note, text: way, x: 32, y: sourcesEnd + 26 }] : []),
    ...(ports === "" ? [] : [{ ...port, text: ports, x: laneMargin + 8, y: vpc.y + 34 }]),
  ];
}
