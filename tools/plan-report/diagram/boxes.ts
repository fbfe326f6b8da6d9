import type { ReportModel } from "../model";
import { tiers, type Tier } from "../model/network";
import { instanceNodes, type TopologyNode } from "./nodes";
import { shares, type Box, type Rectangle } from "./shapes";
import type { Topology } from "./topology";
import { placeInstances, type Places } from "./places";

export function areasOf(model: ReportModel, topology: Topology, places: Places): Box[] {
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
    ...(topology.engines.length > 0
      ? [{ ...places.engines, look: "engines" as const, title: "DMS" }]
      : []),
    ...boxesOf([topology.interfaceEndpoints], places, "node").map((box) => ({ ...box, lines: [] })),
  ];
}

function subnetBoxes({ network }: ReportModel, places: Places, tier: Tier): Box[] {
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
function columnOf(zone: string | undefined, zones: readonly string[], { zones: places }: Places) {
  const place = places[zone === undefined ? 0 : zones.indexOf(zone)];
  return place && { x: place.x + 6, width: place.width - 12 };
}

export function topologyBoxes(topology: Topology, places: Places): Box[] {
  const { sourceNetwork, engines, workloads, gatewayEndpoints } = topology;
  const { sources = [], others = [], way } = sourceNetwork ?? {};
  const atPlaces = (
    nodes: readonly TopologyNode[],
    found: readonly Rectangle[],
    look: Box["look"],
  ) =>
    nodes.flatMap((node, index): Box[] => {
      const place = found[index];
      return place ? [{ ...place, ...node, look }] : [];
    });
  return [
    ...atPlaces(sources, places.sources, "data"),
    ...atPlaces(way?.devices ?? [], places.devices, "node"),
    ...(way?.transit && places.transit ? atPlaces([way.transit], [places.transit], "node") : []),
    ...boxesOf(engines, places, "data"),
    ...boxesOf(
      [
        topology.clients,
        topology.alias,
        topology.loadBalancer,
        topology.vault,
        ...others,
        ...gatewayEndpoints,
        ...workloads,
      ],
      places,
      "node",
    ),
    ...boxesOf([topology.webAcl], places, "node").map(
      ({ title = "", lines = [], ...box }): Box => ({
        ...box,
        lines: [[title, ...lines].join(", ")],
        align: "middle",
      }),
    ),
  ];
}

function boxesOf(
  nodes: readonly (TopologyNode | undefined)[],
  { nodes: found }: Places,
  look: Box["look"],
): Box[] {
  return nodes.flatMap((node): Box[] => {
    const place = node && found.get(node.id);
    return place ? [{ ...place, ...node, look }] : [];
  });
}

/** The services of the interface endpoints, each as a box of its own. */
export function chips({ interfaceEndpoints }: Topology, { nodes }: Places): Box[] {
  const place = interfaceEndpoints && nodes.get(interfaceEndpoints.id);
  if (!place) {
    return [];
  }
  const { services } = interfaceEndpoints;
  const area = { x: place.x + 10, y: place.y + 30, width: place.width - 20, height: 26 };
  return shares(area, services, 8).map((spot, index) => ({
    ...spot,
    look: "chip",
    lines: services.slice(index, index + 1),
    align: "middle",
  }));
}

export function instanceBoxes({ database, network }: ReportModel, places: Places): Box[] {
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

export function natBoxes({ network }: ReportModel, places: Places): Box[] {
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
              lines: ["NAT gateway"],
              align: "middle",
            },
          ]
        : [];
    });
}

export function gatewayBoxes({ network }: ReportModel, topology: Topology, places: Places): Box[] {
  const gateway = (place: Rectangle, ...lines: string[]): Box => ({
    ...place,
    look: "node",
    lines,
    align: "middle",
  });
  const way = topology.sourceNetwork?.way;
  return [
    ...(network.internetGateway ? [gateway(places.internetGateway, "Internet gateway")] : []),
    ...(way ? [gateway(places.sourceGateway, ...way.gateway)] : []),
  ];
}
