import type { ReportModel } from "../model";
import type { DatabaseInstance } from "../model/database";
import type { Tier } from "../model/network";
import { legendHeight } from "./legend";
import { nodeIds } from "./nodes";
import { bottom, centre, columns, grid, right, type Point, type Rectangle } from "./shapes";
import { heightOf } from "./text";
import type { Topology } from "./topology";
import { placeSources, sourcePlaces, type SourcePlaces } from "./source-places";

const page = { width: 1360, top: 84 };
const gap = 12;
const cellLabel = 26;
/** Room for lines between two rows, and beside what replicates: to its left and to its right. */
const lanes = { between: 48, left: 128, right: 150 };

/** Distance of the line through the load balancer from the right edge of a workload. */
export const doorway = 40;

/** Places of everything on the drawing. Nodes of the topology are found by their id. */
export interface Places extends SourcePlaces {
  readonly width: number;
  readonly height: number;
  readonly vpc: Rectangle;
  readonly zones: readonly Rectangle[];
  readonly tiers: Readonly<Record<Tier, Rectangle>>;
  readonly nat: Rectangle;
  /** Area across the private subnets of all zones. */
  readonly workloadArea: Rectangle;
  /** Area of the replication engines. */
  readonly engines: Rectangle;
  /** Positions at which lines pass between the workloads, from left to right. */
  readonly passages: readonly number[];
  readonly cluster: Rectangle;
  readonly internetGateway: Rectangle;
  readonly legend: Point;
  readonly nodes: ReadonlyMap<string, Rectangle>;
}

/** Places the parts of a landing zone: sources to the left, the VPC's zones as columns, tiers as rows. */
export function placesOf(model: ReportModel, topology: Topology): Places {
  const x = sourcePlaces(topology).vpc;
  const y = topology.clients ? page.top : 16;
  const inner = { x: x + 16, y: y + 42, width: page.width - x - 32, height: 0 };
  const publicTier = rowBelow(inner, 28, cellLabel + publicHeight(model, topology));
  const heart = placeHeart(rowBelow(publicTier, gap, 0), topology);
  const databaseTier = rowBelow(heart.tier, 58, cellLabel + 102);
  const vpc = { x, y, width: page.width - x, height: bottom(databaseTier) + 30 - y };
  const entrance = entranceOf(topology, heart.workloads, publicTier);
  const sources = placeSources(topology, centre(heart.engines).y, x);
  const vault = placeVault(vpc, topology);
  const zones = { ...inner, height: bottom(databaseTier) + 10 - inner.y };
  return {
    ...sources,
    ...sheetOf(bottom(vault ?? vpc), sources.sourceArea, x > 0),
    vpc,
    zones: columns(zones, Math.max(model.network.zones.length, 1), gap),
    tiers: { public: publicTier, private: heart.tier, database: databaseTier },
    nat: { ...publicTier, y: publicTier.y + cellLabel, height: 34 },
    workloadArea: within(heart.tier, cellLabel),
    engines: heart.engines,
    passages: heart.passages,
    cluster: { ...within(databaseTier, cellLabel), y: databaseTier.y + 8 },
    internetGateway: { x: entrance - 62, y: y - 15, width: 124, height: 30 },
    nodes: new Map([
      ...heart.workloads,
      ...heart.nodes,
      ...placeEndpoints(heart.tier, topology, entrance),
      ...placeEdge(publicTier, model, topology, entrance),
      ...sources.others,
      ...(vault ? [[nodeIds.vault, vault] as const] : []),
    ]),
  };
}

/** The size of the whole, and where the legend has room: above the sources, or else at the bottom. */
function sheetOf(vpcEnd: number, sourceArea: Rectangle, hasSources: boolean) {
  const end = Math.max(vpcEnd, bottom(sourceArea));
  const hasRoom = hasSources && sourceArea.y > legendHeight + 2 * gap;
  return {
    width: page.width,
    height: hasRoom ? end + 2 : end + gap + legendHeight,
    legend: { x: 0, y: hasRoom ? 4 : end + gap },
  };
}

/** Area across the zones within a tier, below the row with the names of its subnets. */
function within({ x, y, width, height }: Rectangle, label: number): Rectangle {
  return { x: x + 8, y: y + label, width: width - 16, height: height - label - 8 };
}

/** The places of the instances of one zone, side by side; as many as their texts have room for. */
export function placeInstances(
  cluster: Rectangle,
  zone: Rectangle,
  instances: readonly DatabaseInstance[],
): Rectangle[] {
  const area = { x: zone.x + 6, y: cluster.y + 12, width: zone.width - 12, height: 46 };
  const room = Math.max(Math.floor(area.width / 112), 1);
  return columns(area, Math.min(instances.length, room), 6);
}

function rowBelow(above: Rectangle, distance: number, height: number): Rectangle {
  return { x: above.x, width: above.width, y: bottom(above) + distance, height };
}

function publicHeight({ network }: ReportModel, { loadBalancer, webAcl }: Topology): number {
  return (network.natGateways > 0 || webAcl ? 50 : 0) + (loadBalancer ? 58 : 0) + 8;
}

