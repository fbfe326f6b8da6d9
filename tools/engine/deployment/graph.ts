import { referencedProviderUrn } from "@landing-zone/plan/urn";
import { type StoredResource } from "./state";

/** URNs of everything that has to exist as long as the resource does. */
export function requirementsOf(resource: StoredResource): ReadonlySet<string> {
  const { parent, provider, dependencies, propertyDependencies, options } = resource;
  return new Set([
    ...(parent === undefined ? [] : [parent]),
    ...(provider === undefined ? [] : [referencedProviderUrn(provider)]),
    ...dependencies,
    ...Object.values(propertyDependencies).flat(),
    ...(options.deletedWith === undefined ? [] : [options.deletedWith]),
  ]);
}

/**
 * Resources with a property that comes from the resource, directly or through others; nearest
 * first.
 */
export function dependentsOf(
  urn: string,
  resources: readonly StoredResource[],
): readonly StoredResource[] {
  const found = new Map<string, StoredResource>();
  const visit = (required: string): void => {
    for (const resource of resources) {
      if (!found.has(resource.urn) && resource.dependencies.includes(required)) {
        found.set(resource.urn, resource);
        visit(resource.urn);
      }
    }
  };
  visit(urn);
  return [...found.values()];
}

/**
 * Works through resources in reverse order of dependency, in parallel if neither needs the other.
 * Resources with the same URN, as a replaced one and its successor, are worked on together.
 * @param handle When it rejects, nothing more is begun; running work is waited for.
 */
export async function inReverseOrder(
  resources: readonly StoredResource[],
  handle: (resource: StoredResource) => Promise<void>,
): Promise<void> {
  const remaining = new Set(resources);
  const failures: unknown[] = [];
  const running = new Map<StoredResource, Promise<void>>();
  const needs = new Needs(resources);
  while (remaining.size > 0 && failures.length === 0) {
    for (const resource of remaining) {
      if (!running.has(resource) && !needs.has(resource)) {
        running.set(
          resource,
          handle(resource)
            .then(() => {
              remaining.delete(resource);
              needs.end(resource);
            })
            .catch((error: unknown) => void failures.push(error))
            .finally(() => void running.delete(resource)),
        );
      }
    }
    if (running.size === 0) {
      throw new Error("The dependencies of the stored resources form a circle.");
    }
    await Promise.race(running.values());
  }
  await Promise.all(running.values());
  if (failures.length > 0) throw failures[0];
}

/** How many resources need each, not counting those with its own URN. */
class Needs {
  readonly #counts = new Map<string, number>();

  constructor(resources: readonly StoredResource[]) {
    for (const resource of resources) this.#add(resource, 1);
  }

  has({ urn }: StoredResource): boolean {
    return (this.#counts.get(urn) ?? 0) > 0;
  }

  /** The resource, which is gone, needs nothing any more. */
  end(resource: StoredResource): void {
    this.#add(resource, -1);
  }

  #add(resource: StoredResource, change: number): void {
    for (const urn of requirementsOf(resource)) {
      if (urn !== resource.urn) this.#counts.set(urn, (this.#counts.get(urn) ?? 0) + change);
    }
  }
}
