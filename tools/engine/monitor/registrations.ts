import { type RegisteredResource, type ResourceOptions } from "@landing-zone/plan/resources";
import { type PropertyMap } from "@landing-zone/plan/values";

/** A function in another process that the engine calls back. */
export interface Callback {
  /** Address of the callback service, `host:port`. */
  readonly target: string;
  readonly token: string;
}

/** A request to register a resource, by a program or a component provider. */
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
export interface Registration extends RegistrationRequest, RegisteredResource {
  /** Id of the real resource; absent while it is unknown, and for components. */
  readonly id?: string;
  /** Change when a component or the stack registers its own. */
  outputs: PropertyMap;
}

/** The engine's answer to a registration. */
export interface RegistrationResult {
  readonly urn: string;
  readonly id?: string;
  readonly outputs: PropertyMap;
  /** For remote components: the resources behind each output. */
  readonly outputDependencies?: Readonly<Record<string, readonly string[]>>;
}
