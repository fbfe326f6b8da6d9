/** Where something is on the drawing, in units of about one pixel. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A titled box. The stylesheet gives each look its colours. */
export interface Box extends Rectangle {
  readonly look:
    | "outside"
    | "vpc"
    | "zone"
    | "public"
    | "private"
    | "database"
    | "frame"
    | "node"
    | "data"
    | "gateway";
  readonly title?: string;
  /** Lines below the title. */
  readonly lines?: readonly string[];
  /** Default: `start`, the title in the upper left corner. */
  readonly align?: "start" | "middle";
}

/** A line through right-angled corners, with an arrow at its end. */
export interface Line {
  /** `data`: what is replicated. `access`: who may open a connection. `tunnel`: a VPN tunnel. */
  readonly look: "data" | "access" | "tunnel";
  readonly points: readonly Point[];
  /** Default: an arrow at the end. */
  readonly arrow?: false;
}

/** A text beside a line. */
export interface Label extends Point {
  readonly look: "data" | "access";
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
}

/** A drawing: what is behind comes first. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

export const right = ({ x, width }: Rectangle) => x + width;
export const bottom = ({ y, height }: Rectangle) => y + height;
export const centre = ({ x, y, width, height }: Rectangle): Point => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** Places that share a width, from left to right with a gap between them. */
export function columns(area: Rectangle, count: number, gap: number): Rectangle[] {
  const width = (area.width - gap * (count - 1)) / count;
  return Array.from({ length: count }, (_, index) => ({
    ...area,
    width,
    x: area.x + index * (width + gap),
  }));
}

/** The middle of what two boxes have in common horizontally; undefined when that is too narrow. */
export function commonX(a: Rectangle, b: Rectangle): number | undefined {
  const margin = 12;
  const from = Math.max(a.x, b.x) + margin;
  const to = Math.min(right(a), right(b)) - margin;
  return from > to ? undefined : (from + to) / 2;
}
