import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "@landing-zone/plan/errors";
import { storageFault, writeAtomically } from "../output-file";
import { releaseLock, takeLock } from "../processes/lock";
import { type EmulatorProcess } from "./emulation";

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
    const directory = join(projectDirectory, ".local", stack);
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      this.#directory = realpathSync(directory);
    } catch (error) {
      throw new UsageError(`${directory} cannot be made: ${storageFault(error)}`);
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

  /** File with the emulator's endpoint; the emulator ends when the file is gone. */
  get emulatorFile(): string {
    return join(this.#directory, "emulator.json");
  }

  /** Outputs for the integration checks. */
  get outputsFile(): string {
    return join(this.#directory, "outputs.json");
  }

  /**
   * Declarations of the last deployment, for the integration checks; a refresh does not change
   * them.
   */
  get exportFile(): string {
    return join(this.#directory, "deployed.json");
  }

  /** The emulator that was started for the stack, whether or not it still runs. */
  get emulator(): EmulatorProcess | undefined {
    try {
      return emulatorRecord.parse(JSON.parse(readFileSync(this.emulatorFile, "utf8")));
    } catch {
      // An emulator whose record cannot be read ends by itself.
      return undefined;
    }
  }

  /** Whether an emulator was started for the stack, and not ended in good order. */
  get wasUsed(): boolean {
    return existsSync(this.emulatorFile);
  }

  setEmulator({ endpoint, pid }: EmulatorProcess): void {
    writeAtomically(this.emulatorFile, `${JSON.stringify({ endpoint, pid })}\n`);
  }

  /** Removes all that is known of a deployment; the key stays, and the record of the emulator goes last. */
  clear(): void {
    for (const file of [this.stateFile, this.outputsFile, this.exportFile, this.emulatorFile]) {
      rmSync(file, { force: true });
    }
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
      releaseLock(file);
    };
  }
}
