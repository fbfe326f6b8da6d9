import { constants, existsSync } from "node:fs";
import { type FileHandle, link, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ZodError } from "zod";
import { type PropertyMap } from "@landing-zone/plan/values";
import { messageOf, UsageError } from "@landing-zone/plan/errors";
import { type SecretKey } from "./secret-key";
import { type StackState, stackState, type StoredResource } from "./state";

/**
 * The file that holds a stack's state. At any moment, and however the process ends, it is there
 * completely; the content before the last write stays beside it as `<file>.backup`.
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

  /** Settles once the state of this moment is on the disk. Calls at the same time share a write. */
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
    await withFile(temporary, "w", async (handle) => {
      await handle.writeFile(`${JSON.stringify(encrypted, null, 1)}\n`);
      await handle.sync();
    });
    await keepBackup(this.#file);
    await rename(temporary, this.#file);
    await withFile(dirname(this.#file), constants.O_RDONLY, (folder) => folder.sync());
  }
}

/** What a write leaves of the content before: a second name for it, so that it is never moved away. */
async function keepBackup(file: string): Promise<void> {
  const temporary = `${file}.backup.tmp`;
  await rm(temporary, { force: true });
  try {
    await link(file, temporary);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  await rename(temporary, `${file}.backup`);
}

async function withFile(
  path: string,
  flags: string | number,
  use: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await use(handle);
  } finally {
    await handle.close();
  }
}

/**
 * The state in a file; undefined when there is none.
 * @throws UsageError when the file is not a state or was written with another key.
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
    const backup = `${file}.backup`;
    throw new UsageError(
      [
        `${file} cannot be read as the state of a stack: ${faultOf(error)}.`,
        ...(existsSync(backup) ? [`The content before the last step is in ${backup}.`] : []),
        "To give the deployment up, end the process that is named in emulator.json beside it.",
      ].join(" "),
    );
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
  return {
    ...state,
    resources: state.resources.map(changed),
    pending: state.pending.map(({ kind, resource }) => ({ kind, resource: changed(resource) })),
  };
}
