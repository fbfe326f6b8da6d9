import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Output of the Pulumi CLI 3.260, shortened. */
export function recorded(file: string): string {
  return readFileSync(join(__dirname, "../fixtures", file), "utf8");
}
