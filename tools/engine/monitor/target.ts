import { type Provider } from "./provider";
import { type Registration, type RegistrationRequest } from "./registrations";
import { type PropertyMap } from "@landing-zone/plan/values";

/** Result of an operation on a resource. */
export interface Outcome {
  /** Absent while it is unknown. */
  readonly id?: string;
  readonly outputs: PropertyMap;
}

/** Target of a deployment: the existing resources, and the handling of registrations. */
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
  /** Reads an existing resource that the stack does not manage. */
  read(registration: Registration, id: string, provider: Provider): Promise<PropertyMap>;
  /** Takes note of the outputs of a component or of the stack. */
  complete(registration: Registration): Promise<void>;
}
