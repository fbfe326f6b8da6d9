import {
  containsSecret,
  mapEntries,
  mapValues,
  isSecret,
  type PropertyMap,
  type PropertyValue,
  revealed,
  secret,
} from "@landing-zone/plan/values";
import type { Properties } from "./resource";

/** Properties as AWS needs them: no secret marks anywhere. */
export function reveal(properties: PropertyMap): Properties {
  const plain = (value: PropertyValue): PropertyValue =>
    mapValues(value, (candidate) => (isSecret(candidate) ? plain(revealed(candidate)) : undefined));
  return mapEntries(properties, plain);
}

/** The properties that hold a secret somewhere. */
export function secretNames(properties: PropertyMap): string[] {
  return Object.keys(properties).filter((name) => containsSecret(properties[name] ?? null));
}

/** Properties as the engine needs them: the named ones marked, and no values that JSON lacks. */
export function conceal(properties: Properties, names: Iterable<string>): PropertyMap {
  const secrets = new Set(names);
  const json = JSON.parse(JSON.stringify(properties)) as PropertyMap;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, secrets.has(name) ? secret(value) : value]),
  );
}
