import type { ReportModel } from "../model";
import type { DatabaseInstance } from "../model/database";
import type { Tier } from "../model/network";
import { bottom, columns, right, type Rectangle } from "./shapes";
import { nodeIds, type Topology } from "./topology";

const page = { width: 1240, left: 210, tunnels: 150, top: 78 };
const gap = 12;
const cellLabel = 26;
const gateway = { width: 66, height: 48 };

/** Distance of the line through the load balancer from the right edge of a workload. */
export const doorway = 40;

/** Where everything is on the wide drawing. Nodes of the topology are found by their id. */
export interface WidePlaces {
  readonly width: number;
  readonly height: number;
  readonly vpc: Rectangle;
  readonly zones: readonly Rectangle[];
  readonly tiers: Readonly<Record<Tier, Rectangle>>;
  readonly nat: Rectangle;
  /** What spans the private subnets of all zones. */
  readonly workloadArea: Rectangle;
  readonly cluster: Rectangle;
  readonly sourceArea: Rectangle;
  readonly sources: readonly Rectangle[];
  readonly customerGateway: Rectangle;
  /** Where the way to the sources leaves the VPC. */
  readonly sourceGateway: Rectangle;
  readonly internetGateway: Rectangle;
  readonly nodes: ReadonlyMap<string, Rectangle>;
}

/** Places the parts of a landing zone: sources to the left, the VPC's zones as columns, tiers as rows. */
export function placeWide(model: ReportModel, topology: Topology): WidePlaces {
  const x = topology.sourceNetwork ? page.left + page.tunnels : 0;
  const y = topology.clients ? page.top : 16;
  const inner = { x: x + 16, y: y + 42, width: page.width - x - 32, height: 0 };
  const publicTier = rowBelow(inner, 28, cellLabel + publicHeight(model, topology));
  const privateTier = rowBelow(publicTier, gap, cellLabel + privateHeight(topology));
  const databaseTier = rowBelow(privateTier, 46, cellLabel + 102);
  const vpc = { x, y, width: page.width - x, height: bottom(databaseTier) + 30 - y };
  const zoneArea = { ...inner, height: bottom(databaseTier) + 10 - inner.y };
  const workloads = placeWorkloads(privateTier, topology);
  const entrance = entranceOf(topology, workloads, publicTier);
  const nodes = new Map([
    ...workloads,
    ...placeEndpoints(privateTier, topology, entrance),
    ...placeEdge(publicTier, model, topology, entrance),
  ]);
  const heart = nodes.get(nodeIds.replication) ?? privateTier;
  const middle = heart.y + heart.height / 2;
  const { application, ...sources } = placeSources(topology, middle);
  if (application) {
    nodes.set(nodeIds.onPremisesApplication, application);
  }
  return {
    width: page.width,
    height: Math.max(bottom(vpc), bottom(sources.sourceArea)) + 2,
    vpc,
    zones: columns(zoneArea, Math.max(model.network.zones.length, 1), gap),
    tiers: { public: publicTier, private: privateTier, database: databaseTier },
    nat: { ...publicTier, y: publicTier.y + cellLabel, height: 34 },
    workloadArea: {
      x: privateTier.x + 8,
      y: privateTier.y + cellLabel,
      width: privateTier.width - 16,
      height: privateTier.height - cellLabel - 8,
    },
    cluster: {
      x: databaseTier.x + 8,
      y: databaseTier.y + 8,
      width: databaseTier.width - 16,
      height: databaseTier.height - cellLabel - 8,
    },
    ...sources,
    customerGateway: { ...gateway, x: page.left - gateway.width / 2, y: middle - 24 },
    sourceGateway: { ...gateway, x: x - gateway.width / 2, y: middle - 24 },
    internetGateway: { x: entrance - 62, y: y - 15, width: 124, height: 30 },
    nodes,
  };
}

/** The places of the instances of one zone, side by side; at most three. */
export function placeInstances(
  cluster: Rectangle,
  zone: Rectangle,
  instances: readonly DatabaseInstance[],
): Rectangle[] {
  const area = { x: zone.x + 14, y: cluster.y + 12, width: zone.width - 28, height: 46 };
  return columns(area, Math.min(instances.length, 3), 8);
}

