import { status } from "@grpc/grpc-js";
import { isDeepStrictEqual } from "node:util";
import { Deployer } from "../../local/deployment/deployer";
import { settlePending } from "../../local/deployment/refresh";
import {
  type Created,
  type Existing,
  PartialCreationError,
  type ResourceDiff,
  type ResourceProvider,
} from "../../local/deployment/resource-provider";
import { Snapshot } from "../../local/deployment/snapshot";
import { emptyState, type StackState, type StoredResource } from "../../local/deployment/state";
import { type Step } from "../../local/deployment/step";
import { type Analyzer } from "../../local/engine/analyzer";
import { Deployment } from "../../local/engine/deployment";
import { providerReference, referencedProviderUrn } from "../../local/engine/provider-registry";
import {
  type Registration,
  type RegistrationRequest,
  type RegistrationResult,
  type ResourceOptions,
} from "../../local/engine/registrations";
import { Transforms } from "../../local/engine/transforms";
import { type StackIdentity } from "../../local/engine/urn";
import {
  isUnknown,
  mapEntries,
  mapValues,
  type PropertyMap,
  type PropertyValue,
  unknown,
} from "../../local/engine/values";
import { DeploymentError } from "../../local/errors";
import { type ResourceIdentity } from "../../local/providers/provider";

/** The stack of programs that tests declare. */
const scratch: StackIdentity = { project: "scratch", stack: "dev" };

/** How a call goes wrong: refused, made in part, or made without an answer. */
export type Fault = "refused" | "partial" | "unanswered";

/** A cloud in memory, and the provider for it. An object's id is its input `name`, if it has one. */
export class FakeCloud {
  /** What exists, by type, name and id. */
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

/** An input that comes from another resource: an output of it, or its id. */
export class Reference {
  constructor(
    readonly name: string,
    readonly output?: string,
  ) {}
}

/** The id of a resource, or another output of it, as an input. */
export function of(name: string, output?: string): Reference {
  return new Reference(name, output);
}

/** A resource of a test's program. */
export interface Declaration {
  readonly name: string;
  /** Default: `test:index:Thing`. */
  readonly type?: string;
  readonly inputs?: Readonly<Record<string, PropertyValue | Reference>>;
  readonly dependsOn?: readonly string[];
  readonly options?: ResourceOptions;
}

/** What a program registers, and what it waits for before. */
export interface Registered {
  readonly key: string;
  readonly needs: readonly string[];
  readonly request: (made: ReadonlyMap<string, RegistrationResult>) => RegistrationRequest;
}

/** The URN of a resource that a test's program declares. */
export function urnOf(name: string, type = "test:index:Thing"): string {
  return `urn:pulumi:dev::scratch::${type}::${name}`;
}

/** A stack with its cloud, deployed to in this process, time after time. */
export class TestStack {
  readonly cloud = new FakeCloud();
  readonly #identity: StackIdentity;
  snapshot: Snapshot;
  /** The mandatory policies that a resource violates. */
  violated: (name: string) => readonly string[] = () => [];

  constructor(identity = scratch) {
    this.#identity = identity;
    this.snapshot = new Snapshot(emptyState(identity));
  }

  /** Whether everything the state knows of is finished and nothing is left to do. */
  get isSettled(): boolean {
    const { pending, condemned, live } = this.snapshot;
    const isBroken = live.some(({ initError }) => initError !== undefined);
    return pending.length === 0 && condemned.length === 0 && !isBroken;
  }

  /** The resources of providers in the state. */
  get resources(): readonly StoredResource[] {
    return this.snapshot.live.filter(({ custom, provider }) => custom && provider !== undefined);
  }

  /** What is left of the stack when the process ends: its state, read again. */
  restart(): void {
    this.snapshot = new Snapshot(JSON.parse(JSON.stringify(this.snapshot.state)) as StackState);
  }

  readonly storedProvider = (): Promise<ResourceProvider> => Promise.resolve(this.cloud.provider());

  settlePending(): Promise<readonly StoredResource[]> {
    return settlePending({ snapshot: this.snapshot, providerOf: this.storedProvider });
  }

  #analyzer(): Analyzer {
    return {
      remediate: ({ registration }) => Promise.resolve(registration.inputs),
      analyze: ({ registration }) => Promise.resolve(this.violated(registration.name)),
      analyzeStack: () => Promise.resolve([]),
    };
  }

