import { type ResourceOptions } from "@landing-zone/plan/resources";
import { DeploymentError, PolicyViolationError } from "@landing-zone/plan/errors";
import { type InvokeRequest, type Provider, type ResourceMonitor } from "./provider";
import { type AnalyzedResource, type Analyzer } from "./analyzer";
import { DefaultProviders } from "./default-providers";
import { providerReference, ProviderRegistry, type RegisteredProvider } from "./provider-registry";
import {
  type Registration,
  type RegistrationRequest,
  type RegistrationResult,
} from "./registrations";
import { type Target } from "./target";
import { type Transforms } from "./transforms";
import {
  createUrn,
  isProviderType,
  isStackType,
  packageOf,
  type StackIdentity,
} from "@landing-zone/plan/urn";
import { type PropertyMap, withoutOutputValues } from "@landing-zone/plan/values";
import { compact } from "./wire";

/** Dependencies of the engine. */
export interface EngineOptions {
  readonly identity: StackIdentity;
  /** Provider configuration of the stack by package, for default providers. */
  readonly providerConfiguration: (packageName: string) => PropertyMap;
  /** A new provider of the package, to be configured. */
  readonly providerFor: (packageName: string) => Provider;
  readonly transforms: Transforms;
  /** Resolves to the policy pack once it is configured; undefined without a pack. */
  readonly analyzer: () => Promise<Analyzer> | undefined;
  /** Existing deployment and the target of registrations. */
  readonly target: Target;
  /** Told about each resource as soon as it is registered. */
  readonly onRegistered?: (registration: Registration) => void;
}

/**
 * The engine proper: decides what every registration becomes. It knows neither processes nor
 * protocols; the program and the component providers use it as their resource monitor.
 */
