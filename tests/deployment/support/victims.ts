import { readdirSync, readFileSync } from "node:fs";
import { emulatorOf } from "./command-process";

/** The processes of a deployment that a test kills. */
export type Victim = "engine" | "provider" | "emulator";

/**
 * Kills processes of a running deployment with SIGKILL; those that do not exist yet are left out.
 * @returns How many there were.
 */
export function kill(
  victims: readonly Victim[],
  engine: number,
  directory: string,
  stack = "dev",
): number {
  const pids = victims.flatMap((victim) => pidsOf(victim, engine, directory, stack));
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  }
  return pids.length;
}

function pidsOf(
  victim: Victim,
  engine: number,
  directory: string,
  stack: string,
): readonly number[] {
  switch (victim) {
    case "engine":
      return [engine];
    case "provider":
      return processes()
        .filter(({ parent, command }) => parent === engine && command.includes("emulated-provider"))
        .map(({ pid }) => pid);
    case "emulator":
      try {
        return [emulatorOf(directory, stack).pid];
      } catch {
        return [];
      }
  }
}

/** Every process whose command line has the text. */
export function processesWith(text: string): readonly number[] {
  return processes()
    .filter(({ command }) => command.includes(text))
    .map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, "utf8");
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return [
          { pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), command },
        ];
      } catch {
        return [];
      }
    });
}
