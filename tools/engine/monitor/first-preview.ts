import { keepSecrets } from "./secret-outputs";
import { type Target } from "./target";
import { unknown } from "@landing-zone/plan/values";

/** A stack of which nothing is deployed, and of which nothing is to be deployed now. */
export const firstPreview: Target = {
  dryRun: true,
  check: (resource, provider) => provider.check(resource, resource.inputs),
  deploy: async (registration, provider) => {
    const { inputs, options } = registration;
    const outputs = await provider.createPreview(registration, inputs);
    return { outputs: keepSecrets(outputs, inputs, options.additionalSecretOutputs ?? []) };
  },
  deployProvider: () => Promise.resolve(unknown),
  deployComponent: () => Promise.resolve(),
  read: (registration, _id, provider) => provider.createPreview(registration, registration.inputs),
  complete: () => Promise.resolve(),
};
