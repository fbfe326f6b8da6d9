import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyProgram } from "./copy-program";
import { projectDirectory } from "./engine";

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
    copyProgram(directory);
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
