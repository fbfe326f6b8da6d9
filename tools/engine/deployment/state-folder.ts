import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isRunning } from "../processes/running";
import { type Emulation, type EmulatorProcess } from "./emulation";
import { DeploymentError, messageOf, UsageError } from "@landing-zone/plan/errors";
import { writeAtomically } from "../output-file";

/** Milliseconds that an emulator which runs may take to answer. */
const answerLimitMs = 10_000;

const emulatorRecord = z.object({ endpoint: z.string(), pid: z.number() });

/** Whether a stack has a folder in a project. */
export function hasStateFolder(projectDirectory: string, stack: string): boolean {
  const parent = join(projectDirectory, ".local");
  return (
    existsSync(parent) &&
    readdirSync(parent, { withFileTypes: true }).some(
      (entry) => entry.isDirectory() && entry.name === stack,
    )
  );
}

/** The folder `.local/<stack>` of a project: all that the local engine keeps of a deployed stack. */
export class StateFolder {
  readonly #directory: string;

  constructor(projectDirectory: string, stack: string) {
    this.#directory = join(projectDirectory, ".local", stack);
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new UsageError(`${this.#directory} cannot be made: ${messageOf(error)}`);
    }
  }

  get stateFile(): string {
    return join(this.#directory, "state.json");
  }

  /** Encrypts the secrets in the state. */
  get keyFile(): string {
    return join(this.#directory, "key");
  }

  /** One line for each request to the emulator. */
  get emulatorLog(): string {
    return join(this.#directory, "emulator.log");
  }

  /** Outputs for the integration checks. */
  get outputsFile(): string {
    return join(this.#directory, "outputs.json");
  }

  /** What the last deployment declared, for the integration checks; a refresh leaves it alone. */
  get exportFile(): string {
    return join(this.#directory, "deployed.json");
  }

  /**
   * The emulator that was started for the stack, whether or not it still runs.
   * @throws UsageError when the file about it says something else.
   */
  get emulator(): EmulatorProcess | undefined {
    const file = this.#emulatorFile;
    if (!existsSync(file)) return undefined;
    try {
      return emulatorRecord.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      throw new UsageError(
        `${file} does not say where the emulator is: {"endpoint": "http://127.0.0.1:<port>", "pid": <process>}. Without the file the deployment is given up.`,
      );
    }
  }

  setEmulator({ endpoint, pid }: EmulatorProcess): void {
    writeAtomically(this.#emulatorFile, `${JSON.stringify({ endpoint, pid })}\n`);
  }

  /** Forgets an emulator that did not start. */
  unsetEmulator(): void {
    rmSync(this.#emulatorFile, { force: true });
  }

  /**
   * Whether the stack's emulator, and with it all that is deployed, is still there.
   * @throws DeploymentError when it is, but does not answer.
   */
  async isEmulatorAlive(
    emulation: Pick<Emulation, "exists" | "answersWithin">,
    limitMs = answerLimitMs,
  ): Promise<boolean> {
    const { emulator } = this;
    if (emulator === undefined || !emulation.exists(emulator)) return false;
    if (await emulation.answersWithin(limitMs, emulator)) return true;
    throw new DeploymentError(
      `The emulator of the stack runs (process ${emulator.pid}), but does not answer at ${emulator.endpoint}. Try again when it is less busy; to give the deployment up, end that process.`,
    );
  }

  /** Removes all that is known of a deployment; the key stays. */
  clear(): void {
    const { stateFile, outputsFile, exportFile } = this;
    const files = [stateFile, `${stateFile}.backup`, outputsFile, exportFile, this.#emulatorFile];
    for (const file of files) rmSync(file, { force: true });
  }

  /**
   * Keeps other processes from deploying the stack.
   * @returns What lets them again; ending the process does too.
   * @throws UsageError when another process has the lock.
   */
  lock(): () => void {
    const file = join(this.#directory, "lock");
    const owner = takeLock(file);
    if (owner !== undefined) {
      throw new UsageError(
        `Another process (${owner}) is working on this stack; its lock is ${file}.`,
      );
    }
    return () => {
      rmSync(file, { force: true });
    };
  }

  get #emulatorFile(): string {
    return join(this.#directory, "emulator.json");
  }
}

/**
 * Makes a lock file, which is there with its content or not at all.
 * @returns The process that has the lock, if another has.
 */
function takeLock(file: string): number | undefined {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    for (;;) {
      try {
        linkSync(own, file);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const owner = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
        if (owner !== 0 && isRunning(owner)) return owner;
        rmSync(file, { force: true });
      }
    }
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  } finally {
    rmSync(own, { force: true });
  }
}
