import { z } from "zod";
import { type Registration } from "../monitor/registrations";
import { type StackIdentity } from "@landing-zone/plan/urn";
import { type PropertyMap } from "@landing-zone/plan/values";
import { compact } from "../monitor/wire";

const properties = z.custom<PropertyMap>((value) => typeof value === "object" && value !== null);
const urns = z.array(z.string());

/** Resource options that matter after the program has ended. */
const storedOptions = z.object({
  protect: z.boolean().exactOptional(),
  retainOnDelete: z.boolean().exactOptional(),
  deletedWith: z.string().exactOptional(),
});

const storedResource = z.object({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  parent: z.string().exactOptional(),
  custom: z.boolean(),
  /** Absent for components. */
  id: z.string().exactOptional(),
  /** Reference `urn::id` of the provider; absent for components and providers. */
  provider: z.string().exactOptional(),
  inputs: properties,
  outputs: properties,
  dependencies: urns,
  propertyDependencies: z.record(z.string(), urns),
  options: storedOptions,
  /** Read from what exists (`Resource.get`) instead of managed by the stack. */
  external: z.boolean(),
  /** It was replaced, and its object has yet to be deleted. */
  pendingDeletion: z.literal(true).exactOptional(),
  /** Reason why the object does not match its inputs; the next deployment tries again. */
  initError: z.string().exactOptional(),
});

const pendingOperation = z.object({
  kind: z.enum(["create", "update", "delete"]),
  urn: z.string(),
});

/** The schema of {@link StackState}; unknown fields are dropped. */
export const stackState = z.object({
  version: z.literal(2, "this engine reads and writes version 2"),
  project: z.string(),
  stack: z.string(),
  resources: z.array(storedResource),
  pending: z.array(pendingOperation),
});

/** A resource that is deployed. */
export type StoredResource = Readonly<z.infer<typeof storedResource>>;

/**
 * A call to a provider that was about to be made, and whose answer has not been recorded: its
 * outcome is unknown. Source of the idea: `pending_operations` of Pulumi's state.
 */
export type PendingOperation = Readonly<z.infer<typeof pendingOperation>>;

/** The deployed resources of one stack. */
export type StackState = Readonly<z.infer<typeof stackState>>;

/** The state of a stack of which nothing is deployed. */
export function emptyState({ project, stack }: StackIdentity): StackState {
  return { version: 2, project, stack, resources: [], pending: [] };
}

/** A registration as it is kept. */
export function storedFrom(registration: Registration): StoredResource {
  const { protect, retainOnDelete, deletedWith } = registration.options;
  const { urn, type, name, parent, custom, id, provider, inputs, outputs } = registration;
  const { dependencies, propertyDependencies, external } = registration;
  return compact<StoredResource>({
    ...{ urn, type, name, parent, custom, id, provider, inputs, outputs, external },
    dependencies: [...dependencies],
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, from]) => [property, [...from]]),
    ),
    options: compact<StoredResource["options"]>({ protect, retainOnDelete, deletedWith }),
    pendingDeletion: undefined,
    initError: undefined,
  });
}
