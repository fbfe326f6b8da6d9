import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { ServerAddress } from "./api/endpoints";
import type { Damage } from "./damage";
import type { FaultName, FaultRequest } from "./faults";

export type { ServerAddress } from "./api/endpoints";
export type { FaultName, FaultRequest } from "./faults";

/** Options for starting a double of DMS. */
export interface DoubleOptions {
  /** URL of the AWS emulator that has the stack. */
  readonly emulator: string;
  readonly region: string;
  /** Folder of its records; a double that is started there again continues. */
  readonly folder: string;
  /** File that receives its output. */
  readonly logFile: string;
  /** Addresses of the stack's servers on this machine. */
  readonly addresses: readonly ServerAddress[];
}

/** A running double, which ends with this process. */
export interface Double {
  /** URL of all services: DMS answers for itself, the emulator for the others. */
  readonly endpoint: string;
  readonly pid: number;
  /** Says where a server is. */
  readonly setAddress: (address: ServerAddress) => Promise<void>;
  /**
   * Plays a fault.
   * @returns What was damaged, for a fault that changes a row of the target.
   */
  readonly play: (request: FaultRequest) => Promise<Partial<Damage>>;
  /** Ends a fault, or all. */
  readonly clear: (fault?: FaultName) => Promise<void>;
  /** Ends the double after running work has ended. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
}

/**
 * Starts a double of DMS in front of an AWS emulator.
 * @throws Error when it does not start.
 */
export async function startDouble(options: DoubleOptions): Promise<Double> {
  const child = spawnDouble(options);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const failed = once(child, "exit").then(() => {
    throw new Error(`The double of DMS did not start; see ${options.logFile}.`);
  });
  const [endpoint] = (await Promise.race([once(lines, "line"), failed])) as [string];
  failed.catch(() => undefined);
  for (const pipe of [child, child.stdin, child.stdout]) {
    if (pipe instanceof Socket || pipe === child) pipe.unref();
  }
  const ask = (method: string, path: string, body?: unknown) =>
    request(endpoint, method, path, body);
  const setAddress = async (address: ServerAddress) => {
    await ask("POST", "addresses", address);
  };
  for (const address of options.addresses) await setAddress(address);
  return {
    endpoint,
    pid: child.pid ?? 0,
    setAddress,
    play: (fault) => ask("POST", "faults", fault),
    clear: async (fault) => {
      await ask("DELETE", fault === undefined ? "faults" : `faults?fault=${fault}`);
    },
    stop: () => end(child, () => child.stdin?.end()),
    kill: () => end(child, () => child.kill("SIGKILL")),
  };
}

function spawnDouble({ emulator, region, folder, logFile }: DoubleOptions): ChildProcess {
  const log = openSync(logFile, "a");
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const args = ["--emulator", emulator, "--region", region, "--folder", folder];
  const child = spawn(
    process.execPath,
    ["--import", loader, join(__dirname, "server.ts"), ...args],
    {
      stdio: ["pipe", "pipe", log],
      // Out of reach of Ctrl-C: the process that started it ends it.
      detached: true,
    },
  );
  closeSync(log);
  return child;
}

async function end(child: ChildProcess, begin: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = once(child, "exit");
  begin();
  await exited;
}

async function request(endpoint: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${endpoint}/double/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Partial<Damage> & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `The double answers ${response.status}.`);
  return answer;
}
