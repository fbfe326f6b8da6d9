import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "@landing-zone/plan/errors";
import { storageFault } from "../output-file";
import { isRunning } from "./running";

/**
 * Takes a lock that only one process at a time can have: a file that holds the process's id, there
 * completely or not at all. The lock of a process that has ended does not count.
 * @returns The process that has the lock; undefined when this one has it now.
 * @throws UsageError when the file cannot be written.
 */
export function takeLock(file: string): number | undefined {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    for (;;) {
      try {
        linkSync(own, file);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const owner = ownerOf(file);
        if (owner !== 0 && isRunning(owner)) return owner;
        rmSync(file, { force: true });
      }
    }
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${storageFault(error)}`);
  } finally {
    rmSync(own, { force: true });
  }
}

/** Gives the lock back. */
export function releaseLock(file: string): void {
  rmSync(file, { force: true });
}

/** 0 when nobody has it. */
function ownerOf(file: string): number {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
}
