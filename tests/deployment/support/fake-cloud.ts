import { status } from "@grpc/grpc-js";
import { isDeepStrictEqual } from "node:util";
import {
  type Created,
  type Existing,
  PartialCreationError,
  type ResourceDiff,
  type ResourceProvider,
} from "@landing-zone/engine/deployment/resource-provider";
import { type PropertyMap, unknown } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type ResourceIdentity } from "@landing-zone/engine/monitor/provider";

/** A failure of a call: refused, partly completed, or completed without an answer. */
export type Fault = "refused" | "partial" | "unanswered";

/** A cloud in memory, and the provider for it. An object's id is its input `name`, if it has one. */
export class FakeCloud {
  /** The existing objects, by type, name and id. */
  readonly objects = new Map<string, { readonly urn: string; inputs: PropertyMap }>();
  /** Every call that changes something, such as `create a`. */
  readonly calls: string[] = [];
  /** Says whether and how a call fails. */
  fault: (call: string, urn: string) => Fault | undefined = () => undefined;
  readonly #made = new Map<string, number>();

  /** A new provider: changes of inputs called `fixed…` need a new object. */
  provider(): ResourceProvider {
    return {
      checkConfig: (_resource, inputs) => Promise.resolve(inputs),
      configure: () => Promise.resolve(),
      check: (_resource, inputs) => Promise.resolve(inputs),
      createPreview: (_resource, inputs) => Promise.resolve({ ...inputs, endpoint: unknown }),
      diffConfig: (_resource, old, news) => Promise.resolve(differences(old.inputs, news)),
      diff: (_resource, old, news) => Promise.resolve(differences(old.inputs, news)),
      create: (resource, inputs) => this.#create(resource, inputs),
      read: (resource, old) => Promise.resolve(this.#read(resource, old)),
      update: (resource, old, news, preview) => this.#update(resource, old, news, preview),
      delete: (resource, old) => this.#delete(resource, old),
      construct: () => Promise.reject(new Error("There are no components.")),
      invoke: () => Promise.reject(new Error("There are no functions.")),
    };
  }

  /** The inputs of what exists, by URN; more than one object with a URN is an error. */
  byUrn(): Record<string, PropertyMap> {
    const found: Record<string, PropertyMap> = {};
    for (const { urn, inputs } of this.objects.values()) {
      if (urn in found) throw new Error(`"${urn}" exists more than once.`);
      found[urn] = inputs;
    }
    return found;
  }

  #create(resource: ResourceIdentity, inputs: PropertyMap): Promise<Created> {
    return this.#call("create", resource, () => {
      const { urn, name } = resource;
      const count = (this.#made.get(urn) ?? 0) + 1;
      const given = inputs["name"];
      const id = typeof given === "string" ? given : `${name}-${count}`;
      if (this.objects.has(key(resource, id))) throw new DeploymentError(`${id} exists already.`);
      this.#made.set(urn, count);
      this.objects.set(key(resource, id), { urn, inputs });
      return { id, outputs: outputsOf(id, inputs) };
    });
  }

  #read(resource: ResourceIdentity, { id }: Existing): Existing | undefined {
    const object = this.objects.get(key(resource, id));
    return object && { id, inputs: object.inputs, outputs: outputsOf(id, object.inputs) };
  }

  #update(
    resource: ResourceIdentity,
    { id }: Existing,
    news: PropertyMap,
    preview: boolean,
  ): Promise<PropertyMap> {
    if (preview) return Promise.resolve(outputsOf(id, news));
    return this.#call("update", resource, () => {
      this.objects.get(key(resource, id))!.inputs = news;
      return outputsOf(id, news);
    });
  }

  #delete(resource: ResourceIdentity, { id }: Existing): Promise<void> {
    return this.#call("delete", resource, () => {
      this.objects.delete(key(resource, id));
    });
  }

  async #call<Result>(
    method: string,
    { urn, name }: ResourceIdentity,
    work: () => Result,
  ): Promise<Result> {
    // A call takes a while, so that others come in between.
    await new Promise(setImmediate);
    const fault = this.fault(method, urn);
    if (fault === "refused") throw new DeploymentError(`${method} of ${name} was refused.`);
    const result = work();
    this.calls.push(`${method} ${name}`);
    if (fault === "partial") {
      throw new PartialCreationError(`${name} is half done.`, result as Created);
    }
    if (fault === "unanswered") {
      const cause = Object.assign(new Error("gone"), { code: status.UNAVAILABLE });
      throw new DeploymentError("The provider is gone.", { cause });
    }
    return result;
  }
}

function key({ type, name }: ResourceIdentity, id: string): string {
  return `${type}/${name}/${id}`;
}

function outputsOf(id: string, inputs: PropertyMap): PropertyMap {
  return { ...inputs, endpoint: `${id}.example` };
}

function differences(olds: PropertyMap, news: PropertyMap): ResourceDiff {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changes = names
    .filter((name) => !isDeepStrictEqual(olds[name], news[name]))
    .map((name) => ({
      path: name,
      kind: !(name in olds)
        ? ("add" as const)
        : name in news
          ? ("update" as const)
          : ("delete" as const),
      replaces: name.startsWith("fixed"),
    }));
  return {
    hasChanges: changes.length > 0,
    changes,
    replaces: changes.some(({ replaces }) => replaces),
    deleteBeforeReplace: news["exclusive"] === true,
  };
}
