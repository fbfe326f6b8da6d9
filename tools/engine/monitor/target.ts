import { type Provider } from "./provider";
import { type Registration, type RegistrationRequest } from "./registrations";
import { type PropertyMap } from "@landing-zone/plan/values";

/** What has become of a resource. */
export interface Outcome {
  /** Absent while it is unknown. */
  readonly id?: string;
  readonly outputs: PropertyMap;
}

/** What a deployment acts upon: what is deployed already, and what becomes of registrations. */
export interface Target {
  /** Whether nothing is made, so that violations of policies are only reported. */
  readonly dryRun: boolean;
  /** The inputs of a resource after the provider's check. */
  check(
    resource: RegistrationRequest & { readonly urn: string },
    provider: Provider,
  ): Promise<PropertyMap>;
  /** Makes the resource as it is registered, whose inputs have been checked. */
  deploy(registration: Registration, provider: Provider): Promise<Outcome>;
  /** The same for a provider. The outcome is its id. */
  deployProvider(registration: Registration, provider: Provider): Promise<string>;
  /** Takes note of a component. */
  deployComponent(registration: Registration): Promise<void>;
  /** What a resource that exists already, and is not managed by the stack, is like. */
  read(registration: Registration, id: string, provider: Provider): Promise<PropertyMap>;
  /** Takes note of the outputs of a component or of the stack. */
  complete(registration: Registration): Promise<void>;
}
