import { packageOf } from "@landing-zone/plan/urn";
import { providerReference } from "../monitor/provider-registry";
import { DeploymentError, UsageError } from "@landing-zone/plan/errors";
import { assertStack, type Project } from "../project/project";
import { type Emulation } from "./emulation";
import { ProviderProcesses } from "./provider-processes";
import { settlePending } from "./refresh";
import { type ResourceProvider } from "./resource-provider";
import { SecretKey } from "./secret-key";
import { Snapshot } from "./snapshot";
import { emptyState, type StackState } from "./state";
import { readState, StateFile } from "./state-file";
import { hasStateFolder, StateFolder } from "./state-folder";

/** What opening a local deployment needs. */
export interface LocalDeploymentOptions {
  readonly project: Project;
  readonly stack: string;
  readonly emulation: Emulation;
  /** A line about the stack, or one that a provider printed. */
  readonly onOutput: (line: string) => void;
}

/** What is deployed of a stack on this machine: its state, its emulator and its providers. */
export class LocalDeployment {
  readonly snapshot: Snapshot;
  readonly folder: StateFolder;
  readonly #options: LocalDeploymentOptions;
  readonly #providers: ProviderProcesses;
  readonly #unlock: () => void;
  readonly #loaded = new Map<string, Promise<ResourceProvider>>();

  private constructor(
    options: LocalDeploymentOptions,
    state: StackState,
    folder: StateFolder,
    key: SecretKey,
    unlock: () => void,
  ) {
    const { project, emulation, onOutput } = options;
    this.#options = options;
    this.snapshot = new Snapshot(state);
    this.folder = folder;
    this.#unlock = unlock;
    this.#providers = new ProviderProcesses({
      projectDirectory: project.directory,
      folder,
      emulation,
      onOutput,
    });
    const file = new StateFile(folder.stateFile, key, () => this.snapshot.state);
    this.snapshot.save = () => file.save();
  }

  /**
   * Opens the deployment of a stack, which nobody else can work on until it is closed. What was
   * deployed to an emulator that has ended since is gone with it.
   * @throws UsageError when there is no such stack, another process works on it, or its state cannot
   * be read.
   */
  static async open(options: LocalDeploymentOptions): Promise<LocalDeployment> {
    const { project, stack } = options;
    // What is deployed can be destroyed without its file.
    if (!hasStateFolder(project.directory, stack)) assertStack(project, stack);
    const folder = new StateFolder(project.directory, stack);
    const unlock = folder.lock();
    try {
      const key = new SecretKey(folder.keyFile);
      const state = await deployedState(options, folder, key);
      return new LocalDeployment(options, state, folder, key, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** A new provider of a package, to be configured. */
  get providerFor(): ProviderProcesses["providerFor"] {
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
      this.#options.onOutput(
        `The creation of "${urn}" was interrupted. Whether the object exists cannot be told; if it does, destroy ends it with the emulator.`,
      );
    }
  }

  /** Forgets the deployment and ends the emulator; for a stack that has nothing left in it. */
  async clear(): Promise<void> {
    await this.#providers.stop();
    const { emulator } = this.folder;
    if (emulator !== undefined) await this.#options.emulation.stop(emulator);
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
  { project, stack, emulation, onOutput }: LocalDeploymentOptions,
  folder: StateFolder,
  key: SecretKey,
): Promise<StackState> {
  const identity = { project: project.name, stack };
  if (!(await folder.isEmulatorAlive(emulation))) {
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
