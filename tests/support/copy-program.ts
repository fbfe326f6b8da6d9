import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";

const projectDirectory = join(__dirname, "../..");

/** The files of the program and its loading; the rest of the project only runs or checks it. */
const programFiles = [
  ...readdirSync(projectDirectory).filter((file) => /^Pulumi\..*yaml$|\.ts$/.test(file)),
  ...[
    "typescript-loader.mjs",
    "checks",
    "config",
    "components",
    "lib",
    "bootstrap",
    "certificates",
  ],
  "tsconfig.json",
];

/** Copies the program, with its stacks and without its packages, into a folder. */
export function copyProgram(directory: string): void {
  for (const file of programFiles) {
    cpSync(join(projectDirectory, file), join(directory, file), { recursive: true });
  }
}
