import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { ZodError } from "zod";
import { DeploymentError, messageOf } from "@landing-zone/plan/errors";
import { type PropertyMap } from "@landing-zone/plan/values";
import { storageFault } from "../output-file";
import { type SecretKey } from "./secret-key";
import { type StackState, stackState, type StoredResource } from "./state";

/**
 * The file that holds a stack's state. However the process ends, the file holds one whole state. What
 * a power failure loses does not matter: the emulator is gone then, too.
 */
export class StateFile {
  readonly #file: string;
  readonly #key: SecretKey;
  readonly #content: () => StackState;
  #writing: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;

  /** @param content The state at the time of a write. */
  constructor(file: string, key: SecretKey, content: () => StackState) {
    this.#file = file;
    this.#key = key;
    this.#content = content;
  }

  /**
   * Settles once the state of this moment is in the file. Calls at the same time share a write.
   * @throws DeploymentError naming file, need and remedy when it cannot be written.
   */
  save(): Promise<void> {
    this.#queued ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#writing = this.#write();
        return this.#writing;
      });
    return this.#queued;
  }

  async #write(): Promise<void> {
    const encrypted = changeProperties(this.#content(), (map) => this.#key.encrypt(map));
    const temporary = `${this.#file}.tmp`;
    try {
      await writeFile(temporary, `${JSON.stringify(encrypted)}\n`, { mode: 0o600 });
      await rename(temporary, this.#file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw new DeploymentError(`${this.#file} cannot be written: ${storageFault(error)}`, {
        cause: error,
      });
    }
  }
}

/**
 * The state in a file; undefined when there is none.
 * @throws Error when the file is not a state or was written with another key.
 */
export async function readState(file: string, key: SecretKey): Promise<StackState | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const state = stackState.parse(JSON.parse(text));
    return changeProperties(state, (map) => key.decrypt(map));
  } catch (error) {
    throw new Error(`${file} cannot be read as the state of a stack: ${faultOf(error)}`, {
      cause: error,
    });
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof ZodError)) return messageOf(error);
  const shown = error.issues.slice(0, 3);
  return shown.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
}

function changeProperties(
  state: StackState,
  change: (properties: PropertyMap) => unknown,
): StackState {
  const changed = (resource: StoredResource): StoredResource => ({
    ...resource,
    inputs: change(resource.inputs) as PropertyMap,
    outputs: change(resource.outputs) as PropertyMap,
  });
  return { ...state, resources: state.resources.map(changed) };
}
