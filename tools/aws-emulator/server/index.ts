import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DeploymentError, messageOf } from "@landing-zone/plan/errors";
import { type EmulatorProcess } from "@landing-zone/engine/deployment/emulation";
import { storageFault, writeAtomically } from "@landing-zone/engine/output-file";
import { isRunning } from "@landing-zone/engine/processes/running";
import { pythonEnvironment } from "./environment";

/** The account that the emulator plays unless another is asked for. */
export const emulatorAccountId = "123456789012";

/** The scripts that run it. */
const scripts = {
  untilStdinCloses: join(__dirname, "serve_until_stdin_closes.py"),
  whileRecorded: join(__dirname, "serve_while_recorded.py"),
};

/**
 * Milliseconds that the emulator may take to start, to stop by itself, and to stop when killed, and
 * that its entry may stay in the table of processes.
 */
const timeouts = { start: 180_000, stop: 5_000, kill: 15_000, entry: 12_000 };

/** Options for starting an emulator. */
export interface EmulatorOptions {
  /**
   * File that receives endpoint and process as JSON as soon as there is a process. With it the
   * emulator continues after this process has ended, and ends when the file is gone or names
   * another process. Default: it ends with this process.
   */
  readonly recordFile?: string;
  /** File that its output is appended to: one line for each request. */
  readonly logFile: string;
  /** The 12-digit account that it plays. Default: {@link emulatorAccountId}. */
  readonly accountId?: string;
  /** Told when the emulator has to be installed first. Default: a line on standard error. */
  readonly onProgress?: (message: string) => void;
}

/** A running emulator. */
export interface Emulator extends EmulatorProcess {
  readonly accountId: string;
  /** Ends it and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts an AWS emulator (moto's server) that only this machine can reach, on a free port.
 * @throws DeploymentError with the end of its log when it does not answer within three minutes.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { recordFile, logFile, accountId = emulatorAccountId } = options;
  const report = options.onProgress ?? ((message) => process.stderr.write(`${message}\n`));
  const { python } = await pythonEnvironment(report);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawnServer(python, { recordFile, logFile, accountId, port });
  const { pid } = child;
  if (pid === undefined) {
    throw new DeploymentError(`The AWS emulator cannot be started: ${python} is missing.`);
  }
  const stop = () => stopProcess(pid);
  try {
    if (recordFile !== undefined) writeAtomically(recordFile, JSON.stringify({ endpoint, pid }));
    await waitUntilAlive(endpoint, child);
  } catch (error) {
    await stop();
    if (recordFile !== undefined) rmSync(recordFile, { force: true });
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

/** Ends an emulator that an earlier process started; one that is gone is fine. */
export async function stopEmulator(emulator: EmulatorProcess): Promise<void> {
  if (isEmulator(emulator)) await stopProcess(emulator.pid);
}

/**
 * Whether the process exists, busy or not; its id may belong to another one by now.
 * @param recordFile Of an emulator that was started with one: the record of another folder, such as
 * the one that this folder was copied from, does not count.
 */
export function isEmulator({ endpoint, pid }: EmulatorProcess, recordFile?: string): boolean {
  const commandLine = commandLineOf(pid);
  const isOfAnother =
    recordFile !== undefined &&
    commandLine.includes(scripts.whileRecorded) &&
    !commandLine.includes(` ${recordFile} -H`);
  return (
    Object.values(scripts).some((script) => commandLine.includes(script)) &&
    commandLine.endsWith(` -p ${new URL(endpoint).port}`) &&
    !isOfAnother
  );
}

/** Empty when there is no such process, or only its entry is left. */
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
  readonly recordFile: string | undefined;
  readonly logFile: string;
  readonly accountId: string;
  readonly port: number;
}

function spawnServer(python: string, options: ServerOptions): ChildProcess {
  const { recordFile, logFile, accountId, port } = options;
  const log = openLog(logFile);
  const isForeground = recordFile === undefined;
  const script = isForeground ? [scripts.untilStdinCloses] : [scripts.whileRecorded, recordFile];
  const child = spawn(python, [...script, "-H", "127.0.0.1", "-p", String(port)], {
    detached: !isForeground,
    stdio: [isForeground ? "pipe" : "ignore", log, log],
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

/** @throws DeploymentError when it cannot be written. */
function openLog(file: string): number {
  try {
    return openSync(file, "a");
  } catch (error) {
    throw new DeploymentError(`${file} cannot be written: ${storageFault(error)}`);
  }
}

async function waitUntilAlive(endpoint: string, child: ChildProcess): Promise<void> {
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  if (await answersWithin(timeouts.start, endpoint, hasEnded)) return;
  const { exitCode, signalCode } = child;
  throw new Error(
    hasEnded()
      ? `it ended with ${signalCode ?? `exit code ${String(exitCode)}`}`
      : `no answer within ${timeouts.start / 1_000} s`,
  );
}

/** @throws DeploymentError when the process does not end even when it is killed. */
async function stopProcess(pid: number): Promise<void> {
  const started = Date.now();
  signalProcess(pid, "SIGTERM");
  while (isRunning(pid)) {
    await delay(20);
    const elapsedMs = Date.now() - started;
    // Of a process that has ended the entry stays until its parent has looked at it.
    if (elapsedMs > timeouts.entry && commandLineOf(pid) === "") return;
    if (elapsedMs > timeouts.stop) signalProcess(pid, "SIGKILL");
    if (elapsedMs > timeouts.kill) {
      throw new DeploymentError(`The AWS emulator (process ${pid}) could not be stopped.`);
    }
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime, which was the purpose of the signal.
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