export class Engine implements ResourceMonitor {
  readonly #options: EngineOptions;
  readonly #claimed = new Set<string>();
  readonly #registrations = new Map<string, Registration>();
  readonly #providers = new ProviderRegistry();
  readonly #defaults: DefaultProviders;
  /** Provider references by package that the children of a resource inherit. */
  readonly #inherited = new Map<string, Readonly<Record<string, string>>>();
  /** Verdicts that nothing waits for: a preview continues with any result. */
  readonly #verdicts: Promise<void>[] = [];
  #hasStackOutputs = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#defaults = new DefaultProviders(
      (request) => this.register(request),
      options.providerConfiguration,
    );
  }

  /** Everything registered so far, in the order in which it became complete. */
  get registrations(): readonly Registration[] {
    return [...this.#registrations.values()];
  }

  /** Whether the program ran to its end: the last thing it does is to register its outputs. */
  get hasStackOutputs(): boolean {
    return this.#hasStackOutputs;
  }

  async register(request: RegistrationRequest): Promise<RegistrationResult> {
    const transformed = await this.#options.transforms.apply(request);
    if (transformed.remote) {
      return this.#construct(transformed);
    }
    const { inputs, ...rest } = transformed;
    const options = this.#withInherited(transformed);
    const plain = { ...rest, options, inputs: withoutOutputValues(inputs) };
    const urn = this.#claim(plain);
    if (isProviderType(plain.type)) {
      return this.#registerProvider(urn, plain);
    }
    return plain.custom ? this.#registerCustom(urn, plain) : this.#registerComponent(urn, plain);
  }

  async registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    const registration = this.#registrations.get(urn);
    if (registration === undefined) {
      throw new DeploymentError(`Outputs were given for "${urn}", which is not registered.`);
    }
    registration.outputs = withoutOutputValues(outputs);
    await this.#options.target.complete(registration);
    this.#hasStackOutputs ||= isStackType(registration.type);
  }

  async invoke(request: InvokeRequest): Promise<PropertyMap | undefined> {
    const { provider } = await this.#providerFor(packageOf(request.token), request);
    if (request.token === "pulumi:pulumi:getResource") {
      return this.#getResource(request.args);
    }
    return provider.invoke(request.token, request.args);
  }

  /** Takes in a resource that exists already and is only read. */
  async read(request: RegistrationRequest, id: string): Promise<RegistrationResult> {
    const urn = this.#claim(request);
    const { reference, provider } = await this.#providerFor(packageOf(request.type), request);
    const registration = { ...request, provider: reference, urn, outputs: {}, external: true };
    const outputs = await this.#options.target.read(registration, id, provider);
    this.#add({ ...registration, id, outputs }, request);
    return { urn, id, outputs };
  }

  /** Has the stack policies evaluated; to be called once the program has finished. */
  async finish(): Promise<void> {
    const analyzer = await this.#options.analyzer();
    await Promise.all(this.#verdicts);
    const resources = this.registrations.map((resource) => this.#analyzed(resource));
    this.#enforce("The stack", (await analyzer?.analyzeStack(resources)) ?? []);
  }

  #claim({ type, name, parent }: RegistrationRequest): string {
    const urn = createUrn(this.#options.identity, type, name, parent);
    if (this.#claimed.has(urn)) {
      throw new DeploymentError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    this.#claimed.add(urn);
    return urn;
  }

  /** Source: `inheritFromParent` of the engine's resource monitor. */
  #withInherited({ options, parent }: RegistrationRequest): ResourceOptions {
    const inherited = parent === undefined ? undefined : this.#registrations.get(parent)?.options;
    return compact<ResourceOptions>({
      ...options,
      protect: options.protect ?? inherited?.protect,
      retainOnDelete: options.retainOnDelete ?? inherited?.retainOnDelete,
      deletedWith: options.deletedWith ?? inherited?.deletedWith,
    });
  }

  #add(registration: Registration, request: RegistrationRequest): Registration {
    this.#registrations.set(registration.urn, registration);
    this.#inherited.set(registration.urn, this.#inheritedBy(request));
    this.#options.transforms.addToResource(registration.urn, request);
    this.#options.onRegistered?.(registration);
    return registration;
  }

  #inheritedBy({ parent, providers }: RegistrationRequest): Readonly<Record<string, string>> {
    return { ...(parent === undefined ? {} : this.#inherited.get(parent)), ...providers };
  }

  async #registerComponent(urn: string, request: RegistrationRequest): Promise<RegistrationResult> {
    const registration = this.#add({ ...request, urn, outputs: {}, external: false }, request);
    await this.#enforceVerdict(this.#judgeAsIs(registration));
    await this.#options.target.deployComponent(registration);
    return { urn, outputs: {} };
  }

  async #registerCustom(urn: string, request: RegistrationRequest): Promise<RegistrationResult> {
    const packageName = packageOf(request.type);
    const { target } = this.#options;
    const { reference, provider } = await this.#providerFor(packageName, request);
    const registration: Registration = {
      ...request,
      provider: reference,
      urn,
      inputs: await target.check({ ...request, urn }, provider),
      outputs: {},
      external: false,
    };
    const { inputs, verdict } = await this.#judge(registration);
    await this.#enforceVerdict(verdict);
    const analyzed = { ...registration, inputs };
    const outcome = await target.deploy(analyzed, provider);
    this.#add({ ...analyzed, ...outcome }, request);
    return { urn, ...outcome };
  }

  async #registerProvider(urn: string, request: RegistrationRequest): Promise<RegistrationResult> {
    const { type, name, version, pluginDownloadUrl } = request;
    const provider = this.#options.providerFor(packageOf(type));
    const inputs = await provider.checkConfig(
      { urn, type, name },
      compact<PropertyMap>({ ...request.inputs, version, pluginDownloadURL: pluginDownloadUrl }),
    );
    const registration = { ...request, urn, inputs, outputs: inputs, external: false };
    await this.#enforceVerdict(this.#judgeAsIs(registration));
    const id = await this.#options.target.deployProvider(registration, provider);
    await this.#providers.add(providerReference(urn, id), inputs, provider);
    this.#add({ ...registration, id }, request);
    return { urn, id, outputs: inputs };
  }

  /** Hands a remote component to its provider, which registers the component and its children. */
  async #construct(request: RegistrationRequest): Promise<RegistrationResult> {
    this.#options.transforms.addPending(request);
    const { provider } = await this.#providerFor(packageOf(request.type), request);
    const { type, name, parent, inputs, options } = request;
    const { protect, retainOnDelete, deletedWith } = options;
    return provider.construct(
      compact({
        type,
        name,
        parent,
        inputs: withoutOutputValues(inputs),
        providers: this.#inheritedBy(request),
        protect,
        retainOnDelete,
        deletedWith,
      }),
      this,
    );
  }

  /** The provider that was asked for, or inherited from the parents, or else the default one. */
  async #providerFor(
    packageName: string,
    request: { provider?: string; parent?: string; version?: string; pluginDownloadUrl?: string },
  ): Promise<RegisteredProvider> {
    const inherited =
      request.parent === undefined ? undefined : this.#inherited.get(request.parent)?.[packageName];
    return this.#providers.get(
      request.provider ?? inherited ?? (await this.#defaults.reference(packageName, request)),
    );
  }

  #getResource(args: PropertyMap): PropertyMap {
    const urn = args["urn"];
    const registration = typeof urn === "string" ? this.#registrations.get(urn) : undefined;
    if (registration === undefined) {
      throw new DeploymentError(`unknown resource ${JSON.stringify(urn)}`);
    }
    return {
      urn: registration.urn,
      id: registration.id ?? "",
      provider: registration.provider ?? "",
      state: registration.outputs,
    };
  }

  /** The inputs after the policy pack has seen (and perhaps remediated) them, and its verdict. */
  async #judge(
    registration: Registration,
  ): Promise<{ inputs: PropertyMap; verdict: Promise<void> }> {
    const analyzer = await this.#options.analyzer();
    if (analyzer === undefined) {
      return { inputs: registration.inputs, verdict: Promise.resolve() };
    }
    const inputs = await analyzer.remediate(this.#analyzed(registration));
    const verdict = analyzer
      .analyze(this.#analyzed({ ...registration, inputs }))
      .then((violated) => {
        this.#enforce(`${registration.type} "${registration.name}"`, violated);
      });
    return { inputs, verdict };
  }

  /** The same for a component or a provider, whose inputs stay as they are. */
  async #judgeAsIs(registration: Registration): Promise<void> {
    const { verdict } = await this.#judge(registration);
    await verdict;
  }

  /**
   * Waits for a verdict, unless it is about a preview. There a program need not even wait for the
   * pack to be loaded until its first resource of a provider, whose inputs the pack may change.
   */
  async #enforceVerdict(verdict: Promise<void>): Promise<void> {
    if (this.#options.target.dryRun) {
      verdict.catch(() => undefined);
      this.#verdicts.push(verdict);
    } else {
      await verdict;
    }
  }

  /** @throws PolicyViolationError before something is made that a mandatory policy forbids. */
  #enforce(what: string, violated: readonly string[]): void {
    if (violated.length > 0 && !this.#options.target.dryRun) {
      throw new PolicyViolationError(
        `${what} violates ${violated.join(", ")}: the deployment stops here.`,
      );
    }
  }

  #analyzed(registration: Registration): AnalyzedResource {
    if (registration.provider === undefined) {
      return { registration };
    }
    return { registration, provider: this.#providers.get(registration.provider) };
  }
}
