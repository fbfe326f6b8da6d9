import { type PropertyMap, type PropertyValue, unknown } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { unsupportedInvoke } from "./invokes";
import { type Provider } from "../monitor/provider";
import { type SdkTypes } from "./sdk-types";

/**
 * A provider that creates nothing: it accepts its inputs and returns them, with every output
 * unknown that the provider fills in, and null if the program gave nothing else. So a `random`
 * value, for one, is never generated.
 */
export function previewProvider(packageName: string, types: SdkTypes): Provider {
  return {
    checkConfig: (_provider, inputs) => Promise.resolve(inputs),
    configure: () => Promise.resolve(),
    check: (_resource, inputs) => Promise.resolve(inputs),
    createPreview: ({ type }, inputs) => {
      const { computed, optionalComputed, outputs } = types.of(type);
      const given = (names: Iterable<string>, value: PropertyValue): PropertyMap =>
        Object.fromEntries([...names].map((name) => [name, value]));
      return Promise.resolve({
        ...given(outputs.keys(), null),
        ...given([...computed, ...optionalComputed], unknown),
        ...inputs,
      });
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
