import { type StackIdentity, packageOf } from "../monitor/urn";
import { providerReference } from "../monitor/provider-registry";
import { DeploymentError, UsageError } from "@landing-zone/plan/errors";
import { assertStack, type Project } from "../project/project";
import { stopEmulator } from "@landing-zone/aws-emulator/server/index";
import { LocalProviders } from "./local-providers";
import { settlePending } from "./refresh";
import { type ResourceProvider } from "./resource-provider";
import { SecretKey } from "./secret-key";
import { Snapshot } from "./snapshot";
import { emptyState, type StackState } from "./state";
import { readState, StateFile } from "./state-file";
import { hasStateFolder, StateFolder } from "./state-folder";
import { type DeployedStack } from "./up";

/** What opening a stack needs. */
export interface StackOptions {
  readonly project: Project;
  readonly stack: string;
  /** A line about the stack, or one that a provider printed. */
  readonly onOutput: (line: string) => void;
}

/** A stack of this machine: its state, its emulator and its providers. Nobody else works on it. */
export class LocalStack implements DeployedStack {
  readonly snapshot: Snapshot;
  readonly folder: StateFolder;
  readonly #providers: LocalProviders;
  readonly #unlock: () => void;
  readonly #onOutput: (line: string) => void;
  readonly #loaded = new Map<string, Promise<ResourceProvider>>();

  private constructor(
    state: StackState,
    folder: StateFolder,
    providers: LocalProviders,
    key: SecretKey,
    unlock: () => void,
    onOutput: (line: string) => void,
  ) {
    this.snapshot = new Snapshot(state);
    this.folder = folder;
    this.#providers = providers;
    this.#unlock = unlock;
    this.#onOutput = onOutput;
    const file = new StateFile(folder.stateFile, key, () => this.snapshot.state);
    this.snapshot.save = () => file.save();
  }

  /**
   * Opens a stack. What was deployed to an emulator that has ended since is gone with it.
   * @throws UsageError when there is no such stack, another process works on it, or its state cannot
   * be read.
   */
  static async open({ project, stack, onOutput }: StackOptions): Promise<LocalStack> {
    // What is deployed can be destroyed without its file.
    if (!hasStateFolder(project.directory, stack)) assertStack(project, stack);
    const folder = new StateFolder(project.directory, stack);
    const unlock = folder.lock();
    try {
      const key = new SecretKey(folder.keyFile);
      const identity = { project: project.name, stack };
      const state = await deployedState(identity, folder, key, onOutput);
      const providers = new LocalProviders(project.directory, folder, onOutput);
      return new LocalStack(state, folder, providers, key, unlock, onOutput);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** A new provider of a package, to be configured. */
  get providerFor(): DeployedStack["providerFor"] {
    return this.#providers.providerFor;
  }

  /** The provider of resources in the state, ready for use. */
  readonly storedProvider = (reference: string): Promise<ResourceProvider> => {
    const loading = this.#loaded.get(reference) ?? this.#load(reference);
    this.#loaded.set(reference, loading);
    return loading;
  };

  /** Finds out what has become of operations that were interrupted, and reports where it cannot. */
  async settlePending(): Promise<void> {
    const providerOf = this.storedProvider;
    const untold = await settlePending({ snapshot: this.snapshot, providerOf });
    for (const { urn } of untold) {
      this.#onOutput(
        `The creation of "${urn}" was interrupted. Whether the object exists cannot be told; if it does, destroy ends it with the emulator.`,
      );
    }
  }

  /** Forgets the deployment and ends the emulator; for a stack that has nothing left in it. */
  async clear(): Promise<void> {
    await this.#providers.stop();
    const { emulator } = this.folder;
    if (emulator !== undefined) await stopEmulator(emulator);
    this.folder.clear();
  }

  /** Ends the providers and lets others work on the stack. */
  async close(): Promise<void> {
    await this.#providers.stop();
    this.#unlock();
  }

  async #load(reference: string): Promise<ResourceProvider> {
    const { resources } = this.snapshot.state;
    const stored = resources.find(({ urn, id }) => providerReference(urn, id) === reference);
    if (stored === undefined) {
      throw new DeploymentError(`The state has no provider "${reference}".`);
    }
    const provider = this.#providers.resourceProvider(packageOf(stored.type));
    await provider.configure(stored.inputs);
    return provider;
  }
}

async function deployedState(
  identity: StackIdentity,
  folder: StateFolder,
  key: SecretKey,
  onOutput: (line: string) => void,
): Promise<StackState> {
  if (!(await folder.isEmulatorAlive())) {
    if (folder.emulator !== undefined) {
      onOutput(
        `The local deployment of "${identity.stack}" is gone: the emulator that held it has ended. Nothing is deployed now.`,
      );
    }
    folder.clear();
    return emptyState(identity);
  }
  const state = (await readState(folder.stateFile, key)) ?? emptyState(identity);
  for (const field of ["project", "stack"] as const) {
    if (state[field] !== identity[field]) {
      throw new UsageError(
        `${folder.stateFile} is the state of the ${field} "${state[field]}", not of "${identity[field]}".`,
      );
    }
  }
  return state;
}
