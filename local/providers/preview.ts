import { type RegistrationResult } from "../engine/registrations";
import { type PropertyMap, unknown } from "../engine/values";
import { DeploymentError } from "../errors";
import { unsupportedInvoke } from "./invokes";
import {
  type ConstructRequest,
  type Provider,
  type ResourceIdentity,
  type ResourceMonitor,
} from "./provider";
import { type SdkTypes } from "./sdk-types";

/**
 * A provider that creates nothing: it accepts what it is given and gives it back, with every
 * computed output unknown. So a `random` value, for one, is never made.
 */
export class PreviewProvider implements Provider {
  readonly #packageName: string;

  constructor(
    packageName: string,
    protected readonly types: SdkTypes,
  ) {
    this.#packageName = packageName;
  }

  checkConfig(_resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    return Promise.resolve(inputs);
  }

  configure(_inputs: PropertyMap): Promise<void> {
    return Promise.resolve();
  }

  check(_resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    return Promise.resolve(inputs);
  }

  createPreview({ type }: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    const computed = this.types.of(type).computed.map((property) => [property, unknown] as const);
    return Promise.resolve({ ...Object.fromEntries(computed), ...inputs });
  }

  construct(request: ConstructRequest, _monitor: ResourceMonitor): Promise<RegistrationResult> {
    return Promise.reject(
      new DeploymentError(
        `The component ${request.type} "${request.name}" comes from the provider "${this.#packageName}", which the local engine does not have.`,
      ),
    );
  }

  invoke(token: string, _args: PropertyMap): Promise<PropertyMap> {
    return Promise.reject(new DeploymentError(unsupportedInvoke(token)));
  }
}
