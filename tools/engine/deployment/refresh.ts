import pLimit from "p-limit";
import { parallelism } from "../monitor/monitor";
import { existing, shownChanges } from "./decision";
import { isObject } from "./deletion";
import { type ResourceProvider } from "./resource-provider";
import { type Snapshot } from "./snapshot";
import { type StoredResource } from "./state";
import { type ShownChange } from "@landing-zone/plan/step";

/** Differences between a resource and the state. */
export interface Drift {
  readonly urn: string;
  /** Gone: the object does not exist any more. */
  readonly kind: "gone" | "changed";
  /** The changes, from the state's value to the real one. */
  readonly changes: readonly ShownChange[];
}

/** Options for a refresh. */
export interface RefreshOptions {
  readonly snapshot: Snapshot;
  readonly providerOf: (reference: string) => Promise<ResourceProvider>;
  /** Aborted when no further resource is to be read. */
  readonly signal?: AbortSignal;
}

/**
 * Updates the state from reality.
 * @returns The differences.
 */
export async function refresh(options: RefreshOptions): Promise<readonly Drift[]> {
  const { snapshot, signal } = options;
  const inTurn = pLimit(parallelism);
  const drifts = await inTurn.map(snapshot.live.filter(isObject), (resource) => {
    signal?.throwIfAborted();
    return refreshed(resource, options);
  });
  return drifts.filter((drift) => drift !== undefined);
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
