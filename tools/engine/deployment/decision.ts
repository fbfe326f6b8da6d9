import { referencedProviderUrn } from "@landing-zone/plan/urn";
import { isDeepStrictEqual } from "node:util";
import { type Registration } from "../monitor/registrations";
import { displayable, type PropertyMap, type PropertyValue } from "@landing-zone/plan/values";
import { parsePropertyPath, type PropertyPath } from "@landing-zone/plan/property-path";
import { valueAt } from "./ignore-changes";
import { type Existing, type ResourceDiff, type ResourceProvider } from "./resource-provider";
import { type StoredResource } from "./state";
import { type ShownChange, type PropertyChange } from "@landing-zone/plan/step";

/** The operation on an existing object that brings it into its registered state. */
export interface Decision {
  readonly operation: "same" | "update" | "replace";
  /** Of a replacement: whether the old object goes first. */
  readonly deleteBeforeReplace: boolean;
  readonly changes: readonly ShownChange[];
}

/** The object behind a stored resource, as its provider knows it. */
export function existing({ id = "", inputs, outputs }: StoredResource): Existing {
  return { id, inputs, outputs };
}

/** Compares a registration with the object there is. Source: `step_generator.go` of Pulumi. */
export async function decide(
  old: StoredResource,
  registration: Registration,
  provider: ResourceProvider,
): Promise<Decision> {
  const { inputs: news, options } = registration;
  if (isOfAnotherProvider(old, registration)) {
    return { operation: "replace", deleteBeforeReplace: false, changes: [] };
  }
  const diff = await provider.diff(registration, existing(old), news);
  const forced = options.replaceOnChanges ?? [];
  const changes = diff.changes.map((change) => ({
    ...change,
    replaces: change.replaces || forced.some((path) => covers(path, change.path)),
  }));
  return {
    operation: operationFor(old, { ...diff, changes }),
    deleteBeforeReplace: options.deleteBeforeReplace ?? diff.deleteBeforeReplace,
    changes: shownChanges(changes, old.inputs, news),
  };
}

function operationFor(old: StoredResource, diff: ResourceDiff): Decision["operation"] {
  if (diff.replaces || diff.changes.some(({ replaces }) => replaces)) return "replace";
  return diff.hasChanges || old.initError !== undefined ? "update" : "same";
}

/** Default providers change with the SDK's version, which replaces nothing. */
function isOfAnotherProvider(old: StoredResource, { provider }: Registration): boolean {
  if (old.provider === undefined || provider === undefined || old.provider === provider) {
    return false;
  }
  const isDefault = (reference: string): boolean =>
    /::default(?:_\w+)?$/.test(referencedProviderUrn(reference));
  return !(isDefault(old.provider) && isDefault(provider));
}

/** Whether an option's path names the property or its container; `*` matches all. */
function covers(option: string, path: string): boolean {
  if (option === "*") return true;
  const [outer, inner] = [parsePropertyPath(option), parsePropertyPath(path)];
  return isDeepStrictEqual(inner.slice(0, outer.length), outer);
}

/** Changes with the values before and after, as people may see them. */
export function shownChanges(
  changes: readonly PropertyChange[],
  olds: PropertyMap,
  news: PropertyMap,
): readonly ShownChange[] {
  return changes.map((change) => {
    const path = parsePropertyPath(change.path);
    return {
      ...change,
      ...(change.kind === "add" ? {} : { old: nearestValue(olds, path) }),
      ...(change.kind === "delete" ? {} : { new: nearestValue(news, path) }),
    };
  });
}

/** The value at a path as people may see it; within a secret that is the secret itself. */
function nearestValue(properties: PropertyMap, path: PropertyPath): PropertyValue {
  const displayed = displayable(properties);
  const lengths = path.map((_, index) => path.length - index);
  const found = lengths.map((length) => valueAt(displayed, path.slice(0, length)));
  return found.find((value) => value !== undefined) ?? null;
}
