import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Folder of downloaded servers, shared by all clones: under `XDG_CACHE_HOME`, or `~/.cache`. */
export function cacheDirectory(): string {
  const base = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(base, "migration-landing-zone", "mysql-servers");
}

/**
 * Does work that several processes may ask for at the same time: one of them does it, the others
 * wait and then find it done. A process that died while working does not block the next one.
 *
 * @param folder The folder that the work makes; `<folder>.lock` beside it is the lock.
 * @param isDone Whether there is nothing left to do.
 */
export async function onceAcrossProcesses(
  folder: string,
  isDone: () => boolean,
  work: () => Promise<void>,
): Promise<void> {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  while (!isDone()) {
    if (!takeLock(lock)) {
      await delay(200);
      continue;
    }
    try {
      if (!isDone()) await work();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Whether the process that took the lock has ended. */
function isAbandoned(lock: string): boolean {
  let pid: number;
  try {
    pid = Number(readFileSync(lock, "utf8"));
  } catch {
    return false;
  }
  // Taken this very moment: the id is not written yet.
  if (pid === 0) return false;
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}
