import type { ReportModel } from "../model";
import { tiers, type Tier } from "../model/network";
import { clusterNotes, instanceNodes, nodeIds, type TopologyNode } from "./nodes";
import { bottom, type Box, type Rectangle } from "./shapes";
import type { NodeBox } from "./tall-lines";
import { heightOf } from "./text";
import type { Topology } from "./topology";

/** Width of the whole drawing. */
export const tallWidth = 330;
export const gap = 10;
/** The tiers leave a margin on both sides, where lines run: data on the left, clients on the right. */
export const tierArea = { x: 34, width: tallWidth - 2 * 34 };
export const nodeArea = { x: tierArea.x + gap, width: tierArea.width - 2 * gap };
const engineArea = { x: nodeArea.x + gap, width: nodeArea.width - 2 * gap };

/** A tier of the VPC with what is in it. */
export interface Stack {
  readonly area: Box;
  /** What all that replicates is in. */
  readonly engines: NodeBox | undefined;
  readonly nodes: readonly NodeBox[];
}

/** The tiers from the internet inwards, one below the other. */
export function stacked(model: ReportModel, topology: Topology, top: number): Stack[] {
  return tiers.reduce<Stack[]>((stacks, tier) => {
    const above = stacks.at(-1);
    const y = above ? bottom(above.area) + (tier === "database" ? 30 : gap) : top;
    return [...stacks, stackOf(model, topology, tier, y)];
  }, []);
}

/** A tier with its subnets as text, and its nodes below them. */
function stackOf(model: ReportModel, topology: Topology, tier: Tier, y: number): Stack {
  const subnets = model.network.subnets.filter((subnet) => subnet.tier === tier);
  const texts = {
    title: `${tier.charAt(0).toUpperCase()}${tier.slice(1)} subnets`,
    lines: subnets.map(({ zone, cidr }) => `${zone}  ${cidr}`),
  };
  const column = columnOf(
    nodesIn(model, topology, tier),
    nodeArea,
    y + heightOf(texts, tierArea.width),
  );
  const engines = tier === "private" ? engineStack(topology, column.end) : undefined;
  const end = engines ? bottom(engines.area) + gap : column.end;
  return {
    area: { ...tierArea, ...texts, look: tier, y, height: end - y },
    engines: engines?.area,
    nodes: [...column.boxes, ...(engines?.nodes ?? [])],
  };
}

/** What replicates, next to the database that it writes to. */
function engineStack(topology: Topology, y: number) {
  if (topology.engines.length === 0) {
    return undefined;
  }
  const texts = { title: "DMS", lines: opened(nodeIds.replication, topology) };
  const { boxes, end } = columnOf(
    topology.engines.map((node) => ({ ...node, look: "data" })),
    engineArea,
    y + heightOf(texts, nodeArea.width),
  );
  const area: NodeBox = {
    ...nodeArea,
    ...texts,
    id: nodeIds.replication,
    look: "engines",
    y,
    height: end - y,
  };
  return { area, nodes: boxes };
}

/** A node whose place is not known yet. */
export type UnplacedNode = TopologyNode & Pick<Box, "look">;

/** Boxes one below the other. */
export function columnOf(
  nodes: readonly UnplacedNode[],
  area: Pick<Rectangle, "x" | "width">,
  y: number,
): { boxes: NodeBox[]; end: number } {
  const boxes: NodeBox[] = [];
  let end = y;
  for (const node of nodes) {
    const height = heightOf(node, area.width);
    boxes.push({ ...area, ...node, y: end, height });
    end += height + gap;
  }
  return { boxes, end };
}

function nodesIn(model: ReportModel, topology: Topology, tier: Tier): UnplacedNode[] {
  const asNode = (node: TopologyNode | undefined): UnplacedNode[] =>
    node ? [{ ...node, lines: [...node.lines, ...opened(node.id, topology)], look: "node" }] : [];
  const { webAcl, loadBalancer, interfaceEndpoints, gatewayEndpoints, workloads } = topology;
  switch (tier) {
    case "public":
      return [natNode(model), webAcl, loadBalancer].flatMap(asNode);
    case "private":
      return [interfaceEndpoints, ...gatewayEndpoints, ...workloads.toReversed()].flatMap(asNode);
    case "database":
      return databaseNodes(model);
  }
}

function natNode({ network }: ReportModel): TopologyNode | undefined {
  const zones = network.subnets.filter(({ nat }) => nat).map(({ zone }) => zone);
  return zones.length === 0
    ? undefined
    : {
        id: "nat",
        title: zones.length === 1 ? "NAT gateway" : "NAT gateways",
        lines: [`in ${zones.join(", ")}`],
      };
}

function databaseNodes({ database }: ReportModel): UnplacedNode[] {
  if (!database) {
    return [];
  }
  const { instances } = database;
  const cluster: UnplacedNode = {
    id: "cluster",
    look: "node",
    title: "Aurora cluster",
    lines: clusterNotes(database).split(", "),
  };
  const boxes = instanceNodes(database, instances, instances.length).map(
    ({ title, ...node }, index) => ({
      ...node,
      id: node.look === "data" ? nodeIds.database : "",
      title: `${title}, ${instances[index]?.zone ?? "zone chosen by AWS"}`,
    }),
  );
  return [...boxes, cluster];
}

/** What a node may open, a line for each. */
function opened(id: string, { access, names }: Topology): string[] {
  return access
    .filter(({ from }) => from === id)
    .map(({ to, ports }) => `→ ${names.get(to) ?? to} ${ports}`);
}
