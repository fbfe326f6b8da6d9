import { unknown } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { unsupportedInvoke } from "./invokes";
import { type Provider } from "../monitor/provider";
import { type SdkTypes } from "./sdk-types";

/**
 * A provider that creates nothing: it accepts what it is given and gives it back, with every
 * computed output unknown. So a `random` value, for one, is never made.
 */
export function previewProvider(packageName: string, types: SdkTypes): Provider {
  return {
    checkConfig: (_provider, inputs) => Promise.resolve(inputs),
    configure: () => Promise.resolve(),
    check: (_resource, inputs) => Promise.resolve(inputs),
    createPreview: ({ type }, inputs) => {
      const computed = types.of(type).computed.map((property) => [property, unknown] as const);
      return Promise.resolve({ ...Object.fromEntries(computed), ...inputs });
    },
    construct: ({ type, name }) =>
      Promise.reject(
        new DeploymentError(
          `The component ${type} "${name}" comes from the provider "${packageName}", which the local engine does not have.`,
        ),
      ),
    invoke: (token) => Promise.reject(new DeploymentError(unsupportedInvoke(token))),
  };
}
