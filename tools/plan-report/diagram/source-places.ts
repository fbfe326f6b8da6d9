import type { Rectangle } from "./shapes";
import { heightOf } from "./text";
import type { Topology } from "./topology";

const gap = 12;
const source = { x: 12, width: 146 };
/** Position at which the lines of all sources meet. */
const joint = 172;
const device = { x: 186, width: 168, height: 84 };
const transit = { x: 206, width: 190, height: 52 };
const gateway = { width: 80, height: 52 };
const titleHeight = 40;

/** Places of the source databases and of the way to them. */
export interface SourcePlaces {
  readonly sourceArea: Rectangle;
  readonly sources: readonly Rectangle[];
  /** Position at which the lines of the sources meet. */
  readonly joint: number;
  /** Customer gateway devices, one below the other. */
  readonly devices: readonly Rectangle[];
  readonly transit: Rectangle | undefined;
  /** Place at which the way to the sources leaves the VPC. */
  readonly sourceGateway: Rectangle;
  /** Application and DNS servers, by their ids. */
  readonly others: ReadonlyMap<string, Rectangle>;
}

/** Left edge of the VPC, and the height of the gateway at its border. */
export function sourcePlaces({ sourceNetwork }: Topology): { vpc: number; gatewayHeight: number } {
  if (!sourceNetwork) {
    return { vpc: 0, gatewayHeight: 0 };
  }
  const { devices, transit: between } = sourceNetwork.way;
  return {
    vpc: devices.length > 0 ? 510 : between ? 486 : 330,
    gatewayHeight:
      devices.length > 0 ? devices.length * (device.height + gap) - gap : gateway.height,
  };
}

/** As near to the middle of what replicates as their number allows. */
export function placeSources(topology: Topology, middle: number, vpc: number): SourcePlaces {
  const { sources = [], others = [], notes = [], way } = topology.sourceNetwork ?? {};
  const { gatewayHeight } = sourcePlaces(topology);
  const devices = way?.devices ?? [];
  const above = stacked(others, titleHeight);
  const stack = stacked(sources, 0);
  const gatewayTop = middle - gatewayHeight / 2;
  const first = Math.max(Math.min(middle - stack.height / 2, gatewayTop), above.end);
  const start = Math.max(middle - stack.height / 2, first);
  const y = first - above.end;
  const end = Math.max(start + stack.height, middle + (devices.length > 0 ? gatewayHeight / 2 : 0));
  return {
    sourceArea: {
      x: 0,
      y,
      width: devices.length > 0 ? device.x + device.width + gap : joint,
      height: end + 14 + notes.length * 16 - y,
    },
    sources: stack.places.map((place) => lowered(place, start)),
    joint,
    devices: deviceColumn(devices.length, gatewayTop),
    transit: way?.transit && { ...transit, y: middle - transit.height / 2 },
    sourceGateway: {
      x: vpc - gateway.width / 2,
      y: gatewayTop,
      width: gateway.width,
      height: gatewayHeight,
    },
    others: new Map(
      others.map(({ id }, index) => [
        id,
        lowered(above.places[index] ?? { ...source, y: 0, height: 0 }, y),
      ]),
    ),
  };
}

function deviceColumn(count: number, top: number): Rectangle[] {
  return Array.from({ length: count }, (_, index) => ({
    ...device,
    y: top + index * (device.height + gap),
  }));
}

function lowered(place: Rectangle, by: number): Rectangle {
  return { ...place, y: place.y + by };
}

/** Boxes one below the other. */
function stacked(nodes: readonly { title: string; lines: readonly string[] }[], from: number) {
  const places: Rectangle[] = [];
  let y = from;
  for (const node of nodes) {
    const height = heightOf(node, source.width);
    places.push({ ...source, y, height });
    y += height + gap;
  }
  return { places, height: Math.max(y - from - gap, 0), end: y };
}
