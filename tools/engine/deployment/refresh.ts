import pLimit from "p-limit";
import { parallelism } from "../monitor/monitor";
import { existing, shownChanges } from "./decision";
import { isObject } from "./deletion";
import { type ResourceProvider } from "./resource-provider";
import { type Snapshot } from "./snapshot";
import { type StoredResource } from "./state";
import { type ShownChange } from "@landing-zone/plan/step";

/** How a resource differs from what the state says about it. */
export interface Drift {
  readonly urn: string;
  /** Gone: the object does not exist any more. */
  readonly kind: "gone" | "changed";
  /** What is different, from the state's value to the real one. */
  readonly changes: readonly ShownChange[];
}

/** What a refresh needs. */
export interface RefreshOptions {
  readonly snapshot: Snapshot;
  readonly providerOf: (reference: string) => Promise<ResourceProvider>;
  /** Aborted when no further resource is to be read. */
  readonly signal?: AbortSignal;
}

/** Makes the state say what is really there. @returns What it did not say before. */
export async function refresh(options: RefreshOptions): Promise<readonly Drift[]> {
  const { snapshot, signal } = options;
  const inTurn = pLimit(parallelism);
  const drifts = await inTurn.map(snapshot.live.filter(isObject), (resource) => {
    signal?.throwIfAborted();
    return refreshed(resource, options);
  });
  return drifts.filter((drift) => drift !== undefined);
}

/**
 * Finds out what has become of calls whose answer was never recorded.
 * @returns The creations that nobody can tell about: of those the state knows no id.
 */
export async function settlePending(options: RefreshOptions): Promise<readonly StoredResource[]> {
  const { snapshot, providerOf } = options;
  const untold: StoredResource[] = [];
  for (const operation of snapshot.pending) {
    const { kind, resource } = operation;
    if (kind === "create") {
      const found = await findByName(resource, await providerOf(resource.provider ?? ""));
      if (found === undefined) untold.push(resource);
      else await snapshot.replace(found);
    } else {
      await refreshed(resource, options);
    }
    await snapshot.end(operation);
  }
  return untold;
}

async function refreshed(
  resource: StoredResource,
  { snapshot, providerOf }: RefreshOptions,
): Promise<Drift | undefined> {
  const { urn, provider = "" } = resource;
  const found = await (await providerOf(provider)).read(resource, existing(resource));
  if (found === undefined) {
    await snapshot.remove(resource);
    return { urn, kind: "gone", changes: [] };
  }
  const actual = { ...resource, ...found };
  if (resource.pendingDeletion === undefined) await snapshot.put(actual);
  const { changes } = await (
    await providerOf(provider)
  ).diff(resource, existing(resource), found.inputs);
  if (changes.length === 0) return undefined;
  return { urn, kind: "changed", changes: shownChanges(changes, resource.inputs, found.inputs) };
}

/** Inputs that are an object's id for many types of AWS; the others get theirs from AWS. */
const naming = ["name", "bucket", "identifier", "clusterIdentifier", "alarmName"];

/** An object whose id follows from its inputs, if it exists. */
async function findByName(
  resource: StoredResource,
  provider: ResourceProvider,
): Promise<StoredResource | undefined> {
  for (const property of naming) {
    const id = resource.inputs[property];
    if (typeof id === "string") {
      const { inputs } = resource;
      const found = await provider
        .read(resource, { id, inputs, outputs: inputs })
        // To ask for an id of the wrong form is an error of its own kind in each service.
        .catch(() => undefined);
      if (found !== undefined) return { ...resource, ...found };
    }
  }
  return undefined;
}
