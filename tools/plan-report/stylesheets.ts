import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (file: string): string => readFileSync(join(__dirname, file), "utf8");

/** Styles of drawings, wherever they are shown. */
export const drawingStyles = [read("colours.css"), read("diagram/drawing.css")].join("\n");

/** Styles of the whole page. */
export const pageStyles = [drawingStyles, read("styles.css")].join("\n");
