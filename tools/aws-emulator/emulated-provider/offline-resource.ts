import type { Properties } from "./resource";

/** Context for a resource that is created without AWS. */
export interface Making {
  /** The URN: generated values are derived from it, so that they are the same in every run. */
  readonly urn: string;
  /** An ARN in the emulator's account and the provider's region. */
  readonly arn: (service: string, resource: string) => string;
}

/**
 * A resource that exists in the provider and in the state only: nothing in AWS is made, changed,
 * read or deleted for it.
 */
export interface OfflineResource {
  /** The id and the outputs beside the inputs. */
  readonly make: (inputs: Properties, making: Making) => { id: string; outputs?: Properties };
  readonly replaceOn: readonly string[] | "all";
  readonly secretOutputs?: readonly string[];
}

/** Offline resources by type token. */
export type OfflineTable = Readonly<Record<string, OfflineResource>>;
