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
  readonly look: "area" | "vpc" | "zone" | "public" | "private" | "database" | "node" | "data";
  readonly title?: string;
  /** Lines below the title. */
  readonly lines?: readonly string[];
  /** `middle`: centred. `bottom`: in the lower left corner. Default: in the upper left corner. */
  readonly align?: "middle" | "bottom";
}

/** A line through right-angled corners. */
export interface Line {
  /**
   * `data`: what is replicated, and `tunnel`: the same inside a VPN tunnel. `access`: who may open a
   * connection.
   */
  readonly look: "data" | "tunnel" | "access";
  readonly points: readonly Point[];
  /** Whether an arrow ends it. */
  readonly arrow: boolean;
}

/** A text beside a line. */
export interface Label extends Point {
  readonly look: "data" | "access" | "note";
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
}

/** A drawing, from what lies behind to what lies in front. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly areas: readonly Box[];
  readonly lines: readonly Line[];
  readonly nodes: readonly Box[];
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
