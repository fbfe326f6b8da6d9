import { type PropertyMap } from "./values";

/** How long an operation may take, as Pulumi writes durations (`40m`). */
export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly read?: string;
}

/**
 * The resource options that change the engine's treatment of a resource. Absent means not given.
 */
export interface ResourceOptions {
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deleteBeforeReplace?: boolean;
  /** URN of the resource whose deletion deletes this one too. */
  readonly deletedWith?: string;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  /** URNs, or the parts of a URN that differ as `name=… type=…`. */
  readonly aliases?: readonly string[];
  readonly customTimeouts?: CustomTimeouts;
  /** Provider id of an existing object to adopt. */
  readonly import?: string;
  readonly hideDiffs?: readonly string[];
  readonly replaceWith?: readonly string[];
}

/** A resource that an engine has registered. */
export interface RegisteredResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; absent for the stack and for default providers. */
  readonly parent?: string;
  /** A resource of a provider, as opposed to a component. */
  readonly custom: boolean;
  /** Reference `urn::id` of the provider; absent for components and providers. */
  readonly provider?: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly dependencies: readonly string[];
  /** The resources that each input comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
  /** Read from what exists (`Resource.get`) instead of managed by the stack. */
  readonly external: boolean;
}
