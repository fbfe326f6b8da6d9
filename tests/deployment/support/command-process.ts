import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type StackState } from "@landing-zone/engine/deployment/state";
import { isEmulator } from "@landing-zone/aws-emulator/server/index";
import { type EmulatorProcess } from "@landing-zone/engine/deployment/emulation";
import { projectDirectory } from "../../support/engine";

const directories = new Set<string>();

/** A test that fails half-way must not leave an emulator behind; its folder is there until later. */
process.prependOnceListener("exit", () => {
  for (const directory of directories) {
    if (!existsSync(fileOf(directory, "emulator.json"))) continue;
    const emulator = emulatorOf(directory);
    if (isEmulator(emulator)) process.kill(emulator.pid, "SIGKILL");
  }
});

/** Starts a command on a project, as a terminal does: in a process group of its own. */
export function start(directory: string, ...args: readonly string[]): ChildProcess {
  directories.add(directory);
  const command = ["--import", "tsx", "tools/cli/main.ts", ...args, "--cwd", directory];
  return spawn(process.execPath, command, {
    cwd: projectDirectory,
    stdio: "pipe",
    detached: true,
  });
}

/** Presses Ctrl-C: every process of the terminal's foreground hears it. */
export function pressCtrlC(child: ChildProcess): void {
  process.kill(-child.pid!, "SIGINT");
}

/**
 * Waits for the end.
 * @param onOutput Told all the output so far, each time there is more.
 */
export async function finish(
  child: ChildProcess,
  onOutput: (output: string) => void = () => undefined,
): Promise<{ code: number | null; output: string }> {
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    onOutput(output);
  };
  child.stdout!.on("data", collect);
  child.stderr!.on("data", collect);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** The emulator that is recorded in a stack's folder. */
export function emulatorOf(directory: string, stack = "dev"): EmulatorProcess {
  return contentOf(directory, "emulator.json", stack) as EmulatorProcess;
}

/** The state of the stack dev, with its secrets encrypted. */
export function stateOf(directory: string): StackState {
  return contentOf(directory, "state.json") as StackState;
}

function contentOf(directory: string, name: string, stack = "dev"): unknown {
  return JSON.parse(readFileSync(fileOf(directory, name, stack), "utf8"));
}

function fileOf(directory: string, name: string, stack = "dev"): string {
  return join(directory, ".local", stack, name);
}
