import type { ReportModel } from "../model";
import { legend } from "./legend";
import { clusterNotes, nodeIds } from "./nodes";
import {
  bottom,
  centre,
  right,
  type Box,
  type Drawing,
  type Label,
  type Line,
  type Point,
} from "./shapes";
import { portsBetween, type Access, type Topology } from "./topology";
import { areasOf, chips, gatewayBoxes, instanceBoxes, natBoxes, topologyBoxes } from "./boxes";
import { dataRoute } from "./data-route";
import { placesOf, type Places } from "./places";
import { accessRoute, type Route } from "./access-routes";

/** A drawing, and the access that it has no line for. */
export interface LaidOut extends Drawing {
  readonly omitted: readonly Access[];
}

/** The drawing for screens and paper: sources to the left, zones as columns, tiers as rows. */
export function layOut(model: ReportModel, topology: Topology): LaidOut {
  const places = placesOf(model, topology);
  const instances = instanceBoxes(model, places);
  const access = topology.access
    .filter((one) => !isDataPath(one))
    .map((one) => ({ one, route: accessRoute(one, places) }));
  const data = dataOf(topology, places, instances);
  const routes = [...access.map(({ route }) => route), data].filter((route) => route !== undefined);
  const lines = [...referenceLines(places), ...routes.flatMap((route) => route.lines)];
  const key = legend(places.legend, lines);
  return {
    width: places.width,
    height: places.height,
    areas: areasOf(model, topology, places),
    lines: [...key.lines, ...lines],
    nodes: [
      ...topologyBoxes(topology, places),
      ...chips(topology, places),
      ...instances,
      ...natBoxes(model, places),
      ...gatewayBoxes(model, topology, places),
    ],
    labels: [
      ...key.labels,
      ...routes.flatMap(({ labels }) => labels),
      ...notesOf(model, topology, places),
    ],
    omitted: access.filter(({ route }) => route === undefined).map(({ one }) => one),
  };
}

/** Between the clients and the name that they ask for, and from the cluster to its copies. */
function referenceLines({ nodes, cluster }: Places): Line[] {
  const [clients, alias, vault] = [nodeIds.internet, nodeIds.alias, nodeIds.vault].map((id) =>
    nodes.get(id),
  );
  const line = (...points: Point[]): Line => ({ look: "reference", points, arrow: false });
  const x = vault && right(vault) - 40;
  return [
    ...(clients && alias
      ? [line({ x: right(alias), y: centre(clients).y }, { x: clients.x, y: centre(clients).y })]
      : []),
    ...(vault && x !== undefined ? [line({ x, y: bottom(cluster) }, { x, y: vault.y })] : []),
  ];
}

function notesOf(
  { database }: ReportModel,
  { sourceNetwork }: Topology,
  { sourceArea, sources, cluster }: Places,
): Label[] {
  const { notes: texts = [] } = sourceNetwork ?? {};
  const [first] = sources;
  return [
    ...(first ? notes({ x: first.x, y: bottom(sourceArea) - texts.length * 16 + 4 }, texts) : []),
    ...(database
      ? notes({ x: cluster.x + 12, y: bottom(cluster) - 10 }, [clusterNotes(database)])
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

function dataOf(topology: Topology, places: Places, instances: readonly Box[]): Route | undefined {
  return topology.engines.length === 0
    ? undefined
    : dataRoute(places, {
        way: topology.sourceNetwork?.way,
        writer: instances.find(({ look }) => look === "data") ?? places.cluster,
        ports: {
          sources: portsBetween(topology, nodeIds.replication, nodeIds.sources),
          target: portsBetween(topology, nodeIds.replication, nodeIds.database),
        },
      });
}

/** Whether the way of the data shows the connection already. */
function isDataPath({ from, to }: Access): boolean {
  return from === nodeIds.replication && (to === nodeIds.sources || to === nodeIds.database);
}
