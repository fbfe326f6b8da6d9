import type { Label, Line, Point } from "./shapes";

/** Meanings of the lines of a drawing. */
const meanings: readonly (readonly [Line["look"], string])[] = [
  ["data", "data, from the sources to the Aurora writer"],
  ["access", "who may open a connection, and on which port"],
  ["reference", "belongs together: a name, a copy"],
];

/** Height of a legend. */
export const legendHeight = meanings.length * 22;

/** A line of each look that is drawn with its meaning, one below the other. */
export function legend(
  { x, y }: Point,
  drawn: readonly Line[],
): { lines: Line[]; labels: Label[] } {
  const used = meanings.filter(([look]) => drawn.some((line) => line.look === look));
  const rows = used.map(([look, text], index) => ({ look, text, y: y + 8 + index * 22 }));
  return {
    lines: rows.map(({ look, y: height }) => ({
      look,
      points: [
        { x: x + 2, y: height },
        { x: x + 34, y: height },
      ],
      arrow: look !== "reference",
    })),
    labels: rows.map(({ text, y: height }) => ({
      look: "note",
      text,
      x: x + 46,
      y: height + 4,
      anchor: "start",
    })),
  };
}
