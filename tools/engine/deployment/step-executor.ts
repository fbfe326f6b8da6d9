import { isDeepStrictEqual } from "node:util";
import { randomUUID } from "node:crypto";
import { providerReference } from "../monitor/provider-registry";
import { type Registration, type RegistrationRequest } from "../monitor/registrations";
import { type Outcome, type Target } from "../monitor/target";
import { type PropertyMap, unknown } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type Provider } from "../monitor/provider";
import { type Decision, decide, existing } from "./decision";
import { assertUnprotected, deleteResources, deletionStep } from "./deletion";
import { ignoreChanges } from "./ignore-changes";
import { Operations, withSecrets } from "./operations";
import { replacedAlong } from "./replacement";
import { asResourceProvider, type ResourceProvider } from "./resource-provider";
import { type Snapshot } from "./snapshot";
import { storedFrom, type StoredResource } from "./state";
import { type Step, type StepStatus } from "@landing-zone/plan/step";

/** The callbacks of a deployment. */
export interface StepExecutorOptions {
  readonly snapshot: Snapshot;
  /** Whether nothing is made or recorded: the steps are only shown. */
  readonly dryRun: boolean;
  /** The provider of resources that the program does not have any more. */
  readonly storedProvider: (reference: string) => Promise<ResourceProvider>;
  /** Told about each step when it is decided and when it is done. */
  readonly onStep: (step: Step, status: StepStatus) => void;
}

/** Turns registrations into steps on the existing deployment, and takes or shows them. */
export class StepExecutor implements Target {
  readonly dryRun: boolean;
  readonly #options: StepExecutorOptions;
  readonly #snapshot: Snapshot;
  readonly #operations: Operations;
  /** URNs that this run has registered. */
  readonly #registered = new Set<string>();
  /** Inputs as they were before the check, for objects that take another's place. */
  readonly #unchecked = new Map<string, PropertyMap>();
  /** URNs whose objects must be recreated, because a dependency was deleted. */
  readonly #recreated = new Set<string>();
  readonly #providers = new Map<string, Provider>();
  readonly #running = new Set<Promise<unknown>>();
  /** Why no further step begins. */
  #stopped: Error | undefined;

  constructor(options: StepExecutorOptions) {
    this.#options = options;
    this.dryRun = options.dryRun;
    this.#snapshot = options.snapshot;
    this.#operations = new Operations(options.snapshot);
  }

  async check(
    resource: RegistrationRequest & { readonly urn: string },
    provider: Provider,
  ): Promise<PropertyMap> {
    const { urn, options } = resource;
    this.#registered.add(urn);
    const old = this.#existing(urn, options.aliases);
    const inputs =
      old === undefined
        ? resource.inputs
        : ignoreChanges(resource.inputs, old.inputs, options.ignoreChanges ?? []);
    this.#unchecked.set(urn, inputs);
    const known = this.#recreated.has(urn) ? undefined : old?.inputs;
    return asResourceProvider(provider, urn).check(resource, inputs, known);
  }

  async deploy(registration: Registration, provider: Provider): Promise<Outcome> {
    const resources = asResourceProvider(provider, registration.urn);
    if (registration.options.import !== undefined) {
      throw new DeploymentError(
        `The local engine does not import: "${registration.urn}" asks for "${registration.options.import}".`,
      );
    }
    const old = this.#snapshot.get(registration.urn);
    if (old === undefined || this.#recreated.has(registration.urn)) {
      return this.#create(registration, resources);
    }
    const decision = await decide(old, registration, resources);
    switch (decision.operation) {
      case "same":
        return this.#keep(old, registration);
      case "update":
        return this.#update(old, registration, resources, decision);
      case "replace":
        return this.#replace(old, registration, resources, decision);
    }
  }

  async deployProvider(registration: Registration, provider: Provider): Promise<string> {
    const { urn, inputs } = registration;
    this.#registered.add(urn);
    const old = this.#existing(urn, registration.options.aliases);
    const isReplaced =
      old !== undefined &&
      "diffConfig" in provider &&
      (await asResourceProvider(provider, urn).diffConfig(registration, existing(old), inputs))
        .replaces;
    const fresh = this.dryRun ? unknown : randomUUID();
    const id = isReplaced ? fresh : (old?.id ?? fresh);
    this.#providers.set(providerReference(urn, id), provider);
    const stored = { ...storedFrom(registration), id };
    if (isReplaced && !this.dryRun) await this.#snapshot.replace(stored);
    else await this.#record(old, stored);
    return id;
  }

  async deployComponent(registration: Registration): Promise<void> {
    const { urn, options } = registration;
    this.#registered.add(urn);
    const old = this.#existing(urn, options.aliases);
    const outputs = old?.outputs ?? {};
    await this.#record(old, { ...storedFrom(registration), outputs });
  }

  async read(registration: Registration, id: string, provider: Provider): Promise<PropertyMap> {
    const { urn, inputs } = registration;
    this.#registered.add(urn);
    const known = { id, inputs, outputs: inputs };
    const found = await asResourceProvider(provider, urn).read(registration, known);
    if (found === undefined) {
      throw new DeploymentError(`The program reads "${urn}", but "${id}" does not exist.`);
    }
    const outputs = withSecrets(found.outputs, registration);
    const stored = { ...storedFrom(registration), id, outputs };
    await this.#record(this.#snapshot.get(urn), stored);
    return outputs;
  }

  async complete({ urn, outputs }: Registration): Promise<void> {
    const resource = this.#snapshot.get(urn);
    if (resource !== undefined) await this.#record(resource, { ...resource, outputs });
  }

