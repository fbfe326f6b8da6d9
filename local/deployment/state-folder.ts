import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "../emulator";
import { isRunning } from "../emulator/environment";
import { UsageError } from "../errors";
import { writeAtomically } from "../output-file";

const emulatorRecord = z.object({ endpoint: z.string(), pid: z.number() });

/** Where the emulator of a stack is. */
export type EmulatorRecord = Readonly<z.infer<typeof emulatorRecord>>;

/** The folder `.local/<stack>` of a project: all that the local engine keeps of a deployed stack. */
export class StateFolder {
  readonly #directory: string;

  constructor(projectDirectory: string, stack: string) {
    this.#directory = join(projectDirectory, ".local", stack);
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
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

  /** The emulator that was started for the stack, whether or not it still runs. */
  get emulator(): EmulatorRecord | undefined {
    if (!existsSync(this.#emulatorFile)) return undefined;
    return emulatorRecord.parse(JSON.parse(readFileSync(this.#emulatorFile, "utf8")));
  }

  setEmulator({ endpoint, pid }: EmulatorRecord): void {
    writeAtomically(this.#emulatorFile, `${JSON.stringify({ endpoint, pid })}\n`);
  }

  /** Whether the stack's emulator, and with it all that is deployed, is still there. */
  async isEmulatorAlive(): Promise<boolean> {
    const { emulator } = this;
    return emulator !== undefined && isRunning(emulator.pid) && (await isAlive(emulator.endpoint));
  }

  /** Removes all that is known of a deployment; the key stays. */
  clear(): void {
    const { stateFile, outputsFile } = this;
    const files = [stateFile, `${stateFile}.backup`, outputsFile, this.#emulatorFile];
    for (const file of files) rmSync(file, { force: true });
  }

  /**
   * Keeps other processes from deploying the stack.
   * @returns What lets them again; ending the process does too.
   * @throws UsageError when another process has the lock.
   */
  lock(): () => void {
    const file = join(this.#directory, "lock");
    try {
      const handle = openSync(file, "wx");
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
    } catch {
      const owner = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
      if (owner !== 0 && isRunning(owner)) {
        throw new UsageError(
          `Another process (${owner}) is working on this stack; its lock is ${file}.`,
        );
      }
      rmSync(file, { force: true });
      return this.lock();
    }
    return () => {
      rmSync(file, { force: true });
    };
  }

  get #emulatorFile(): string {
    return join(this.#directory, "emulator.json");
  }
}
