import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "./engine";

/** What makes up the program, besides the files in the project's folder. */
const programFolders = ["config", "components", "lib", "bootstrap", "certificates"];

/** The program; the rest of the project only runs or checks it. */
const programFiles = [
  ...readdirSync(projectDirectory).filter((file) => /\.(?:ts|mjs)$|^Pulumi\..*yaml$/.test(file)),
  ...programFolders,
  "policy-pack/bundle.js",
];

/** A change of one source file: the text to find, which must be there, and what takes its place. */
export interface Patch {
  readonly file: string;
  readonly find: string | RegExp;
  readonly replace: string;
}

/**
 * Copies the program, changes the copy, and hands its folder to `use`. The copy lies below
 * node_modules, so that it finds the same packages, and is removed afterwards.
 */
export async function withPatchedProgram<T>(
  patches: readonly Patch[],
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const cache = join(projectDirectory, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, "patched-"));
  try {
    for (const file of programFiles) {
      cpSync(join(projectDirectory, file), join(directory, file), { recursive: true });
    }
    for (const patch of patches) applyPatch(directory, patch);
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function applyPatch(directory: string, { file, find, replace }: Patch): void {
  const path = join(directory, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(find, replace);
  if (after === before) throw new Error(`${file} does not contain ${find.toString()}`);
  writeFileSync(path, after);
}
