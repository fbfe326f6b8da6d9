import { DeploymentError } from "@landing-zone/plan/errors";
import { type Provider } from "./provider";
import { isProviderType, nameOf, referencedProviderUrn, typeOf } from "@landing-zone/plan/urn";
import { type PropertyMap, unknown } from "@landing-zone/plan/values";

/** A provider resource together with the provider that serves its resources. */
export interface RegisteredProvider {
  readonly urn: string;
  /** Reference in other registrations. */
  readonly reference: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: PropertyMap;
  readonly provider: Provider;
}

/** The reference to a provider resource that other registrations carry. */
export function providerReference(urn: string, id = unknown): string {
  return `${urn}::${id}`;
}

/** The providers of one deployment, by the URN of their resource. */
export class ProviderRegistry {
  readonly #byUrn = new Map<string, RegisteredProvider>();

  /** Makes a provider known, after its configuration was checked. */
  async add(reference: string, inputs: PropertyMap, provider: Provider): Promise<void> {
    await provider.configure(inputs);
    const urn = referencedProviderUrn(reference);
    const resource = { urn, type: typeOf(urn), name: nameOf(urn) };
    this.#byUrn.set(urn, { ...resource, reference, inputs, provider });
  }

  /** @throws DeploymentError when the reference names no provider of this deployment. */
  get(reference: string): RegisteredProvider {
    const urn = referencedProviderUrn(reference);
    const registered = this.#byUrn.get(urn);
    if (registered === undefined) {
      const kind = isProviderType(typeOf(urn)) ? "has not been registered" : "is not a provider";
      throw new DeploymentError(`The provider "${reference}" ${kind}.`);
    }
    return registered;
  }
}
