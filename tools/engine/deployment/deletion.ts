import { isProviderType } from "@landing-zone/plan/urn";
import { DeploymentError } from "@landing-zone/plan/errors";
import { inReverseOrder } from "./graph";
import { type Operations } from "./operations";
import { type ResourceProvider } from "./resource-provider";
import { type Snapshot } from "./snapshot";
import { type StoredResource } from "./state";
import { type Step } from "@landing-zone/plan/step";

/** Inputs of a deletion. */
export interface DeletionOptions {
  readonly snapshot: Snapshot;
  readonly operations: Operations;
  /** The provider that a reference names, ready for use. */
  readonly providerOf: (reference: string) => Promise<ResourceProvider>;
  /** Runs one step and reports it; rejects without running it once the deployment is stopped. */
  readonly run: (step: Step, work: () => Promise<void>) => Promise<void>;
}

/**
 * Deletes resources, what depends on others first.
 * @throws DeploymentError naming the protected ones, before anything is deleted.
 */
export async function deleteResources(
  resources: readonly StoredResource[],
  options: DeletionOptions,
): Promise<void> {
  assertUnprotected(resources);
  const deleted = new Set(resources.map(({ urn }) => urn));
  await inReverseOrder(resources, (resource) => {
    const { deletedWith } = resource.options;
    const isDeletedWithAnother = deletedWith !== undefined && deleted.has(deletedWith);
    return deleteResource(resource, options, isDeletedWithAnother);
  });
}

/** The step that deletes a resource: its object may be kept, or there is none. */
export function deletionStep(resource: StoredResource): Step {
  const isForgotten = resource.options.retainOnDelete === true || resource.external;
  const { urn } = resource;
  return {
    operation: isForgotten ? "forget" : "delete",
    urn,
    custom: isObject(resource),
    changes: [],
  };
}

async function deleteResource(
  resource: StoredResource,
  { snapshot, operations, providerOf, run }: DeletionOptions,
  isDeletedWithAnother: boolean,
): Promise<void> {
  const step = deletionStep(resource);
  await run(step, async () => {
    if (!step.custom || step.operation === "forget" || isDeletedWithAnother) {
      await snapshot.remove(resource);
    } else {
      await operations.delete(resource, await providerOf(resource.provider ?? ""));
    }
  });
}

/** Whether a provider made it, as opposed to components and providers. */
export function isObject({ custom, type }: StoredResource): boolean {
  return custom && !isProviderType(type);
}

/** @throws DeploymentError when one of the resources is protected. */
export function assertUnprotected(resources: readonly StoredResource[]): void {
  const urns = resources.filter(({ options }) => options.protect === true).map(({ urn }) => urn);
  if (urns.length > 0) {
    throw new DeploymentError(
      [
        "Protected resources cannot be deleted or replaced; deploy them with the option protect set to false first:",
        ...urns.map((urn) => `  ${urn}`),
      ].join("\n"),
    );
  }
}
