import { type Plan } from "@landing-zone/plan/plan";
import { type RecordedResource } from "../../../policy-pack/lib/evaluate";

/** A resource as a plan records it; the shape that `npm start -- --json` writes. */
export interface PlanResource extends RecordedResource {
  readonly parent?: string;
}

/** The marker of a value that is not known before deployment. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that comes from other resources and is not known yet. */
class Reference {
  constructor(readonly names: readonly string[]) {}
}

/** A resource of a plan under construction; its properties may hold {@link ref}s. */
export interface Draft {
  readonly type: string;
  readonly name: string;
  readonly props: object;
  /** Names of resources that it waits for. */
  readonly dependsOn?: readonly string[];
  readonly options?: PlanResource["options"];
  readonly provider?: PlanResource["provider"];
}

/** A property that is an output of the named resources, unknown at a first preview. */
export function ref(...names: readonly string[]): unknown {
  return new Reference(names);
}

/** A resource of the class at a path such as "ec2.SecurityGroup", or of a full type token. */
export function draft(path: string, name: string, props: Draft["props"] = {}): Draft {
  const [module = "", className = ""] = path.split(".");
  const member = className.charAt(0).toLowerCase() + className.slice(1);
  return { type: path.includes(":") ? path : `aws:${module}/${member}:${className}`, name, props };
}

/** The plan of some drafts: references become unknown values with their dependencies. */
export function plan(...drafts: readonly Draft[]): PlanResource[] {
  const urns = new Map(drafts.map(({ type, name }) => [name, urnOf(type, name)]));
  return drafts.map(({ props, dependsOn = [], ...rest }) => ({
    ...rest,
    dependencies: [...dependsOn, ...referredNames(props)].map((name) => known(urns, name)),
    urn: urnOf(rest.type, rest.name),
    inputs: resolve(props) as Record<string, unknown>,
    propertyDependencies: Object.fromEntries(
      Object.entries(props).map(([property, value]) => [
        property,
        referredNames(value).map((name) => known(urns, name)),
      ]),
    ),
  }));
}

/** A plan from the JSON of `npm start -- --json`. */
export function fromJson({ resources, providers }: Plan): PlanResource[] {
  const inputsOf = new Map(providers.map(({ urn, inputs }) => [urn, inputs]));
  return resources.map(({ parent, inputs, options, ...resource }) => {
    const provider = inputsOf.get(resource.provider ?? "");
    return {
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      dependencies: resource.dependencies,
      propertyDependencies: resource.propertyDependencies,
      inputs: unmask(inputs) as Record<string, unknown>,
      ...(parent === undefined ? {} : { parent }),
      options: { protect: options.protect ?? false },
      ...(provider === undefined ? {} : { provider }),
    };
  });
}

/** The URN that {@link plan} gives a resource. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::landing-zone::${type}::${name}`;
}

function known(urns: ReadonlyMap<string, string>, name: string): string {
  const urn = urns.get(name);
  if (urn === undefined) {
    throw new Error(`the plan has no resource "${name}"`);
  }
  return urn;
}

function referredNames(value: unknown): readonly string[] {
  if (value instanceof Reference) {
    return value.names;
  }
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(referredNames)
    : [];
}

function resolve(value: unknown): unknown {
  return map(value, (leaf) => (leaf instanceof Reference ? unknown : leaf));
}

function unmask(value: unknown): unknown {
  return map(value, (leaf) => (leaf === "[unknown]" ? unknown : leaf));
}

function map(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => map(item, leaf));
  }
  if (typeof value === "object" && value !== null && !(value instanceof Reference)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, leaf)]));
  }
  return leaf(value);
}
