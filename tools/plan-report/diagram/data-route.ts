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
import type { Places } from "./places";
import type { Route } from "./access-routes";

/** Inputs of the data path besides the places. */
export interface DataPath {
  /** Way to the sources; undefined without sources. */
  readonly way: Way | undefined;
  /** Place of the target's writer. */
  readonly writer: Rectangle;
  /** Ports that DMS opens on the sources and on the target. */
  readonly ports: { readonly sources: string; readonly target: string };
}

/** The way of the data: from the sources to what replicates, and on to the writer. */
export function dataRoute(places: Places, path: DataPath): Route {
  const { engines, sourceGateway } = places;
  const onward = toWriter(engines, path.writer);
  const between = (right(sourceGateway) + engines.x) / 2 - 4;
  const { y } = centre(engines);
  const end = onward.at(-1);
  return {
    lines: [
      ...(path.way ? arrival(places, path.way) : []),
      { look: "data", points: onward, arrow: true },
    ],
    labels: [
      ...(path.way ? portRows(path.ports.sources, { x: between, y: y - 9 }) : []),
      {
        look: "data",
        text: path.ports.target,
        x: (end?.x ?? 0) + 9,
        y: bottom(engines) + 42,
        anchor: "start",
      },
      ...(path.way ? wayLabels(places, path.way) : []),
    ],
  };
}

/** From every source to the joint, by every device or the one gateway, and to what replicates. */
function arrival(places: Places, { devices }: Way): Line[] {
  const { engines, joint, sources, sourceGateway, transit } = places;
  const { y } = centre(engines);
  const nearEnds = devices.length > 0 ? places.devices : [transit ?? sourceGateway];
  const level = (from: number, to: number, arrow = false) =>
    data(
      [
        { x: from, y },
        { x: to, y },
      ],
      arrow,
    );
  const collected = sources.map((place) =>
    data([
      { x: right(place), y: centre(place).y },
      { x: joint, y: centre(place).y },
      { x: joint, y },
    ]),
  );
  const spread = nearEnds.map((end) =>
    data([
      { x: joint, y },
      { x: joint, y: centre(end).y },
      { x: end.x, y: centre(end).y },
    ]),
  );
  return [
    ...collected,
    ...spread,
    ...(transit ? [level(right(transit), sourceGateway.x)] : []),
    ...devices.flatMap((_, index) => tunnels(places.devices[index], sourceGateway)),
    level(right(sourceGateway), engines.x, true),
  ];
}

/** Distance of the two tunnels of a device from its middle. */
const tunnelOffsets = [-18, 26];

function tunnels(from: Rectangle | undefined, to: Rectangle): Line[] {
  return from
    ? tunnelOffsets.map((offset) => ({
        look: "tunnel",
        points: [
          { x: right(from), y: centre(from).y + offset },
          { x: to.x, y: centre(from).y + offset },
        ],
        arrow: false,
      }))
    : [];
}

/** Labels of the tunnels, or of another way to the sources. */
function wayLabels({ devices, sourceGateway, joint, transit }: Places, way: Way): Label[] {
  const note = (text: string, x: number, y: number): Label => ({
    look: "note",
    text,
    x,
    y,
    anchor: "middle",
  });
  if (way.devices.length > 0) {
    return way.devices.flatMap(({ tunnels: names }, index) => {
      const place = devices[index];
      return place
        ? names.map((name, tunnel) =>
            note(
              name,
              (right(place) + sourceGateway.x) / 2,
              centre(place).y + (tunnelOffsets[tunnel] ?? 0) - 11,
            ),
          )
        : [];
    });
  }
  const x = (joint + sourceGateway.x) / 2;
  const [above, below] = way.notes;
  return transit
    ? []
    : [note(above, x, centre(sourceGateway).y - 10), note(below, x, centre(sourceGateway).y + 20)];
}

function toWriter(engines: Rectangle, writer: Rectangle): Point[] {
  const x = commonX(engines, writer);
  if (x !== undefined) {
    return [
      { x, y: bottom(engines) },
      { x, y: writer.y },
    ];
  }
  const y = bottom(engines) + 22;
  const from = writer.x < engines.x ? engines.x + 24 : right(engines) - 24;
  return [
    { x: from, y: bottom(engines) },
    { x: from, y },
    { x: centre(writer).x, y },
    { x: centre(writer).x, y: writer.y },
  ];
}

/** Ports above a line, two in a row. */
function portRows(text: string, { x, y }: Point): Label[] {
  const ports = text.split(", ");
  const rows = Array.from({ length: Math.ceil(ports.length / 2) }, (_, index) =>
    ports.slice(2 * index, 2 * index + 2).join(", "),
  );
  return rows.map((row, index) => ({
    look: "data",
    text: row,
    x,
    y: y - (rows.length - 1 - index) * 15,
    anchor: "middle",
  }));
}

function data(points: readonly Point[], arrow = false): Line {
  return { look: "data", points: withoutRepetition(points), arrow };
}

/** Corners that a line has not reached yet when it is straight. */
function withoutRepetition(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
}
