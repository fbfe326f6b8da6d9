import { type RegistrationRequest, type RegistrationResult } from "../monitor/registrations";
import { type PropertyMap, type PropertyValue, unknown } from "@landing-zone/plan/values";
import { compact } from "../monitor/wire";
import { type ConstructRequest, type ResourceMonitor } from "../monitor/provider";

/** A declared child of a remote component; its registration may still be under way. */
export interface Child {
  readonly registration: Promise<RegistrationResult>;
}

/** An input taken from an output of another child, which makes that child a dependency. */
export class Reference {
  constructor(
    readonly child: Child,
    /** The output's name; absent for the id. */
    readonly output?: string,
  ) {}
}

/** The id of a child. */
export function idOf(child: Child): Reference {
  return new Reference(child);
}

/** Another output of a child. */
export function outputOf(child: Child, output: string): Reference {
  return new Reference(child, output);
}

type Input = PropertyValue | Reference | undefined;

/** Version of @pulumi/aws that awsx 3.9 is built with, and so asks for. */
const awsVersion = "7.48.0";

/** Registers the AWS resources of a remote component as the component's own SDK would. */
export class Children {
  readonly #request: ConstructRequest;
  readonly #monitor: ResourceMonitor;
  readonly #declared: Child[] = [];

  constructor(request: ConstructRequest, monitor: ResourceMonitor) {
    this.#request = request;
    this.#monitor = monitor;
  }

  /**
   * Declares a child; like a resource constructor it returns at once.
   * @param parent Another child, or the URN of the component.
   */
  declare(
    type: string,
    name: string,
    parent: Child | string,
    dependsOn: readonly Child[],
    inputs: Record<string, Input>,
  ): Child {
    const child = { registration: this.#register(type, name, parent, dependsOn, inputs) };
    this.#declared.push(child);
    return child;
  }

  /** Waits until every declared child is registered. */
  async registered(): Promise<void> {
    await Promise.all(this.#declared.map(({ registration }) => registration));
  }

  async #register(
    type: string,
    name: string,
    parent: Child | string,
    dependsOn: readonly Child[],
    inputs: Record<string, Input>,
  ): Promise<RegistrationResult> {
    const { protect = false, retainOnDelete = false, deletedWith, providers } = this.#request;
    const explicit = await Promise.all(dependsOn.map(({ registration }) => registration));
    const { properties, propertyDependencies } = await resolveAll(inputs);
    const dependencies = new Set([
      ...explicit.map(({ urn }) => urn),
      ...Object.values(propertyDependencies).flat(),
    ]);
    return this.#monitor.register(
      compact<RegistrationRequest>({
        type,
        name,
        parent: typeof parent === "string" ? parent : (await parent.registration).urn,
        custom: true,
        remote: false,
        inputs: properties,
        provider: providers["aws"],
        providers: {},
        dependencies: [...dependencies],
        propertyDependencies,
        options: compact({ protect, retainOnDelete, deletedWith }),
        version: awsVersion,
        pluginDownloadUrl: undefined,
        transforms: [],
      }),
    );
  }
}

/** The inputs that have a value, and what each depends on. */
async function resolveAll(inputs: Record<string, Input>) {
  const properties: PropertyMap = {};
  const propertyDependencies: Record<string, readonly string[]> = {};
  for (const [property, input] of Object.entries(inputs)) {
    const { value, urns } = await resolve(input);
    // As in the SDK, an input without a value depends on nothing.
    if (value !== undefined) {
      properties[property] = value;
      propertyDependencies[property] = urns;
    }
  }
  return { properties, propertyDependencies };
}

/**
 * The value of an input. An output that is not there is unknown as long as the child itself does
 * not exist, as in the SDK; after that it has no value.
 */
async function resolve(
  input: Input,
): Promise<{ value: PropertyValue | undefined; urns: readonly string[] }> {
  if (!(input instanceof Reference)) {
    return { value: input, urns: [] };
  }
  const { urn, id, outputs } = await input.child.registration;
  const value = input.output === undefined ? id : outputs[input.output];
  return { value: value ?? (id === undefined ? unknown : undefined), urns: [urn] };
}
