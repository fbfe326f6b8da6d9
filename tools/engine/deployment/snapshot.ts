import { type PendingOperation, type StackState, type StoredResource } from "./state";

/** The state of a stack while it changes; every change is saved before the promise settles. */
export class Snapshot {
  readonly #identity: Pick<StackState, "version" | "project" | "stack">;
  readonly #live: Map<string, StoredResource>;
  #pendingDeletion: readonly StoredResource[];
  readonly #pending: Set<PendingOperation>;
  /** Writes the current state; replaced by whoever keeps the state. */
  save: () => Promise<void> = () => Promise.resolve();

  constructor({ version, project, stack, resources, pending }: StackState) {
    this.#identity = { version, project, stack };
    const live = resources.filter(({ pendingDeletion }) => pendingDeletion === undefined);
    this.#live = new Map(live.map((resource) => [resource.urn, resource]));
    this.#pendingDeletion = resources.filter(({ pendingDeletion }) => pendingDeletion);
    this.#pending = new Set(pending);
  }

  get state(): StackState {
    return {
      ...this.#identity,
      resources: [...this.#live.values(), ...this.#pendingDeletion],
      pending: [...this.#pending],
    };
  }

  /** The resource with a URN, unless its deletion is pending. */
  get(urn: string): StoredResource | undefined {
    return this.#live.get(urn);
  }

  /** Everything but replaced objects that have yet to be deleted. */
  get live(): readonly StoredResource[] {
    return [...this.#live.values()];
  }

  get pendingDeletion(): readonly StoredResource[] {
    return this.#pendingDeletion;
  }

  get pending(): readonly PendingOperation[] {
    return [...this.#pending];
  }

  /** Records that a provider is about to be called, which it must not be when this fails. */
  async begin(operation: PendingOperation): Promise<void> {
    this.#pending.add(operation);
    try {
      await this.save();
    } catch (error) {
      this.#pending.delete(operation);
      throw error;
    }
  }

  /** Records that a provider's call had no effect, or that its effect is known. */
  async end(operation: PendingOperation): Promise<void> {
    this.#pending.delete(operation);
    await this.save();
  }

  /**
   * Records a resource as it is now, in place of the one with its URN.
   * @param settles The operation that made it so.
   */
  async put(resource: StoredResource, settles?: PendingOperation): Promise<void> {
    this.#live.set(resource.urn, resource);
    await this.#settled(settles);
  }

  /** Records a successor; the resource with its URN until now is pending deletion. */
  async replace(resource: StoredResource, settles?: PendingOperation): Promise<void> {
    const old = this.#live.get(resource.urn);
    if (old !== undefined) {
      this.#pendingDeletion = [...this.#pendingDeletion, { ...old, pendingDeletion: true }];
    }
    await this.put(resource, settles);
  }

  /** Records that a resource is gone. */
  async remove(resource: StoredResource, settles?: PendingOperation): Promise<void> {
    const { urn, id, pendingDeletion } = resource;
    if (pendingDeletion) {
      this.#pendingDeletion = this.#pendingDeletion.filter(
        (other) => other.urn !== urn || other.id !== id,
      );
    } else {
      this.#live.delete(urn);
    }
    await this.#settled(settles);
  }

  /** Records that a resource goes by another URN now, for it and all that refers to it. */
  rename(from: string, to: StoredResource): void {
    const entries = [...this.#live].map(([urn, resource]) =>
      urn === from ? ([to.urn, to] as const) : ([urn, resource] as const),
    );
    this.#live.clear();
    for (const [urn, resource] of entries) {
      this.#live.set(urn, withRenamed(resource, from, to.urn));
    }
  }

  async #settled(operation: PendingOperation | undefined): Promise<void> {
    if (operation !== undefined) {
      this.#pending.delete(operation);
    }
    await this.save();
  }
}

function withRenamed(resource: StoredResource, from: string, to: string): StoredResource {
  const renamed = (urn: string): string => (urn === from ? to : urn);
  const { parent, provider, dependencies, propertyDependencies } = resource;
  return {
    ...resource,
    ...(parent === undefined ? {} : { parent: renamed(parent) }),
    ...(provider?.startsWith(`${from}::`) ? { provider: provider.replace(from, to) } : {}),
    dependencies: dependencies.map(renamed),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([name, urns]) => [name, urns.map(renamed)]),
    ),
  };
}