function rowBelow(above: Rectangle, distance: number, height: number): Rectangle {
  return { x: above.x, width: above.width, y: bottom(above) + distance, height };
}

function publicHeight({ network }: ReportModel, { loadBalancer }: Topology): number {
  return (network.natGateways > 0 ? 44 : 0) + (loadBalancer ? 58 : 0) + 8;
}

function privateHeight({ interfaceEndpoints, gatewayEndpoints, workloads }: Topology): number {
  const endpoints = interfaceEndpoints !== undefined || gatewayEndpoints.length > 0;
  return (endpoints ? 112 : 16) + (workloads.length > 0 ? 76 : 0) + 52;
}

function placeWorkloads(
  tier: Rectangle,
  { workloads, sourceNetwork }: Topology,
): Map<string, Rectangle> {
  const indent = sourceNetwork ? 112 : 16;
  const area = {
    x: tier.x + indent,
    y: bottom(tier) - 44 - 76,
    width: tier.width - indent - 16,
    height: 76,
  };
  const places = columns(area, Math.max(workloads.length, 3), 28);
  return new Map(
    workloads.flatMap(({ id }, index) => {
      const place = places[index];
      return place ? [[id, place] as const] : [];
    }),
  );
}

/** Where connections of clients come in: above the workload that the load balancer forwards to. */
function entranceOf(
  { access }: Topology,
  workloads: ReadonlyMap<string, Rectangle>,
  tier: Rectangle,
): number {
  const forwarded = access.find(
    ({ from, to }) => from === nodeIds.loadBalancer && workloads.has(to),
  );
  const target = forwarded && workloads.get(forwarded.to);
  return target ? right(target) - doorway : tier.x + tier.width - 90;
}

function placeEndpoints(
  tier: Rectangle,
  { interfaceEndpoints, gatewayEndpoints, access }: Topology,
  entrance: number,
): [string, Rectangle][] {
  const passes = access.some(({ from }) => from === nodeIds.loadBalancer);
  const end = passes ? entrance - 22 : right(tier) - 24;
  const row = { y: tier.y + cellLabel + 12, height: 46 };
  const gateways = gatewayEndpoints.map(({ id }, index): [string, Rectangle] => [
    id,
    { ...row, x: end - (index + 1) * 122 + 12, width: 110 },
  ]);
  const start = tier.x + 24;
  const rest = end - gatewayEndpoints.length * 122 - start;
  return interfaceEndpoints
    ? [...gateways, [interfaceEndpoints.id, { ...row, x: start, width: rest }]]
    : gateways;
}

function placeEdge(
  tier: Rectangle,
  { network }: ReportModel,
  { clients, loadBalancer }: Topology,
  entrance: number,
): [string, Rectangle][] {
  const y = tier.y + cellLabel + (network.natGateways > 0 ? 44 : 0);
  const width = 240;
  const x = Math.min(entrance - width / 2, page.width - width);
  return [
    ...(loadBalancer
      ? [[loadBalancer.id, { x: tier.x + 8, y, width: tier.width - 16, height: 48 }] as const]
      : []),
    ...(clients ? [[clients.id, { x, y: 0, width, height: 44 }] as const] : []),
  ].map(([id, place]) => [id, place]);
}

/** As near to the middle as their number allows. */
function placeSources({ sourceNetwork }: Topology, middle: number) {
  const { sources = [], notes = [] } = sourceNetwork ?? {};
  const each = 50;
  const total = sources.length * (each + gap) - gap;
  const application = sourceNetwork?.application && { x: 12, width: 150, height: 64 };
  const above = application ? application.height + gap : 0;
  const y = Math.max(middle - total / 2 - 40 - above, 0);
  const first = y + 40 + above;
  return {
    sourceArea: { x: 0, y, width: page.left, height: above + total + 56 + notes.length * 16 },
    application: application && { ...application, y: y + 40 },
    sources: sources.map((_, index) => ({
      x: 12,
      y: first + index * (each + gap),
      width: 150,
      height: each,
    })),
  };
}