/** The private subnets: endpoints above, workloads below them, and what replicates at the bottom. */
function placeHeart(start: Rectangle, topology: Topology) {
  const { interfaceEndpoints, gatewayEndpoints, workloads, sourceNetwork } = topology;
  const hasEndpoints = interfaceEndpoints !== undefined || gatewayEndpoints.length > 0;
  const indent = sourceNetwork ? lanes.left : 16;
  const top = start.y + cellLabel + 12 + (hasEndpoints ? endpointHeight + lanes.between : 0);
  const area = { x: start.x + indent, y: top, width: start.width - indent - 16, height: 0 };
  // To the left of them as between them a line passes up from what replicates.
  const shifted = { ...area, x: area.x + 40, width: area.width - 40 };
  const row = columns(shifted, Math.max(workloads.length, 3), 40);
  const width = row[0]?.width ?? area.width;
  const height = Math.max(0, ...workloads.map((node) => heightOf(node, width)));
  const enginesTop = top + (workloads.length > 0 ? height + lanes.between : 0);
  const places = placeEngines(
    { ...area, y: enginesTop, width: area.width - lanes.right },
    topology,
  );
  const tierBottom = bottom(topology.engines.length > 0 ? places.engines : { ...area, height });
  return {
    tier: { ...start, height: tierBottom + 22 - start.y },
    // The application comes last: at the right, where requests come in.
    workloads: placed(
      workloads,
      row.slice(row.length - workloads.length).map((place) => ({ ...place, height })),
    ),
    engines: places.engines,
    nodes: places.nodes,
    passages: row.map((place) => place.x - 20),
  };
}

/** Places the engines in one area, at least as high as the gateway that their data comes from. */
function placeEngines(area: Rectangle, topology: Topology) {
  const { engines } = topology;
  const across = engines.length === 4 ? 2 : 3;
  const inside = { ...area, x: area.x + gap, y: area.y + 30, width: area.width - 2 * gap };
  const [first = inside] = grid(inside, engines.length, { across, height: 0, gap });
  const rows = Math.max(Math.ceil(engines.length / across), 1);
  // The gateway beside them must end below the lane that leads to it.
  const needed = (sourcePlaces(topology).gatewayHeight - 24 - 30) / rows - gap;
  const height = Math.max(needed, ...engines.map((node) => heightOf(node, first.width)));
  const boxes = grid(inside, engines.length, { across, height, gap });
  const end = bottom(boxes.at(-1) ?? inside) + gap;
  return { engines: { ...area, height: end - area.y }, nodes: placed(engines, boxes) };
}

function placed(
  nodes: readonly { readonly id: string }[],
  places: readonly Rectangle[],
): Map<string, Rectangle> {
  return new Map(
    nodes.flatMap(({ id }, index) => {
      const place = places[index];
      return place ? [[id, place] as const] : [];
    }),
  );
}

/**
 * Position at which clients' connections enter: above the workload that the load balancer forwards
 * to.
 */
function entranceOf(
  { access }: Topology,
  workloads: ReadonlyMap<string, Rectangle>,
  tier: Rectangle,
): number {
  const forwarded = access.find(
    ({ from, to }) => from === nodeIds.loadBalancer && workloads.has(to),
  );
  const target = forwarded && workloads.get(forwarded.to);
  return target ? right(target) - doorway : right(tier) - 56;
}

const endpointHeight = 66;

function placeEndpoints(
  tier: Rectangle,
  { interfaceEndpoints, gatewayEndpoints, access }: Topology,
  entrance: number,
): [string, Rectangle][] {
  const passes = access.some(({ from }) => from === nodeIds.loadBalancer);
  const end = passes ? entrance - 22 : right(tier) - 24;
  const row = { y: tier.y + cellLabel + 12, height: endpointHeight };
  const each = 216;
  const start = tier.x + 24;
  const gateways = gatewayEndpoints.map(({ id }, index): [string, Rectangle] => [
    id,
    { ...row, x: start + index * each, width: each - gap },
  ]);
  const x = start + gatewayEndpoints.length * each;
  return interfaceEndpoints
    ? [...gateways, [interfaceEndpoints.id, { ...row, x, width: end - x }]]
    : gateways;
}

function placeEdge(
  tier: Rectangle,
  { network }: ReportModel,
  { alias, clients, loadBalancer, webAcl }: Topology,
  entrance: number,
): [string, Rectangle][] {
  const top = tier.y + cellLabel;
  const y = top + (network.natGateways > 0 || webAcl ? 50 : 0);
  const width = 220;
  const x = Math.min(entrance - width / 2, page.width - width);
  const aclWidth = 110;
  const aclX = Math.min(entrance - aclWidth / 2, right(tier) - aclWidth - 8);
  const places: [{ readonly id: string } | undefined, Rectangle][] = [
    [loadBalancer, { x: tier.x + 8, y, width: tier.width - 16, height: 48 }],
    [webAcl, { x: aclX, y: top, width: aclWidth, height: 34 }],
    [clients, { x, y: 0, width, height: 46 }],
    [alias, { x: x - 290, y: 0, width: 250, height: alias ? 30 + alias.lines.length * 16 : 0 }],
  ];
  return places.flatMap(([node, place]) => (node ? [[node.id, place]] : []));
}

/** The backup vault is outside the VPC, and stands below it. */
function placeVault(vpc: Rectangle, { vault }: Topology): Rectangle | undefined {
  const width = 400;
  return (
    vault && {
      x: right(vpc) - width - 16,
      y: bottom(vpc) + 22,
      width,
      height: heightOf(vault, width),
    }
  );
}
