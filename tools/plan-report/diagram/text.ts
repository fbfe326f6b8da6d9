import type { Box } from "./shapes";

/** Distance of two baselines. */
export const lineHeight = 16;
/** Space between a box's edge and its text. */
export const padding = 10;

/** Font sizes, as in the stylesheet. */
const sizes = { title: 13, line: 11.5 } as const;
/** Width of a letter as a share of the font size, in a wide font; titles are bold. */
const letterWidths = { title: 0.66, line: 0.58 } as const;

/** One row of text in a box. */
export interface Row {
  readonly look: keyof typeof sizes;
  readonly text: string;
  /** As much of the text as has room. */
  readonly shown: string;
}

/** The width that text has in a box. */
export function roomIn(width: number): number {
  return width - 2 * padding;
}

/** A box's title and lines as rows, broken between words; longer words are cut. */
export function rowsOf({ title, lines = [] }: Pick<Box, "title" | "lines">, room: number): Row[] {
  const broken = (look: Row["look"], text: string) =>
    wrapped(text, lettersIn(room, look)).map((part) => row(look, part, room));
  return [
    ...(title === undefined ? [] : broken("title", title)),
    ...lines.flatMap((line) => broken("line", line)),
  ];
}

/** The height of a box that shows all its rows. */
export function heightOf(texts: Pick<Box, "title" | "lines">, width: number): number {
  return rowsOf(texts, roomIn(width)).length * lineHeight + 14;
}

function row(look: Row["look"], text: string, room: number): Row {
  const letters = lettersIn(room, look);
  const shown = text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
  return { look, text, shown };
}

/** Breaks at spaces and after hyphens. */
function wrapped(text: string, letters: number): string[] {
  return text
    .split(/(?<=[ -])/)
    .reduce<string[]>((rows, part) => {
      const last = rows.at(-1);
      return last !== undefined && last.length + part.trimEnd().length <= letters
        ? [...rows.slice(0, -1), last + part]
        : [...rows, part];
    }, [])
    .map((part) => part.trimEnd());
}

function lettersIn(room: number, look: Row["look"]): number {
  return Math.max(Math.floor(room / (sizes[look] * letterWidths[look])), 2);
}
