import { randomUUID } from "node:crypto";
import {
  accessSync,
  constants,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { messageOf, UsageError } from "@landing-zone/plan/errors";

/** Path that denotes standard output. */
export const standardOutput = "-";

/**
 * Links to files that a process has open already: replacing the file behind one would lose its
 * content.
 */
const openFile = /^\/(?:dev\/(?:stdin|stdout|stderr|fd\/)|proc\/[^/]+\/fd\/)/;

/** As many as Linux follows from one path. */
const linkLimit = 40;

/**
 * Checks, before any work is done, that a file can be written later.
 * @throws UsageError naming the file.
 */
export function assertWritable(file: string): void {
  if (file === standardOutput) return;
  try {
    const { path, stats, isReplaced } = destinationOf(file);
    if (stats?.isDirectory() === true) throw new Error("it is a folder");
    if (stats !== undefined) accessSync(path, constants.W_OK);
    if (!isReplaced) return;
    const probe = temporaryBeside(path);
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Writes a command's result. A regular file appears completely or not at all; a link stays, and its
 * target is written. A device or a pipe is written to, and `-` is `stdout`.
 * @throws UsageError naming the file.
 */
export function writeOutput(
  file: string,
  content: string,
  stdout: { write(text: string): unknown } = process.stdout,
): void {
  if (file === standardOutput) {
    stdout.write(content);
    return;
  }
  try {
    const { path, stats, isReplaced } = destinationOf(file);
    if (isReplaced) replaceFile(path, content, stats && stats.mode & 0o777);
    else writeFileSync(path, content, { flag: "a" });
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Writes a file of the project's own, so that it is there completely or not at all.
 * @throws UsageError naming file, need and remedy.
 */
export function writeAtomically(file: string, content: string, mode?: number): void {
  try {
    replaceFile(resolve(file), content, mode);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): UsageError {
  return new UsageError(`${file} cannot be written: ${storageFault(error)}`);
}

/** Why a file of the project's own cannot be written, and what helps. */
export function storageFault(error: unknown): string {
  const { code = "" } = error as { code?: string };
  const remedies: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full. Free some megabytes there, then run the command again",
    EDQUOT: "the disk quota is used up. Free some megabytes there, then run the command again",
    EFBIG:
      "the limit for a file's size is reached. Raise it (ulimit -f), then run the command again",
    EROFS: "the file system is read-only. Use a copy of the project on one that can be written to",
    EACCES: "you have no permission to write there. Give yourself write permission on the folder",
    EPERM: "you have no permission to write there. Give yourself write permission on the folder",
  };
  const remedy = remedies[code];
  return remedy === undefined ? messageOf(error) : `${remedy} (${code}).`;
}

interface Destination {
  readonly path: string;
  /** Absent: there is nothing yet. */
  readonly stats: Stats | undefined;
  /** Whether a new file replaces the existing one, as opposed to writing into it. */
  readonly isReplaced: boolean;
}

/** The destination of a path, through links whose end may not exist. */
function destinationOf(file: string): Destination {
  let path = resolve(file);
  for (let link = linkTarget(path), followed = 0; link !== undefined; link = linkTarget(path)) {
    if (openFile.test(path)) break;
    if (++followed > linkLimit) throw new Error("its links form a circle");
    path = resolve(dirname(path), link);
  }
  const stats = statSync(path, { throwIfNoEntry: false });
  const isReplaced = !openFile.test(path) && (stats?.isFile() ?? true);
  return { path, stats, isReplaced };
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function replaceFile(path: string, content: string, mode = 0o666): void {
  const temporary = temporaryBeside(path);
  try {
    writeFileSync(temporary, content, { flag: "wx", mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function temporaryBeside(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}
