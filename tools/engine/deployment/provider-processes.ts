import { type PropertyMap, revealed } from "@landing-zone/plan/values";
import { previewProviders } from "../preview-providers";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type Provider } from "../monitor/provider";
import { type Emulation, type EmulatorProcess } from "./emulation";
import { startProvider, type ProviderProcess } from "./provider-process";
import { GrpcProvider } from "./grpc-provider";
import { type ResourceProvider } from "./resource-provider";
import { type StateFolder } from "./state-folder";

/** Options for starting the providers of a deployment. */
export interface ProviderProcessesOptions {
  /** Folder from which the program resolves its packages. */
  readonly projectDirectory: string;
  readonly folder: StateFolder;
  readonly emulation: Emulation;
  /** A line that a provider printed, or about the emulator's start. */
  readonly onOutput: (line: string) => void;
}

/** The providers of one deployment: each in a process of its own, all with the stack's emulator. */
export class ProviderProcesses {
  readonly #options: ProviderProcessesOptions;
  readonly #inProcess: (packageName: string) => Provider;
  readonly #processes: Promise<ProviderProcess>[] = [];
  readonly #remote: GrpcProvider[] = [];
  #emulator: Promise<Pick<EmulatorProcess, "endpoint">> | undefined;
  #isStopped = false;

  constructor(options: ProviderProcessesOptions) {
    this.#options = options;
    this.#inProcess = previewProviders(options.projectDirectory);
  }

  /** A new provider of a package. Its process starts once its configuration is known. */
  readonly providerFor = (packageName: string): Provider =>
    this.#options.emulation.packages.includes(packageName)
      ? this.resourceProvider(packageName)
      : this.#inProcess(packageName);

  /** The same for a package that makes resources. */
  resourceProvider(packageName: string): ResourceProvider {
    const provider = new GrpcProvider(packageName, (configuration) => this.#start(configuration));
    this.#remote.push(provider);
    return provider;
  }

  /** Ends the processes; the emulator keeps running. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled(this.#remote.map((provider) => provider.close()));
    for (const started of await Promise.allSettled(this.#processes)) {
      if (started.status === "fulfilled") await started.value.stop();
    }
  }

  async #start(configuration: PropertyMap): Promise<string> {
    this.#emulator ??= this.#startEmulator(configuration);
    const started = this.#emulator.then((emulator) => this.#startProcess(emulator));
    this.#processes.push(started);
    return (await started).address;
  }

  #startProcess(emulator: Pick<EmulatorProcess, "endpoint">): Promise<ProviderProcess> {
    if (this.#isStopped) throw new DeploymentError("The providers have been closed.");
    const { emulation, projectDirectory, onOutput } = this.#options;
    const args = emulation.providerArguments(emulator);
    return startProvider({ args, projectDirectory, onOutput });
  }

  /** The stack's emulator, started when there is none, with the account that the provider allows. */
  async #startEmulator(configuration: PropertyMap): Promise<Pick<EmulatorProcess, "endpoint">> {
    const { emulation, folder, onOutput } = this.#options;
    if (folder.emulator !== undefined) return folder.emulator;
    const accountId = allowedAccount(configuration);
    return emulation.start({
      recordFile: folder.emulatorFile,
      logFile: folder.emulatorLog,
      ...(accountId === undefined ? {} : { accountId }),
      onProgress: onOutput,
    });
  }
}

/** The one account that a provider is restricted to, if it is. */
function allowedAccount(configuration: PropertyMap): string | undefined {
  const allowed = revealed(configuration["allowedAccountIds"] ?? null);
  const ids: unknown = typeof allowed === "string" ? JSON.parse(allowed) : allowed;
  const first: unknown = Array.isArray(ids) ? ids[0] : undefined;
  return typeof first === "string" ? first : undefined;
}
