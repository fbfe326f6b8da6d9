import { type ResourceOptions } from "@landing-zone/plan/resources";
import { StepExecutor } from "@landing-zone/engine/deployment/step-executor";
import { type ResourceProvider } from "@landing-zone/engine/deployment/resource-provider";
import { Snapshot } from "@landing-zone/engine/deployment/snapshot";
import {
  emptyState,
  type StackState,
  type StoredResource,
} from "@landing-zone/engine/deployment/state";
import { type Step } from "@landing-zone/plan/step";
import { type Analyzer } from "@landing-zone/engine/monitor/analyzer";
import { Engine } from "@landing-zone/engine/monitor/engine";
import { providerReference } from "@landing-zone/engine/monitor/provider-registry";
import {
  type Registration,
  type RegistrationRequest,
  type RegistrationResult,
} from "@landing-zone/engine/monitor/registrations";
import { Transforms } from "@landing-zone/engine/monitor/transforms";
import { type StackIdentity, referencedProviderUrn } from "@landing-zone/plan/urn";
import {
  isUnknown,
  mapEntries,
  mapValues,
  type PropertyValue,
  unknown,
} from "@landing-zone/plan/values";
import { FakeCloud } from "../deployment/support/fake-cloud";

/** The stack of programs that tests declare. */
const scratch: StackIdentity = { project: "scratch", stack: "dev" };

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

/** Resources that a program registers, and their dependencies. */
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
    const { pending, pendingDeletion, live } = this.snapshot;
    const isBroken = live.some(({ initError }) => initError !== undefined);
    return pending.length === 0 && pendingDeletion.length === 0 && !isBroken;
  }

  /** The resources of providers in the state. */
  get resources(): readonly StoredResource[] {
    return this.snapshot.live.filter(({ custom, provider }) => custom && provider !== undefined);
  }

  /** Simulates the end of the process: reads the state again. */
  restart(): void {
    this.snapshot = new Snapshot(JSON.parse(JSON.stringify(this.snapshot.state)) as StackState);
  }

  readonly storedProvider = (): Promise<ResourceProvider> => Promise.resolve(this.cloud.provider());

  #analyzer(): Analyzer {
    return {
      remediate: ({ registration }) => Promise.resolve(registration.inputs),
      analyze: ({ registration }) => Promise.resolve(this.violated(registration.name)),
      analyzeStack: () => Promise.resolve([]),
    };
  }

  /**
   * Deploys, or with `dryRun` previews, a program.
   * @returns The steps that changed resources of providers.
   */
  async up(
    declarations: readonly Declaration[],
    { dryRun = false } = {},
  ): Promise<readonly string[]> {
    return this.deploy(declarations.map(registered), dryRun);
  }

  /** The same for a program's registrations. */
  async deploy(program: readonly Registered[], dryRun = false): Promise<readonly string[]> {
    const steps: Step[] = [];
    const deployer = new StepExecutor({
      snapshot: this.snapshot,
      dryRun,
      storedProvider: this.storedProvider,
      onStep: (step, status) => {
        if (status === "done" && step.custom && step.operation !== "same") steps.push(step);
      },
    });
    const engine = new Engine({
      identity: this.#identity,
      providerConfiguration: () => ({}),
      providerFor: () => this.cloud.provider(),
      transforms: new Transforms(this.#identity, 1_000),
      analyzer: () => Promise.resolve(this.#analyzer()),
      target: deployer,
    });
    try {
      await registerAll(engine, program);
      await deployer.deleteRemoved();
    } finally {
      await deployer.stop();
    }
    return steps.map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`);
  }
}

/** Registers everything as soon as its dependencies exist, as programs do. */
async function registerAll(engine: Engine, program: readonly Registered[]): Promise<void> {
  const promises = new Map<string, Promise<void>>();
  const made = new Map<string, RegistrationResult>();
  const register = async ({ key, needs, request }: Registered): Promise<void> => {
    await new Promise(setImmediate);
    for (const need of needs) await promises.get(need);
    made.set(key, await engine.register(request(made)));
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

/** The registrations of a previewed program, with a text in place of each unknown value. */
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
