import { type PropertyMap } from "./values";

/** How long an operation may take, as Pulumi writes durations (`40m`). */
export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly read?: string;
}

/** The resource options that change what the engine does with a resource. Absent means not given. */
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

/** A function in another process that the engine calls back. */
export interface Callback {
  /** Address of the callback service, `host:port`. */
  readonly target: string;
  readonly token: string;
}

/** What a program (or a component provider) asks the engine to register. */
export interface RegistrationRequest {
  readonly type: string;
  readonly name: string;
  /** URN of the parent; absent for the stack and for default providers. */
  readonly parent?: string;
  readonly custom: boolean;
  /** A component whose children another process registers. */
  readonly remote: boolean;
  readonly inputs: PropertyMap;
  /** Reference `urn::id` of the provider; absent means inherited or default. */
  readonly provider?: string;
  /** Provider references by package, for the children of a component. */
  readonly providers: Readonly<Record<string, string>>;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
  /** Version of the provider plugin that the SDK was made for. */
  readonly version?: string;
  readonly pluginDownloadUrl?: string;
  readonly transforms: readonly Callback[];
}

/** A resource the engine has registered. */
export interface Registration extends RegistrationRequest {
  readonly urn: string;
  /** Id of the real resource; absent while it is unknown, and for components. */
  readonly id?: string;
  outputs: PropertyMap;
  /** Read from what exists (`Resource.get`) instead of managed by the stack. */
  readonly external: boolean;
}

/** What the engine answers a registration with. */
export interface RegistrationResult {
  readonly urn: string;
  readonly id?: string;
  readonly outputs: PropertyMap;
  /** For remote components: the resources behind each output. */
  readonly outputDependencies?: Readonly<Record<string, readonly string[]>>;
}
