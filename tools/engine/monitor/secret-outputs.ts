import { containsSecret, type PropertyMap, secret } from "@landing-zone/plan/values";

/** Outputs with a secret mark wherever the input of that name has one, or the SDK asks for one. */
export function keepSecrets(
  outputs: PropertyMap,
  inputs: PropertyMap,
  additional: readonly string[],
): PropertyMap {
  const isSensitive = (name: string): boolean => {
    const input = inputs[name];
    return additional.includes(name) || (input !== undefined && containsSecret(input));
  };
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      isSensitive(name) && !containsSecret(value) ? secret(value) : value,
    ]),
  );
}
