import { startEmulator } from "@landing-zone/aws-emulator/server/index";
import { type PropertyMap, revealed } from "../monitor/values";
import { previewProviders } from "../preview-providers";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type Provider } from "../preview-providers/provider";
import { startProvider, type ProviderProcess } from "./provider-process";
import { RemoteProvider } from "./remote-provider";
import { type ResourceProvider } from "./resource-provider";
import { type StateFolder } from "./state-folder";

/** Packages whose resources are made in the emulator. */
const emulated: readonly string[] = ["aws", "random"];

/** The providers of one deployment: each in a process of its own, all with the stack's emulator. */
export class LocalProviders {
  readonly #projectDirectory: string;
  readonly #folder: StateFolder;
  readonly #onOutput: (line: string) => void;
  readonly #inProcess: (packageName: string) => Provider;
  readonly #processes: Promise<ProviderProcess>[] = [];
  readonly #remote: RemoteProvider[] = [];
  #endpoint: Promise<string> | undefined;
  #isStopped = false;

  constructor(projectDirectory: string, folder: StateFolder, onOutput: (line: string) => void) {
    this.#projectDirectory = projectDirectory;
    this.#folder = folder;
    this.#onOutput = onOutput;
    this.#inProcess = previewProviders(projectDirectory);
  }

  /** A new provider of a package. Its process starts once its configuration is known. */
  readonly providerFor = (packageName: string): Provider =>
    emulated.includes(packageName)
      ? this.resourceProvider(packageName)
      : this.#inProcess(packageName);

  /** The same for a package that makes resources. */
  resourceProvider(packageName: string): ResourceProvider {
    const provider = new RemoteProvider(packageName, (configuration) => this.#start(configuration));
    this.#remote.push(provider);
    return provider;
  }

  /** Ends the processes; the emulator goes on. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled(this.#remote.map((provider) => provider.close()));
    for (const started of await Promise.allSettled(this.#processes)) {
      if (started.status === "fulfilled") await started.value.stop();
    }
  }

  async #start(configuration: PropertyMap): Promise<string> {
    this.#endpoint ??= this.#emulator(configuration);
    const started = this.#endpoint.then((endpoint) => this.#startProcess(endpoint));
    this.#processes.push(started);
    return (await started).address;
  }

  #startProcess(endpoint: string): Promise<ProviderProcess> {
    if (this.#isStopped) throw new DeploymentError("The providers are not needed any more.");
    return startProvider({
      projectDirectory: this.#projectDirectory,
      endpoint,
      onOutput: this.#onOutput,
    });
  }

  /** The stack's emulator, started when there is none, with the account that the provider allows. */
  async #emulator(configuration: PropertyMap): Promise<string> {
    const folder = this.#folder;
    if (folder.emulator !== undefined) return folder.emulator.endpoint;
    const accountId = allowedAccount(configuration);
    try {
      const { endpoint } = await startEmulator({
        background: true,
        logFile: folder.emulatorLog,
        ...(accountId === undefined ? {} : { accountId }),
        onProgress: this.#onOutput,
        onSpawned: (emulator) => {
          folder.setEmulator(emulator);
        },
      });
      return endpoint;
    } catch (error) {
      folder.unsetEmulator();
      throw error;
    }
  }
}

/** The one account that a provider is restricted to, if it is. */
function allowedAccount(configuration: PropertyMap): string | undefined {
  const allowed = revealed(configuration["allowedAccountIds"] ?? null);
  const ids: unknown = typeof allowed === "string" ? JSON.parse(allowed) : allowed;
  const first: unknown = Array.isArray(ids) ? ids[0] : undefined;
  return typeof first === "string" ? first : undefined;
}
