import { markup, type Html } from "../html";
import type { Box, Drawing, Label, Line, Point } from "./shapes";
import { lineHeight, padding, roomIn, rowsOf } from "./text";

const cornerRadius = 8;

/** The drawing in words, for readers who do not see it. */
export interface Alternative {
  readonly title: string;
  readonly description: string;
}

/** Draws as SVG, with colours from the stylesheet. */
export function draw(drawing: Drawing, { title, description }: Alternative): Html {
  const { width, height, areas, lines, nodes, labels } = drawing;
  return markup`<svg class="drawing" viewBox="-1 -1 ${width + 2} ${rounded(height) + 2}" role="img" aria-labelledby="drawing-title drawing-description">
<title id="drawing-title">${title}</title>
<desc id="drawing-description">${description}</desc>
<defs>${arrowHead("data", 3)}${arrowHead("access", 6)}</defs>
${areas.map(drawBox)}
${lines.map(drawLine)}
${nodes.map(drawBox)}
${labels.map(drawLabel)}
</svg>`;
}

function arrowHead(look: "data" | "access", size: number): Html {
  return markup`<marker id="drawing-${look}" class="head-${look}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="${size}" markerHeight="${size}" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>`;
}

function drawBox(box: Box): Html {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(rounded);
  return markup`<g class="box ${box.look}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>${boxText(box)}</g>
`;
}

function boxText({ x, y, width, height, align, ...texts }: Box): Html[] {
  const isCentred = align === "middle";
  const room = isCentred ? width - 6 : roomIn(width);
  const rows = rowsOf(texts, room).slice(0, Math.max(Math.floor((height - 6) / lineHeight), 1));
  const textHeight = rows.length * lineHeight;
  const top = {
    start: y + padding - 3,
    middle: y + (height - textHeight) / 2,
    bottom: y + height - textHeight - 3,
  }[align ?? "start"];
  const left = rounded(isCentred ? x + width / 2 : x + padding);
  const anchor = isCentred && markup` text-anchor="middle"`;
  return rows.map(({ text, look, shown }, index) => {
    const baseline = rounded(top + 12 + index * lineHeight);
    const whole = shown !== text && markup`<title>${text}</title>`;
    return markup`<text class="${look}" x="${left}" y="${baseline}"${anchor}>${shown}${whole}</text>`;
  });
}

function drawLine({ look, points, arrow }: Line): Html {
  const head =
    arrow && markup` marker-end="url(#drawing-${look === "access" ? "access" : "data"})"`;
  const path = roundedPath(points);
  const tube = look === "tunnel" && markup`<path class="tube" d="${path}"/>`;
  return markup`${tube}<path class="${look}" d="${path}"${head}/>
`;
}

function drawLabel({ look, text, x, y, anchor }: Label): Html {
  return markup`<text class="label ${look}" x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}">${text}</text>
`;
}

/** A path along the points, its corners rounded. */
function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${rounded(point.x)} ${rounded(point.y)}`;
      if (!after) return `L${rounded(point.x)} ${rounded(point.y)}`;
      const [from, to] = [towards(point, before), towards(point, after)];
      return `L${from.x} ${from.y}Q${rounded(point.x)} ${rounded(point.y)} ${to.x} ${to.y}`;
    })
    .join("");
}

/** The point where a corner's rounding begins: on the way to its neighbour, at most half of it. */
function towards(corner: Point, neighbour: Point): Point {
  const length = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y);
  const share = length === 0 ? 0 : Math.min(cornerRadius, length / 2) / length;
  return {
    x: rounded(corner.x + (neighbour.x - corner.x) * share),
    y: rounded(corner.y + (neighbour.y - corner.y) * share),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
