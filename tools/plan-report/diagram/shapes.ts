/** A position on the drawing, in units of about one pixel. */
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
    | "area"
    | "vpc"
    | "zone"
    | "public"
    | "private"
    | "database"
    | "node"
    | "chip"
    | "data"
    | "engines";
  readonly title?: string;
  /** Lines below the title. */
  readonly lines?: readonly string[];
  /** `middle`: centred. `bottom`: in the lower left corner. Default: in the upper left corner. */
  readonly align?: "middle" | "bottom";
}

/** A line through right-angled corners. */
export interface Line {
  /**
   * `data`: replicated data, and `tunnel`: the same inside a VPN tunnel. `access`: an allowed
   * connection. `reference`: an association without a connection.
   */
  readonly look: "data" | "tunnel" | "access" | "reference";
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

/** Places in one row, as wide as their texts and an equal share of the rest. */
export function shares(area: Rectangle, texts: readonly string[], gap: number): Rectangle[] {
  const letter = 7;
  const lengths = texts.map(({ length }) => length * letter);
  const free = area.width - gap * (texts.length - 1) - lengths.reduce((sum, one) => sum + one, 0);
  let { x } = area;
  return lengths.map((length) => {
    const place = { ...area, x, width: Math.max(length + free / texts.length, 0) };
    x += place.width + gap;
    return place;
  });
}

/** Places in rows of the same height, from left to right and from above. */
export function grid(
  area: Rectangle,
  count: number,
  {
    across,
    height,
    gap,
  }: { readonly across: number; readonly height: number; readonly gap: number },
): Rectangle[] {
  const row = columns(area, Math.min(across, Math.max(count, 1)), gap);
  return Array.from({ length: count }, (_, index) => {
    const place = row[index % row.length] ?? area;
    return { ...place, y: area.y + Math.floor(index / row.length) * (height + gap), height };
  });
}

/** The middle of what two boxes have in common horizontally; undefined when that is too narrow. */
export function commonX(a: Rectangle, b: Rectangle): number | undefined {
  const margin = 12;
  const from = Math.max(a.x, b.x) + margin;
  const to = Math.min(right(a), right(b)) - margin;
  return from > to ? undefined : (from + to) / 2;
}
