import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (file: string): string => readFileSync(join(__dirname, file), "utf8");

/** What drawings look like, wherever they are shown. */
export const drawingStyles = [read("colours.css"), read("diagram/drawing.css")].join("\n");

/** What the whole page looks like. */
export const pageStyles = [drawingStyles, read("styles.css")].join("\n");
