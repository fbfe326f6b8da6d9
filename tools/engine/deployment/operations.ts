import { status } from "@grpc/grpc-js";
import { type Registration } from "../monitor/registrations";
import { keepSecrets } from "../monitor/secret-outputs";
import { type PropertyMap } from "@landing-zone/plan/values";
import { DeploymentError, messageOf } from "@landing-zone/plan/errors";
import { SecretFilter } from "@landing-zone/plan/secret-filter";
import { existing } from "./decision";
import { PartialCreationError, type ResourceProvider } from "./resource-provider";
import { type Snapshot } from "./snapshot";
import { type PendingOperation, type StoredResource, storedFrom } from "./state";

/**
 * The calls that change objects, each recorded before and after, so that the state shows at any
 * time which objects exist or may exist. A call without an answer stays pending.
 */
export class Operations {
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Makes an object; the deletion of one that has the URN already becomes pending. */
  async create(registration: Registration, provider: ResourceProvider): Promise<StoredResource> {
    const resource = storedFrom(registration);
    const operation: PendingOperation = { kind: "create", urn: resource.urn };
    await this.#snapshot.begin(operation);
    try {
      const { id, outputs } = await provider.create(registration, registration.inputs);
      const created = { ...resource, id, outputs: withSecrets(outputs, registration) };
      await this.#snapshot.replace(created, operation);
      return created;
    } catch (error) {
      const failure = failureOf(error, registration.inputs);
      if (error instanceof PartialCreationError) {
        const { id, outputs } = error.created;
        const partial = { id, outputs: withSecrets(outputs, registration) };
        const created = { ...resource, ...partial, initError: failure.message };
        await this.#snapshot.replace(created, operation);
      } else if (isAnswer(error)) {
        await this.#snapshot.end(operation);
      }
      throw failure;
    }
  }

  /** Changes the object to match the registration. */
  async update(
    old: StoredResource,
    registration: Registration,
    provider: ResourceProvider,
  ): Promise<StoredResource> {
    const operation: PendingOperation = { kind: "update", urn: old.urn };
    await this.#snapshot.begin(operation);
    try {
      const outputs = await provider.update(
        registration,
        existing(old),
        registration.inputs,
        false,
      );
      const updated = {
        ...storedFrom(registration),
        ...(old.id === undefined ? {} : { id: old.id }),
        outputs: withSecrets(outputs, registration),
      };
      await this.#snapshot.put(updated, operation);
      return updated;
    } catch (error) {
      const failure = failureOf(error, registration.inputs);
      if (isAnswer(error)) {
        await this.#snapshot.put({ ...old, initError: failure.message }, operation);
      }
      throw failure;
    }
  }

  /** Deletes the object. */
  async delete(resource: StoredResource, provider: ResourceProvider): Promise<void> {
    const operation: PendingOperation = { kind: "delete", urn: resource.urn };
    await this.#snapshot.begin(operation);
    try {
      await provider.delete(resource, existing(resource));
    } catch (error) {
      if (isAnswer(error)) await this.#snapshot.end(operation);
      throw failureOf(error, resource.inputs);
    }
    await this.#snapshot.remove(resource, operation);
  }
}

/**
 * A provider's error in a form that people may see: the message may quote its inputs. If the
 * outcome is unknown, it states the consequence.
 */
function failureOf(error: unknown, inputs: PropertyMap): DeploymentError {
  const secrets = new SecretFilter();
  secrets.addFrom(inputs);
  const message = secrets.apply(messageOf(error));
  return new DeploymentError(isAnswer(error) ? message : `${message} ${unknownOutcome}`, {
    cause: error,
  });
}

const unknownOutcome =
  "Whether it was done all the same is unknown, so the next command starts over with an empty emulator.";

/**
 * Whether the provider itself reported the failure, which it does with the status UNKNOWN; the
 * outcome of a call that ended in any other way is unknown.
 */
function isAnswer(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: status | string };
  return typeof code !== "number" || code === status.UNKNOWN;
}

/** Outputs as the program and the state get them. */
export function withSecrets(outputs: PropertyMap, registration: Registration): PropertyMap {
  const { inputs, options } = registration;
  return keepSecrets(outputs, inputs, options.additionalSecretOutputs ?? []);
}
