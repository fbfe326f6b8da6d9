import type { ReportModel } from "../model";
import { tiers, type Tier } from "../model/network";
import { bottom, type Box, type Drawing, type Label, type Point, type Rectangle } from "./shapes";
import {
  instanceNodes,
  nodesOf,
  portsBetween,
  nodeIds,
  type Access,
  type Topology,
} from "./topology";
import { placeInstances, placeWide, type WidePlaces } from "./wide-places";
import { accessRoute, dataRoute, type Route } from "./wide-routes";

/** A drawing, and the access that it has no line for. */
export interface WideDrawing extends Drawing {
  readonly omitted: readonly Access[];
}

/** The drawing for screens and paper: sources to the left, zones as columns, tiers as rows. */
export function wideDrawing(model: ReportModel, topology: Topology): WideDrawing {
  const places = placeWide(model, topology);
  const instances = instanceBoxes(model, places);
  const access = topology.access
    .filter((one) => !isDataPath(one))
    .map((one) => ({ one, route: accessRoute(one, places) }));
  const data = dataOf(topology, places, instances);
  const routes = [...access.map(({ route }) => route), data].filter((route) => route !== undefined);
  return {
    width: places.width,
    height: places.height,
    areas: areasOf(model, topology, places),
    lines: routes.flatMap(({ lines }) => lines),
    nodes: [
      ...topologyBoxes(topology, places),
      ...instances,
      ...natBoxes(model, places),
      ...gatewayBoxes(model, topology, places),
    ],
    labels: [...routes.flatMap(({ labels }) => labels), ...notesOf(model, topology, places)],
    omitted: access.filter(({ route }) => route === undefined).map(({ one }) => one),
  };
}

function areasOf(model: ReportModel, topology: Topology, places: WidePlaces): Box[] {
  const { network, database } = model;
  const sources: Box = {
    ...places.sourceArea,
    look: "area",
    title: topology.sourceNetwork?.title ?? "",
  };
  return [
    ...(topology.sourceNetwork ? [sources] : []),
    { ...places.vpc, look: "vpc", title: `VPC ${network.cidr ?? ""}` },
    ...places.zones.map((zone, index): Box => ({
      ...zone,
      look: "zone",
      title: network.zones[index] ?? "",
    })),
    ...tiers.flatMap((tier) => subnetBoxes(model, places, tier)),
    ...(topology.workloads.length > 0 ? [{ ...places.workloadArea, look: "area" as const }] : []),
    ...(database ? [{ ...places.cluster, look: "area" as const }] : []),
  ];
}

function subnetBoxes({ network }: ReportModel, places: WidePlaces, tier: Tier): Box[] {
  const row = places.tiers[tier];
  return network.subnets
    .filter((subnet) => subnet.tier === tier)
    .flatMap(({ zone, cidr }): Box[] => {
      const place = columnOf(zone, network.zones, places);
      return place
        ? [
            {
              ...row,
              ...place,
              look: tier,
              title: `${tier} ${cidr}`,
              ...(tier === "database" ? { align: "bottom" as const } : {}),
            },
          ]
        : [];
    });
}

/** Left edge and width of a zone's cells, a little within the zone. */
function columnOf(
  zone: string | undefined,
  zones: readonly string[],
  { zones: places }: WidePlaces,
) {
  const place = places[zone === undefined ? 0 : zones.indexOf(zone)];
  return place && { x: place.x + 6, width: place.width - 12 };
}

function topologyBoxes(topology: Topology, places: WidePlaces): Box[] {
  const { sources: sourceNodes = [] } = topology.sourceNetwork ?? {};
  const sources = sourceNodes.flatMap((source, index): Box[] => {
    const place = places.sources[index];
    return place ? [{ ...place, ...source, look: "data" }] : [];
  });
  const others = nodesOf(topology).flatMap((node): Box[] => {
    const place = places.nodes.get(node.id);
    return place
      ? [{ ...place, ...node, look: node.id === nodeIds.replication ? "data" : "node" }]
      : [];
  });
  return [...sources, ...others];
}

function instanceBoxes({ database, network }: ReportModel, places: WidePlaces): Box[] {
  if (!database) {
    return [];
  }
  const { instances } = database;
  return [...new Set(instances.map(({ zone }) => zone))].flatMap((zone) => {
    const inZone = instances.filter((instance) => instance.zone === zone);
    const column = columnOf(zone, network.zones, places);
    if (!column) {
      return [];
    }
    const spots = placeInstances(places.cluster, { ...places.cluster, ...column }, inZone);
    return instanceNodes(database, inZone, spots.length).flatMap((node, index): Box[] => {
      const spot = spots[index];
      return spot ? [{ ...spot, ...node }] : [];
    });
  });
}

function natBoxes({ network }: ReportModel, places: WidePlaces): Box[] {
  return network.subnets
    .filter(({ nat }) => nat)
    .flatMap(({ zone }): Box[] => {
      const column = columnOf(zone, network.zones, places);
      return column
        ? [
            {
              ...places.nat,
              x: column.x + 8,
              width: 110,
              look: "node",
              title: "NAT gateway",
              align: "middle",
            },
          ]
        : [];
    });
}

function gatewayBoxes({ network }: ReportModel, topology: Topology, places: WidePlaces): Box[] {
  const gateway = (place: Rectangle, ...lines: string[]): Box => ({
    ...place,
    look: "node",
    lines,
    align: "middle",
  });
  const way = topology.sourceNetwork?.way;
  return [
    ...(network.internetGateway ? [gateway(places.internetGateway, "Internet gateway")] : []),
    ...(way?.tunnels ? [gateway(places.customerGateway, "Customer", "gateway")] : []),
    ...(way ? [gateway(places.sourceGateway, ...way.gateway)] : []),
  ];
}

function notesOf(
  { database }: ReportModel,
  { sourceNetwork }: Topology,
  { sources, cluster }: WidePlaces,
): Label[] {
  const last = sources.at(-1);
  return [
    ...(last && sourceNetwork
      ? notes({ x: last.x, y: bottom(last) + 20 }, sourceNetwork.notes)
      : []),
    ...(database
      ? notes({ x: cluster.x + 12, y: bottom(cluster) - 10 }, [
          `Aurora MySQL ${database.engineVersion ?? ""}, cluster ${database.name}`,
        ])
      : []),
  ];
}

function notes({ x, y }: Point, texts: readonly string[]): Label[] {
  return texts.map((text, index) => ({
    look: "note",
    text,
    x,
    y: y + index * 16,
    anchor: "start",
  }));
}

function dataOf(
  topology: Topology,
  places: WidePlaces,
  instances: readonly Box[],
): Route | undefined {
  const replication = places.nodes.get(nodeIds.replication);
  return (
    replication &&
    dataRoute(replication, places, {
      way: topology.sourceNetwork?.way,
      writer: instances.find(({ look }) => look === "data") ?? places.cluster,
      ports: {
        sources: portsBetween(topology, nodeIds.replication, nodeIds.sources),
        target: portsBetween(topology, nodeIds.replication, nodeIds.database),
      },
    })
  );
}

/** Whether the way of the data shows the connection already. */
function isDataPath({ from, to }: Access): boolean {
  return from === nodeIds.replication && (to === nodeIds.sources || to === nodeIds.database);
}
