import { randomUUID } from "node:crypto";
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { messageOf, UsageError } from "@landing-zone/plan/errors";

/**
 * Checks, before any work is done, that a file can be written later.
 * @throws UsageError naming the file.
 */
export function assertWritable(file: string): void {
  const path = resolve(file);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UsageError(`${file} cannot be written: it is a folder.`);
  }
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  }
}

/** Writes a file so that it is there completely or not at all. */
export function writeAtomically(file: string, content: string): void {
  const path = resolve(file);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  }
}
