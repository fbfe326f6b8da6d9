import type { ReportModel } from "../model";
import { tiers, type Tier } from "../model/network";
import {
  bottom,
  centre,
  right,
  type Box,
  type Drawing,
  type Label,
  type Line,
  type Rectangle,
} from "./shapes";
import { heightOf } from "./text";
import { instanceNodes, nodeIds, type Topology, type TopologyNode } from "./topology";

const width = 360;
const gap = 10;
/** The tiers leave a margin on both sides, where lines run: data on the left, clients on the right. */
const tierArea = { x: 38, width: width - 2 * 38 };
const nodeArea = { x: tierArea.x + gap, width: tierArea.width - 2 * gap };
const lanes = { data: 20, writer: width - 70, clients: width - 20 };
/** Height of what lies between the sources and the VPC. */
const between = 84;

/** The same landing zone for narrow screens: all in one column, and what a node opens as text. */
export function tallDrawing(model: ReportModel, topology: Topology): Drawing {
  const sources = sourceBoxes(topology);
  const start = sources.area ? bottom(sources.area) : 0;
  const vpcTop = start + (sources.area || topology.clients ? between : gap);
  const stacks = stacked(model, topology, vpcTop + 44);
  const height = bottom(stacks.at(-1)?.area ?? { x: 0, y: vpcTop, width: 0, height: 0 }) + 2 * gap;
  const vpc: Box = { x: 0, y: vpcTop, width, height: height - vpcTop, look: "vpc" };
  const edge = topology.clients && clientBox(topology.clients, start);
  const nodes = [...sources.boxes, ...(edge ? [edge] : []), ...stacks.flatMap((one) => one.nodes)];
  return {
    width,
    height,
    areas: [...(sources.area ? [sources.area] : []), vpc, ...stacks.map(({ area }) => area)],
    lines: [...dataLines(nodes), ...clientLines(nodes, topology)],
    nodes: [...nodes, ...gatewayBoxes(topology, vpc, start)],
    labels: notes(model, topology, vpc, start),
  };
}

/** A box that lines find by the node it stands for. */
interface NodeBox extends Box {
  readonly id: string;
}

interface Stack {
  readonly area: Box;
  readonly nodes: readonly NodeBox[];
}

function stacked(model: ReportModel, topology: Topology, top: number): Stack[] {
  return tiers.reduce<Stack[]>((stacks, tier) => {
    const above = stacks.at(-1);
    const y = above ? bottom(above.area) + gap : top;
    return [...stacks, stackOf(model, topology, tier, y)];
  }, []);
}

/** A tier with its subnets as text, and its nodes below them. */
function stackOf(model: ReportModel, topology: Topology, tier: Tier, y: number): Stack {
  const subnets = model.network.subnets.filter((subnet) => subnet.tier === tier);
  const texts = {
    title: `${tier.charAt(0).toUpperCase()}${tier.slice(1)} subnets`,
    lines: subnets.map(({ zone, cidr, nat }) => `${zone}  ${cidr}${nat ? " · NAT gateway" : ""}`),
  };
  const nodes: NodeBox[] = [];
  let below = y + heightOf(texts, tierArea.width);
  for (const node of nodesIn(model, topology, tier)) {
    const height = heightOf(node, nodeArea.width);
    nodes.push({ ...nodeArea, ...node, y: below, height });
    below += height + gap;
  }
  return { area: { ...tierArea, ...texts, look: tier, y, height: below - y }, nodes };
}

type UnplacedNode = TopologyNode & Pick<Box, "look">;

function nodesIn(model: ReportModel, topology: Topology, tier: Tier): UnplacedNode[] {
  const withAccess = (node: TopologyNode | undefined): UnplacedNode[] =>
    node
      ? [
          {
            ...node,
            lines: [...node.lines, ...opened(node, topology)],
            look: node.id === nodeIds.replication ? "data" : "node",
          },
        ]
      : [];
  const { loadBalancer, interfaceEndpoints, gatewayEndpoints, workloads } = topology;
  switch (tier) {
    case "public":
      return withAccess(loadBalancer);
    case "private":
      // Replication comes last, next to the database that it writes to.
      return [interfaceEndpoints, ...gatewayEndpoints, ...workloads.toReversed()].flatMap(
        withAccess,
      );
    case "database":
      return databaseNodes(model);
  }
}

function databaseNodes({ database }: ReportModel): UnplacedNode[] {
  return database
    ? instanceNodes(database, database.instances, database.instances.length).map(
        ({ title, ...node }, index) => ({
          ...node,
          id: node.look === "data" ? nodeIds.database : "",
          title: `${title}, ${database.instances[index]?.zone ?? "zone chosen by AWS"}`,
        }),
      )
    : [];
}

