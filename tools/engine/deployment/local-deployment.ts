import { packageOf } from "@landing-zone/plan/urn";
import { providerReference } from "../monitor/provider-registry";
import { DeploymentError } from "@landing-zone/plan/errors";
import { assertStack, type Project } from "../project/project";
import { type Emulation } from "./emulation";
import { ProviderProcesses } from "./provider-processes";
import { readDeployment } from "./read-deployment";
import { type ResourceProvider } from "./resource-provider";
import { SecretKey } from "./secret-key";
import { Snapshot } from "./snapshot";
import { emptyState, type StackState } from "./state";
import { StateFile } from "./state-file";
import { hasStateFolder, StateFolder } from "./state-folder";

/** Options for opening a local deployment. */
export interface LocalDeploymentOptions {
  readonly project: Project;
  readonly stack: string;
  readonly emulation: Emulation;
  /** Whether an emulator that does not answer is ended. Default: it is an error. */
  readonly isGivenUpWhenSilent?: boolean;
  /** A line about the stack, or one that a provider printed. */
  readonly onOutput: (line: string) => void;
}

/** A stack's deployment on this machine: its state, its emulator and its providers. */
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
   * Opens the deployment of a stack, which nobody else can work on until it is closed. If the
   * contents of the emulator are in doubt, the emulator is ended, and nothing is deployed.
   * @throws UsageError when there is no such stack, or another process works on it.
   * @throws DeploymentError when the emulator runs but does not answer.
   */
  static async open(options: LocalDeploymentOptions): Promise<LocalDeployment> {
    const { project, stack, emulation, onOutput } = options;
    // A deployed stack can be destroyed without its file.
    if (!hasStateFolder(project.directory, stack)) assertStack(project, stack);
    const folder = new StateFolder(project.directory, stack);
    const unlock = folder.lock();
    try {
      const key = new SecretKey(folder.keyFile);
      const identity = { project: project.name, stack };
      const found = await readDeployment({ ...options, identity, folder, key });
      if (typeof found !== "string")
        return new LocalDeployment(options, found, folder, key, unlock);
      await giveUp(folder, emulation);
      onOutput(
        `The local deployment of "${stack}" is gone: ${found}. Nothing is deployed now, and its emulator has ended.`,
      );
      return new LocalDeployment(options, emptyState(identity), folder, key, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /**
   * Installs the deployment's dependencies; takes minutes the first time.
   * @throws as `Emulation.install`.
   */
  async prepare(): Promise<void> {
    const { emulation, onOutput } = this.#options;
    if (!this.folder.wasUsed) await emulation.install(onOutput);
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

  /** Forgets the deployment and ends the emulator, with everything that is left in it. */
  async clear(): Promise<void> {
    await this.#providers.stop();
    await giveUp(this.folder, this.#options.emulation);
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

/** Ends the emulator, then forgets what was in it. */
async function giveUp(folder: StateFolder, emulation: Emulation): Promise<void> {
  const { emulator, emulatorFile } = folder;
  if (emulator !== undefined && emulation.exists(emulator, emulatorFile)) {
    await emulation.stop(emulator);
  }
  folder.clear();
}
