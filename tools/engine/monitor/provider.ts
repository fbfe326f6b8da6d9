import { type RegistrationRequest, type RegistrationResult } from "./registrations";
import { type PropertyMap } from "@landing-zone/plan/values";

/** Identity of the resource a call is about. */
export interface ResourceIdentity {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** A remote component to build, as Pulumi's `Construct` is given it. */
export interface ConstructRequest {
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly inputs: PropertyMap;
  /** Provider references by package for the component's children. */
  readonly providers: Readonly<Record<string, string>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
}

/** Calls that a component provider may make to the engine during construction. */
export interface ResourceMonitor {
  register(request: RegistrationRequest): Promise<RegistrationResult>;
  registerOutputs(urn: string, outputs: PropertyMap): Promise<void>;
  /** The answer of a function; undefined where only an account would know it. */
  invoke(request: InvokeRequest): Promise<PropertyMap | undefined>;
}

/** A function call into a provider, such as `aws:index/getRegion:getRegion`. */
export interface InvokeRequest {
  readonly token: string;
  readonly args: PropertyMap;
  /** Provider reference `urn::id`; absent means inherited or default. */
  readonly provider?: string;
  readonly parent?: string;
  readonly version?: string;
}

/**
 * The engine's only way to a provider, shaped like Pulumi's ResourceProvider service so that a
 * provider in another process can take the place of one in this process. Property maps carry their
 * secret and unknown markers. Every method may reject: the deployment then fails with that message.
 */
export interface Provider {
  /** Checks the configuration of the provider itself and fills in defaults. */
  checkConfig(resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap>;
  /** Called once, before the first resource. */
  configure(inputs: PropertyMap): Promise<void>;
  /** Checks the inputs of a resource and fills in defaults. */
  check(resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap>;
  /** The outputs that the creation would have, with unknown values. */
  createPreview(resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap>;
  construct(request: ConstructRequest, monitor: ResourceMonitor): Promise<RegistrationResult>;
  /** The answer of a function; undefined where only an account would know it. */
  invoke(token: string, args: PropertyMap): Promise<PropertyMap | undefined>;
}
