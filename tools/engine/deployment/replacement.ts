import { unknown } from "@landing-zone/plan/values";
import { existing } from "./decision";
import { isObject } from "./deletion";
import { dependentsOf } from "./graph";
import { type ResourceProvider } from "./resource-provider";
import { type StoredResource } from "./state";

/**
 * Resources to delete before an object that is deleted first: those with properties that come from
 * it and cannot change in place. Source: `calculateDependentReplacements` of Pulumi.
 * @param candidates Resources that this run has not dealt with.
 */
export async function replacedAlong(
  old: StoredResource,
  candidates: readonly StoredResource[],
  providerOf: (reference: string) => Promise<ResourceProvider>,
): Promise<readonly StoredResource[]> {
  const gone = new Set([old.urn]);
  const replaced: StoredResource[] = [];
  for (const candidate of dependentsOf(old.urn, candidates).filter(isObject)) {
    const provider = await providerOf(candidate.provider ?? "");
    const { replaces } = await provider.diff(
      candidate,
      existing(candidate),
      inputsWithout(candidate, gone),
    );
    if (replaces) {
      gone.add(candidate.urn);
      replaced.push(candidate);
    }
  }
  return replaced;
}

/** The inputs, with everything that comes from deleted objects unknown. */
function inputsWithout(
  { inputs, propertyDependencies }: StoredResource,
  gone: ReadonlySet<string>,
): StoredResource["inputs"] {
  const isGone = (name: string): boolean =>
    propertyDependencies[name]?.some((urn) => gone.has(urn)) ?? false;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, isGone(name) ? unknown : value]),
  );
}
