import { draft, type PlanResource, unknown, urnOf } from "./plan";

export type Plan = readonly PlanResource[];

/** Weakens one thing of a plan. Throws when the plan does not have it. */
export type Mutate = (plan: Plan) => Plan;

/** Mutations by the rule that must catch them and the words that describe them. */
export type Mutations = Readonly<Record<string, Readonly<Record<string, Mutate>>>>;

type Properties = Readonly<Record<string, unknown>>;

/** The parts of a policy document or of task settings that mutations change. */
export type Document = Record<string, unknown>;

/**
 * A resource of a plan, by the class path of its type ("rds.Cluster") and its name. As a property's
 * value it is a reference: unknown before deployment, with a dependency.
 */
export class Subject {
  constructor(
    readonly path: string,
    readonly name: string,
  ) {}

  /** Gives properties other values, or none where undefined is given. */
  set(properties: Properties): Mutate {
    return (plan) =>
      this.#change(plan, ({ inputs, propertyDependencies, dependencies, ...rest }) => {
        const links = linksOf(properties, plan);
        return {
          ...rest,
          inputs: plain({ ...inputs, ...properties }) as Properties,
          propertyDependencies: { ...propertyDependencies, ...links },
          dependencies: [...dependencies, ...Object.values(links).flat()],
        };
      });
  }

  /** Leaves properties out. */
  remove(...keys: readonly string[]): Mutate {
    return (plan) =>
      this.#change(plan, ({ inputs, propertyDependencies, ...rest }) => ({
        ...rest,
        inputs: without(this.#given(inputs, keys), keys),
        propertyDependencies: without(propertyDependencies, keys),
      }));
  }

  /** Changes a property's value, which keeps its dependencies. */
  edit<T>(key: string, change: (value: T) => T): Mutate {
    return (plan) =>
      this.#change(plan, ({ inputs, ...rest }) => ({
        ...rest,
        inputs: { ...inputs, [key]: change(this.#given(inputs, [key])[key] as T) },
      }));
  }

  /** Changes a document that a property holds as JSON. */
  json<T = Document>(key: string, change: (document: T) => T | Document): Mutate {
    return this.edit<string>(key, (text) => JSON.stringify(change(JSON.parse(text) as T)));
  }

  /** Removes the resource from the plan, and from the others' references. */
  drop(): Mutate {
    return (plan) => {
      const { urn } = this.in(plan);
      const others = plan.filter((resource) => resource.urn !== urn);
      return others.map((resource) => withReferences(resource, (to) => (to === urn ? [] : [to])));
    };
  }

  /** Gives the resource another type: a deprecated alias of its own. */
  become(path: string): Mutate {
    return (plan) => {
      const { urn, name } = this.in(plan);
      const { type } = draft(path, name);
      const renamed = urnOf(type, name);
      const changed = this.#change(plan, (resource) => ({ ...resource, type, urn: renamed }));
      return changed.map((resource) =>
        withReferences(resource, (to) => [to === urn ? renamed : to]),
      );
    };
  }

  /** Takes away Pulumi's protect option. */
  unprotect(): Mutate {
    return (plan) => this.#change(plan, (resource) => ({ ...resource, options: {} }));
  }

  /** The resource of a plan. */
  in(plan: Plan): PlanResource {
    const { type } = draft(this.path, this.name);
    const found = plan.find((resource) => resource.type === type && resource.name === this.name);
    if (!found) {
      throw new Error(`the plan has no ${this.path} "${this.name}"`);
    }
    return found;
  }

  #change(plan: Plan, change: (resource: PlanResource) => PlanResource): Plan {
    const subject = this.in(plan);
    return plan.map((resource) => (resource === subject ? change(resource) : resource));
  }

  #given(inputs: Properties, keys: readonly string[]): Properties {
    const missing = keys.filter((key) => inputs[key] === undefined);
    if (missing.length > 0) {
      throw new Error(`${this.path} "${this.name}" has no ${missing.join(", ")}`);
    }
    return inputs;
  }
}

/** The resource of a path and name. */
export function at(path: string, name: string): Subject {
  return new Subject(path, name);
}

/** Adds a resource, whose properties may hold {@link Subject}s; of the plan's own provider. */
export function add(path: string, name: string, properties: Properties = {}): Mutate {
  return (plan) => {
    const { type } = draft(path, name);
    const links = linksOf(properties, plan);
    const provider = plan.find((resource) => resource.type.startsWith("aws:"))?.provider;
    const added: PlanResource = {
      urn: urnOf(type, name),
      type,
      name,
      inputs: plain(properties) as Properties,
      propertyDependencies: links,
      dependencies: Object.values(links).flat(),
      ...(provider === undefined ? {} : { provider }),
    };
    return [...plan, added];
  };
}

/** One mutation after the other, where one alone weakens nothing. */
export function all(...mutations: readonly Mutate[]): Mutate {
  return (plan) => mutations.reduce((mutated, mutate) => mutate(mutated), plan);
}

/** A mutation for each value, under the words that `describe` finds for it. */
export function each<T>(
  values: readonly T[],
  describe: (value: T) => string,
  mutation: (value: T) => Mutate,
): Readonly<Record<string, Mutate>> {
  return Object.fromEntries(values.map((value) => [describe(value), mutation(value)]));
}

function withReferences(
  resource: PlanResource,
  replace: (urn: string) => readonly string[],
): PlanResource {
  const { dependencies, propertyDependencies } = resource;
  const byProperty = Object.entries(propertyDependencies);
  const urns = [...dependencies, ...byProperty.flatMap(([, list]) => list)];
  return urns.every((urn) => replace(urn)[0] === urn)
    ? resource
    : {
        ...resource,
        dependencies: dependencies.flatMap(replace),
        propertyDependencies: Object.fromEntries(
          byProperty.map(([property, list]) => [property, list.flatMap(replace)]),
        ),
      };
}

function linksOf(properties: Properties, plan: Plan): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      subjectsIn(value).map((subject) => subject.in(plan).urn),
    ]),
  );
}

function subjectsIn(value: unknown): Subject[] {
  if (value instanceof Subject) {
    return [value];
  }
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(subjectsIn)
    : [];
}

function plain(value: unknown): unknown {
  if (value instanceof Subject) {
    return unknown;
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, plain(item)]),
      )
    : value;
}

/** A copy of a map without some of its keys. */
export function without<T>(
  map: Readonly<Record<string, T>>,
  keys: readonly string[],
): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}
