import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DeploymentError, messageOf } from "@landing-zone/plan/errors";
import { type EmulatorProcess } from "@landing-zone/engine/deployment/emulation";
import { isRunning } from "@landing-zone/engine/processes/running";
import { pythonEnvironment } from "./environment";

/** The account that the emulator plays unless another is asked for. */
export const emulatorAccountId = "123456789012";

/** What the names of both scripts that run it begin with. */
const script = join(__dirname, "serve");

/** Milliseconds that the emulator may take to start, and to stop. */
const timeouts = { start: 60_000, stop: 5_000 };

/** How to start an emulator. */
export interface EmulatorOptions {
  /** Whether it goes on after this process has ended. Default: false, it never does. */
  readonly background?: boolean;
  /** File that its output is appended to: one line for each request. */
  readonly logFile: string;
  /** The 12-digit account that it plays. Default: {@link emulatorAccountId}. */
  readonly accountId?: string;
  /** Told when the emulator has to be installed first. Default: a line on standard error. */
  readonly onProgress?: (message: string) => void;
  /** Told at once which process will answer where, so that it can be found whatever happens next. */
  readonly onSpawned?: (emulator: EmulatorProcess) => void;
}

/** A running emulator. */
export interface Emulator extends EmulatorProcess {
  readonly accountId: string;
  /** Ends it and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts an AWS emulator (moto's server) that only this machine can reach, on a free port.
 * @throws DeploymentError with the end of its log when it does not answer within a minute.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { background = false, logFile, accountId = emulatorAccountId } = options;
  const report = options.onProgress ?? ((message) => process.stderr.write(`${message}\n`));
  const { python } = await pythonEnvironment(report);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawnServer(python, { background, logFile, accountId, port });
  const { pid } = child;
  if (pid === undefined) {
    throw new DeploymentError(`The AWS emulator cannot be started: ${python} is missing.`);
  }
  const stop = () => stopProcess(pid);
  options.onSpawned?.({ endpoint, pid });
  try {
    await waitUntilAlive(endpoint, child);
  } catch (error) {
    await stop();
    const tail = readFileSync(logFile, "utf8").trim().split("\n").slice(-15).join("\n");
    throw new DeploymentError(`The AWS emulator did not start: ${messageOf(error)}\n${tail}`, {
      cause: error,
    });
  }
  return { endpoint, pid, accountId, stop };
}

/**
 * Whether an emulator answers at the URL before the time is up, which it may be too busy for.
 * @param isOver Whether to stop waiting.
 */
export async function answersWithin(
  ms: number,
  endpoint: string,
  isOver = () => false,
): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (!(await isAlive(endpoint))) {
    if (isOver() || Date.now() > deadline) return false;
    await delay(50);
  }
  return true;
}

/** Whether an emulator answers at the URL. */
export async function isAlive(endpoint: string): Promise<boolean> {
  try {
    const url = new URL("/moto-api/config", endpoint);
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return response.ok && typeof (await response.json()) === "object";
  } catch {
    return false;
  }
}

/** Ends an emulator that an earlier process started in the background; one that is gone is fine. */
export async function stopEmulator(emulator: EmulatorProcess): Promise<void> {
  if (isEmulator(emulator)) await stopProcess(emulator.pid);
}

/** Whether the process exists, busy or not; its id may belong to another one by now. */
export function isEmulator({ endpoint, pid }: EmulatorProcess): boolean {
  const commandLine = commandLineOf(pid);
  return commandLine.includes(script) && commandLine.endsWith(` -p ${new URL(endpoint).port}`);
}

/** Empty when there is no such process. */
function commandLineOf(pid: number): string {
  if (!isRunning(pid)) return "";
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
  } catch {
    // Not every system has /proc.
    const args = ["-ww", "-o", "args=", "-p", String(pid)];
    return spawnSync("ps", args, { encoding: "utf8" }).stdout.trim();
  }
}

interface ServerOptions {
  readonly background: boolean;
  readonly logFile: string;
  readonly accountId: string;
  readonly port: number;
}

function spawnServer(python: string, options: ServerOptions): ChildProcess {
  const { background, logFile, accountId, port } = options;
  const log = openSync(logFile, "a");
  const file = `${script}${background ? "" : "_until_stdin_closes"}.py`;
  const child = spawn(python, [file, "-H", "127.0.0.1", "-p", String(port)], {
    detached: background,
    stdio: [background ? "ignore" : "pipe", log, log],
    env: {
      ...process.env,
      MOTO_ACCOUNT_ID: accountId,
      // Certificates count as validated at once.
      MOTO_ACM_VALIDATION_WAIT: "-1",
      // Without them no AWS managed policy can be attached to a role.
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    },
  });
  closeSync(log);
  // The emulator alone must not keep this process from ending.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child;
}

async function waitUntilAlive(endpoint: string, child: ChildProcess): Promise<void> {
  if (await answersWithin(timeouts.start, endpoint, () => child.exitCode !== null)) return;
  throw new Error(
    child.exitCode === null
      ? `no answer within ${timeouts.start / 1_000} s`
      : `it ended with exit code ${child.exitCode}`,
  );
}

async function stopProcess(pid: number): Promise<void> {
  const deadline = Date.now() + timeouts.stop;
  signalProcess(pid, "SIGTERM");
  while (isRunning(pid)) {
    await delay(20);
    if (Date.now() > deadline) signalProcess(pid, "SIGKILL");
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime, which is what the signal was for.
  }
}

/** A port that nobody listens on right now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
