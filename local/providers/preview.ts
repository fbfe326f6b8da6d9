import { type RegistrationResult } from "../engine/registrations";
import { type PropertyMap } from "../engine/values";
import { DeploymentError } from "../errors";
import { unsupportedInvoke } from "./invokes";
import {
  type ConstructRequest,
  type Provider,
  type ResourceIdentity,
  type ResourceMonitor,
} from "./provider";

/**
 * A provider that creates nothing: it accepts what it is given and gives it back. Outputs that it
 * does not name are unknown to the program, so a `random` value, for one, is never made.
 */
export class PreviewProvider implements Provider {
  readonly #packageName: string;

  constructor(packageName: string) {
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

  createPreview(_resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    return Promise.resolve(inputs);
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