/** What a node may open, in words. */
function opened({ id }: TopologyNode, { access, names }: Topology): string[] {
  const targets = access
    .filter(({ from }) => from === id)
    .map(({ to, ports }) => `${names.get(to) ?? to} ${ports}`);
  return targets.length === 0 ? [] : [`opens ${targets.join("; ")}`];
}

function sourceBoxes({ sourceNetwork }: Topology) {
  const { title = "", sources = [], application, notes: lines = [] } = sourceNetwork ?? {};
  const texts = { title, lines };
  const boxes: NodeBox[] = [];
  let below = heightOf(texts, width);
  for (const node of [...(application ? [application] : []), ...sources]) {
    const look = node.id === nodeIds.sources ? "data" : "node";
    const height = heightOf(node, nodeArea.width);
    boxes.push({ ...nodeArea, ...node, look, y: below, height });
    below += height + gap;
  }
  const last = boxes.at(-1);
  const area: Box | undefined = last && {
    ...texts,
    look: "area",
    x: 0,
    y: 0,
    width,
    height: bottom(last) + 2 * gap,
  };
  return { boxes, area };
}

function clientBox(clients: TopologyNode, above: number): NodeBox {
  const box = { x: width - 150, width: 150, y: above + gap, height: 46 };
  return { ...box, ...clients, look: "node" };
}

function gatewayBoxes(
  { sourceNetwork, clients }: Topology,
  vpc: Rectangle,
  sourcesEnd: number,
): Box[] {
  const box = (line: string, x: number, y: number): Box => ({
    x,
    y: y - 12,
    width: 118,
    height: 24,
    look: "node",
    lines: [line],
    align: "middle",
  });
  const way = sourceNetwork?.way;
  return [
    ...(way ? [box(way.gateway.join(" "), 6, vpc.y)] : []),
    ...(way?.tunnels ? [box("Customer gateway", 6, sourcesEnd)] : []),
    ...(clients ? [box("Internet gateway", width - 124, vpc.y)] : []),
  ];
}

function notes(
  { network }: ReportModel,
  { sourceNetwork }: Topology,
  vpc: Rectangle,
  sourcesEnd: number,
): Label[] {
  const note = { look: "note", anchor: "start" } as const;
  const way = sourceNetwork?.way.notes.join(", ");
  return [
    { ...note, text: `VPC ${network.cidr ?? ""}`, x: tierArea.x, y: vpc.y + 32 },
    ...(way === undefined
      ? []
      : [{ ...note, text: way, x: lanes.data + 12, y: (vpc.y + sourcesEnd) / 2 + 4 }]),
  ];
}

/** From each source down the left lane to the replication instance, and on to the writer. */
function dataLines(nodes: readonly NodeBox[]): Line[] {
  const replication = nodes.find(({ id }) => id === nodeIds.replication);
  const writer = nodes.find(({ id }) => id === nodeIds.database);
  if (!replication) {
    return [];
  }
  const { x, y } = { x: replication.x, y: centre(replication).y };
  const arrivals = nodes
    .filter(({ id }) => id === nodeIds.sources)
    .map((source): Line => {
      const from = centre(source).y;
      const points = [
        { x: source.x, y: from },
        { x: lanes.data, y: from },
        { x: lanes.data, y },
        { x, y },
      ];
      return { look: "data", points, arrow: true };
    });
  const onward = writer && {
    look: "data" as const,
    points: [
      { x: lanes.writer, y: bottom(replication) },
      { x: lanes.writer, y: writer.y },
    ],
    arrow: true,
  };
  return onward ? [...arrivals, onward] : arrivals;
}

/** From the clients down the right lane to the load balancer, and on to what it forwards to. */
function clientLines(nodes: readonly NodeBox[], { access }: Topology): Line[] {
  const find = (wanted: string) => nodes.find(({ id }) => id === wanted);
  return access
    .filter(({ from }) => from === nodeIds.internet || from === nodeIds.loadBalancer)
    .flatMap(({ from, to }): Line[] => {
      const [start, end] = [find(from), find(to)];
      // What is above the VPC has no lane of its own: the load balancer names it.
      return start && end && start.y < end.y ? [clientLine(start, end)] : [];
    });
}

function clientLine(start: NodeBox, end: NodeBox): Line {
  const x = lanes.clients;
  const arrival = [
    { x, y: end.y + 16 },
    { x: right(end), y: end.y + 16 },
  ];
  const departure =
    start.id === nodeIds.internet
      ? [{ x, y: bottom(start) }]
      : [
          { x: right(start), y: bottom(start) - 10 },
          { x, y: bottom(start) - 10 },
        ];
  return { look: "access", points: [...departure, ...arrival], arrow: true };
}