  /** Deletes removed and replaced resources, once the program is done. */
  async deleteRemoved(): Promise<void> {
    const removed = this.#snapshot.live.filter(({ urn }) => !this.#registered.has(urn));
    const resources = [...removed, ...this.#snapshot.pendingDeletion];
    if (!this.dryRun) {
      await this.#delete(resources);
      return;
    }
    assertUnprotected(removed);
    for (const resource of resources) this.#options.onStep(deletionStep(resource), "done");
  }

  /**
   * Begins no further step and waits for those that are under way.
   * @param reason What a step that would begin fails with.
   */
  async stop(reason = new Error("The deployment has ended.")): Promise<void> {
    this.#stopped ??= reason;
    await Promise.allSettled(this.#running);
  }

  /** Stops once the signal is aborted, which it may be already; its reason is why. */
  stopOn(signal: AbortSignal | undefined): void {
    const stop = (): void => void this.stop(signal?.reason as Error);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop);
  }

  /** The deployed resource, which may go by an earlier URN. */
  #existing(urn: string, aliases: readonly string[] = []): StoredResource | undefined {
    const known = this.#snapshot.get(urn);
    if (known !== undefined) return known;
    const alias = aliases
      .map((candidate) => this.#snapshot.get(candidate))
      .find((candidate) => candidate !== undefined && !this.#registered.has(candidate.urn));
    if (alias === undefined) return undefined;
    this.#snapshot.rename(alias.urn, { ...alias, urn });
    return this.#snapshot.get(urn);
  }

  async #create(registration: Registration, provider: ResourceProvider): Promise<Outcome> {
    const { urn } = registration;
    const operation = this.#recreated.has(urn) ? "replace" : "create";
    return this.#run({ operation, urn, custom: true, changes: [] }, () =>
      this.dryRun
        ? previewed(registration, provider)
        : this.#operations.create(registration, provider).then(outcomeOf),
    );
  }

  /** Leaves the object alone, though its record may change. */
  async #keep(old: StoredResource, registration: Registration): Promise<Outcome> {
    const { urn } = registration;
    const stored = { ...storedFrom(registration), ...outcomeOf(old) };
    return this.#run({ operation: "same", urn, custom: true, changes: [] }, async () => {
      await this.#record(old, stored);
      return outcomeOf(old);
    });
  }

  async #update(
    old: StoredResource,
    registration: Registration,
    provider: ResourceProvider,
    { changes }: Decision,
  ): Promise<Outcome> {
    const { urn, inputs } = registration;
    return this.#run({ operation: "update", urn, custom: true, changes }, async () => {
      if (!this.dryRun) {
        return outcomeOf(await this.#operations.update(old, registration, provider));
      }
      const outputs = await provider.update(registration, existing(old), inputs, true);
      return { ...outcomeOf(old), outputs: withSecrets(outputs, registration) };
    });
  }

  async #replace(
    old: StoredResource,
    registration: Registration,
    provider: ResourceProvider,
    { deleteBeforeReplace, changes }: Decision,
  ): Promise<Outcome> {
    const { urn } = registration;
    assertUnprotected([old]);
    const unchecked = this.#unchecked.get(urn) ?? registration.inputs;
    const inputs = await provider.check(registration, unchecked);
    const successor = { ...registration, inputs };
    const candidates = this.#snapshot.live.filter(({ urn: other }) => !this.#registered.has(other));
    const chain = deleteBeforeReplace
      ? await replacedAlong(old, candidates, (reference) => this.#providerOf(reference))
      : [];
    chain.forEach((dependent) => this.#recreated.add(dependent.urn));
    if (this.dryRun) {
      return this.#run({ operation: "replace", urn, custom: true, changes }, () =>
        previewed(successor, provider),
      );
    }
    if (deleteBeforeReplace) await this.#delete([old, ...chain]);
    return this.#run({ operation: "replace", urn, custom: true, changes }, () =>
      this.#operations.create(successor, provider).then(outcomeOf),
    );
  }

  #delete(resources: readonly StoredResource[]): Promise<void> {
    return deleteResources(resources, {
      snapshot: this.#snapshot,
      operations: this.#operations,
      providerOf: (reference) => this.#providerOf(reference),
      run: (step, work) => this.#run(step, work),
    });
  }

  async #providerOf(reference: string): Promise<ResourceProvider> {
    const provider = this.#providers.get(reference);
    return provider === undefined
      ? this.#options.storedProvider(reference)
      : asResourceProvider(provider, reference);
  }

  /** Records the known facts about a resource, unless they are recorded already. */
  async #record(old: StoredResource | undefined, news: StoredResource): Promise<void> {
    if (!this.dryRun && !isDeepStrictEqual(old, news)) await this.#snapshot.put(news);
  }

  async #run<Result>(step: Step, work: () => Promise<Result>): Promise<Result> {
    if (this.#stopped !== undefined) throw this.#stopped;
    this.#options.onStep(step, "begun");
    const running = work();
    this.#running.add(running);
    try {
      const result = await running;
      this.#options.onStep(step, "done");
      return result;
    } catch (error) {
      this.#stopped ??= new DeploymentError("The deployment was stopped.");
      this.#options.onStep(step, "failed");
      throw error;
    } finally {
      this.#running.delete(running);
    }
  }
}

function outcomeOf({ id, outputs }: StoredResource): Outcome {
  return { ...(id === undefined ? {} : { id }), outputs };
}

async function previewed(registration: Registration, provider: ResourceProvider): Promise<Outcome> {
  const outputs = await provider.createPreview(registration, registration.inputs);
  return { outputs: withSecrets(outputs, registration) };
}