  /** Deploys, or with `dryRun` previews, a program. @returns The steps that changed resources of providers. */
  async up(
    declarations: readonly Declaration[],
    { dryRun = false } = {},
  ): Promise<readonly string[]> {
    return this.deploy(declarations.map(registered), dryRun);
  }

  /** The same for what a program registers. */
  async deploy(program: readonly Registered[], dryRun = false): Promise<readonly string[]> {
    const steps: Step[] = [];
    const deployer = new Deployer({
      snapshot: this.snapshot,
      dryRun,
      storedProvider: this.storedProvider,
      onStep: (step, status) => {
        if (status === "done" && step.custom && step.operation !== "same") steps.push(step);
      },
    });
    const deployment = new Deployment({
      identity: this.#identity,
      providerConfiguration: () => ({}),
      providerFor: () => this.cloud.provider(),
      transforms: new Transforms(this.#identity, 1_000),
      analyzer: () => Promise.resolve(this.#analyzer()),
      target: deployer,
    });
    try {
      await registerAll(deployment, program);
      await deployer.deleteRemoved();
    } finally {
      await deployer.stop();
    }
    return steps.map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`);
  }
}

/** Registers everything as soon as what it needs is there, as programs do. */
async function registerAll(deployment: Deployment, program: readonly Registered[]): Promise<void> {
  const promises = new Map<string, Promise<void>>();
  const made = new Map<string, RegistrationResult>();
  const register = async ({ key, needs, request }: Registered): Promise<void> => {
    await new Promise(setImmediate);
    await Promise.all(needs.map((need) => promises.get(need)));
    made.set(key, await deployment.register(request(made)));
  };
  for (const resource of program) promises.set(resource.key, register(resource));
  const outcomes = await Promise.allSettled(promises.values());
  const failed = outcomes.find(({ status: outcome }) => outcome === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

function registered({
  name,
  type = "test:index:Thing",
  inputs = {},
  dependsOn = [],
  options = {},
}: Declaration): Registered {
  const references = Object.entries(inputs).flatMap(([property, value]) =>
    value instanceof Reference ? [[property, value] as const] : [],
  );
  const needs = [...dependsOn, ...references.map(([, reference]) => reference.name)];
  return {
    key: name,
    needs,
    request: (made) => {
      const urns = (names: readonly string[]): string[] =>
        names.map((needed) => made.get(needed)!.urn);
      const resolved = (value: PropertyValue | Reference): PropertyValue =>
        value instanceof Reference ? valueOf(made.get(value.name)!, value.output) : value;
      return {
        type,
        name,
        custom: true,
        remote: false,
        inputs: Object.fromEntries(
          Object.entries(inputs).map(([property, value]) => [property, resolved(value)]),
        ),
        providers: {},
        dependencies: urns(needs),
        propertyDependencies: Object.fromEntries(
          references.map(([property, reference]) => [property, urns([reference.name])]),
        ),
        options,
        transforms: [],
      };
    },
  };
}

function valueOf({ id = unknown, outputs }: RegistrationResult, output?: string): PropertyValue {
  return output === undefined ? id : (outputs[output] ?? null);
}

/** What a previewed program registers, with a text in place of each value that was not known. */
export function replayed({ urn, ...registration }: Registration): Registered {
  const { parent, provider, dependencies, propertyDependencies } = registration;
  const providerUrn = provider === undefined ? undefined : referencedProviderUrn(provider);
  const inputs = mapEntries(registration.inputs, known);
  const needs = [
    ...(parent === undefined ? [] : [parent]),
    ...(providerUrn === undefined ? [] : [providerUrn]),
    ...dependencies,
    ...Object.values(propertyDependencies).flat(),
  ];
  return {
    key: urn,
    needs,
    request: (made) => {
      const reference =
        providerUrn === undefined
          ? {}
          : { provider: providerReference(providerUrn, made.get(providerUrn)!.id) };
      return { ...registration, ...reference, providers: {}, transforms: [], inputs };
    },
  };
}

function known(value: PropertyValue): PropertyValue {
  return mapValues(value, (part) => (isUnknown(part) ? "known after deployment" : undefined));
}
