import { type PropertyChange } from "@landing-zone/plan/step";
import { type PropertyMap } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type Provider, type ResourceIdentity } from "../monitor/provider";

/** A resource as it was last known: its id in the provider, its inputs and its outputs. */
export interface Existing {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

/** The provider's prediction of the effect of new inputs. */
export interface ResourceDiff {
  readonly hasChanges: boolean;
  readonly changes: readonly PropertyChange[];
  readonly replaces: boolean;
  /** Whether the old object has to go before a new one can be made. */
  readonly deleteBeforeReplace: boolean;
}

/** A new object. */
export interface Created {
  readonly id: string;
  readonly outputs: PropertyMap;
}

/** The object exists, but not everything that was asked for could be set on it. */
export class PartialCreationError extends DeploymentError {
  constructor(
    message: string,
    readonly created: Created,
  ) {
    super(message);
  }
}

/**
 * A provider whose resources can be made, shaped like Pulumi's ResourceProvider service. Property
 * maps carry their secret and unknown markers.
 */
export interface ResourceProvider extends Provider {
  /** @param old Inputs that the resource has now; a new object has none and gets names of its own. */
  check(resource: ResourceIdentity, inputs: PropertyMap, old?: PropertyMap): Promise<PropertyMap>;
  /** The effect of other inputs of this provider on its resources. */
  diffConfig(resource: ResourceIdentity, old: Existing, news: PropertyMap): Promise<ResourceDiff>;
  diff(resource: ResourceIdentity, old: Existing, news: PropertyMap): Promise<ResourceDiff>;
  /** @throws PartialCreationError when an object exists in spite of the failure. */
  create(resource: ResourceIdentity, inputs: PropertyMap): Promise<Created>;
  /** The real object; undefined if it is gone. */
  read(resource: ResourceIdentity, old: Existing): Promise<Existing | undefined>;
  /** The outputs after the change, or with `preview` those that it would have. */
  update(
    resource: ResourceIdentity,
    old: Existing,
    news: PropertyMap,
    preview: boolean,
  ): Promise<PropertyMap>;
  /** Removes the object; one that is gone already is a success. */
  delete(resource: ResourceIdentity, old: Existing): Promise<void>;
}

/** @throws DeploymentError for a provider of components or functions only. */
export function asResourceProvider(provider: Provider, urn: string): ResourceProvider {
  if (!("create" in provider)) {
    throw new DeploymentError(`The provider of "${urn}" makes no resources.`);
  }
  return provider as ResourceProvider;
}
