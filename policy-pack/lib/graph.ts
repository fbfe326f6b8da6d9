import { isMarker, raw, type Props } from "./unknowns";

/** The properties that a program gives a resource. */
export type Inputs = Props;

/** A resource under test: its inputs where a single resource is judged, its outputs in a stack. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Props;
  readonly opts: { readonly protect: boolean };
  readonly provider?: { readonly props: Props } | undefined;
}

/** A resource of a stack as the SDK gives it: with outputs and dependencies. */
export interface StackResource extends Resource {
  readonly dependencies: readonly StackResource[];
  readonly propertyDependencies: Readonly<Record<string, readonly StackResource[]>>;
}

/**
 * A resource of a stack as the rules see it. Its properties are the inputs where they are known to
 * the pack: outputs hold what AWS adds (standalone rules among a security group's `egress`) and at
 * a preview say "unknown" where a program gives nothing.
 */
export interface Node extends Resource {
  /** Undefined for a resource that was not analyzed on its own; `props` are outputs then. */
  readonly inputs: Props | undefined;
  readonly outputs: Props;
  /** The texts by which a property may name it. */
  readonly identifiers: ReadonlySet<unknown>;
  /** The URNs of everything that it depends on, by a property or by dependsOn. */
  readonly dependencies: readonly string[];
  /** The URNs that each property depends on. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** The resources that a property refers to. */
export interface Reference {
  readonly nodes: readonly Node[];
  /** False when `nodes` may hold more than the property means, as with a remote component's outputs. */
  readonly exact: boolean;
}

/**
 * The resources of a stack and how they refer to each other. References come from property
 * dependencies, which a first preview has, not from ids, which it has not. Known names and ids
 * narrow a choice, and stand in where a program writes a name out.
 */
export class Graph {
  readonly resources: readonly Node[];
  readonly #byUrn: ReadonlyMap<string, Node>;
  readonly #byType: ReadonlyMap<string, readonly Node[]>;
  readonly #byIdentifier: ReadonlyMap<unknown, readonly Node[]>;
  readonly #referrers = new Map<string, ReadonlyMap<Node, readonly Node[]>>();
  readonly #derived = new Map<unknown, unknown>();

  /** @param inputs What is known of the resources' inputs, by URN. */
  constructor(resources: readonly StackResource[], inputs: ReadonlyMap<string, Inputs>) {
    this.resources = resources.map((resource) => nodeOf(resource, inputs.get(resource.urn)));
    this.#byUrn = new Map(this.resources.map((node) => [node.urn, node]));
    this.#byType = grouped(this.resources, (node) => [node.type]);
    this.#byIdentifier = grouped(this.resources, (node) => node.identifiers);
  }

  /** Whether a list is of the same resources, as the SDK makes one for each rule. */
  isOf(resources: readonly StackResource[]): boolean {
    return (
      resources.length === this.resources.length &&
      resources.every(({ urn }, index) => urn === this.resources[index]?.urn)
    );
  }

  /** Every resource of the given types. */
  all(types: readonly string[]): Node[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /**
   * The resources of the given types that a property refers to; `via` names types that may lie
   * between (a secret's version between an endpoint and the secret).
   */
  refersTo(
    from: Node,
    property: string,
    types: readonly string[],
    via: readonly string[] = [],
  ): Reference {
    const direct = this.#resolve(from.propertyDependencies[property] ?? []);
    const between = direct.filter((node) => via.includes(node.type));
    const beyond = between.flatMap((node) => Object.values(node.propertyDependencies).flat());
    const reached = [...direct, ...this.#resolve(beyond)];
    const candidates = new Set(reached.filter((node) => types.includes(node.type)));
    const value = raw(from.props, property);
    return candidates.size > 0 ? narrow(value, [...candidates]) : this.#named(value, types);
  }

  /** Whether a property, when it is given, names more things than those that are part of the stack. */
  leadsOutside(from: Node, property: string, types: readonly string[]): boolean {
    const value = raw(from.props, property);
    if (value === undefined || value === null) return false;
    const { nodes } = this.refersTo(from, property, types);
    return nodes.length < (Array.isArray(value) ? value.length : 1);
  }

  /** The resources of the given types of which the property refers to this one. */
  companions(
    to: Node,
    property: string,
    types: readonly string[],
    via: readonly string[] = [],
  ): Node[] {
    const question = [property, to.type, types.join(), via.join()].join(" ");
    // Answered for every resource of the type at once: rules ask for one after the other.
    const referrers =
      this.#referrers.get(question) ??
      grouped(this.all(types), (node) => this.refersTo(node, property, [to.type], via).nodes);
    this.#referrers.set(question, referrers);
    return [...(referrers.get(to) ?? [])];
  }

  /** The URNs of everything that is created before the resource: its dependencies, and theirs. */
  awaited(node: Node): ReadonlySet<string> {
    const found = new Set(node.dependencies);
    for (const urn of found) {
      for (const further of this.#byUrn.get(urn)?.dependencies ?? []) {
        found.add(further);
      }
    }
    return found;
  }

  /** Derives something from the whole stack, once for all callers. */
  derive<T>(find: (graph: Graph) => T): T {
    if (!this.#derived.has(find)) {
      this.#derived.set(find, find(this));
    }
    return this.#derived.get(find) as T;
  }

  #resolve(urns: readonly string[]): Node[] {
    return urns.map((urn) => this.#byUrn.get(urn)).filter((node) => node !== undefined);
  }

  /** The resource that a property names without a dependency, such as a bucket by its name. */
  #named(value: unknown, types: readonly string[]): Reference {
    const named = textsIn(value).flatMap(
      (leaf) => this.#byIdentifier.get(leaf) ?? this.#byIdentifier.get(bucketOf(leaf)) ?? [],
    );
    return { nodes: [...new Set(named)].filter((node) => types.includes(node.type)), exact: true };
  }
}

/** The nodes under each of the keys that they have. */
function grouped<K>(
  nodes: readonly Node[],
  keysOf: (node: Node) => Iterable<K>,
): ReadonlyMap<K, readonly Node[]> {
  const groups = new Map<K, Node[]>();
  for (const node of nodes) {
    for (const key of keysOf(node)) {
      const group = groups.get(key);
      if (group) {
        group.push(node);
      } else {
        groups.set(key, [node]);
      }
    }
  }
  return groups;
}

function nodeOf(
  { type, name, urn, opts, provider, dependencies, propertyDependencies, props }: StackResource,
  inputs: Inputs | undefined,
): Node {
  const byProperty = Object.entries(propertyDependencies).map(
    ([property, resources]) => [property, resources.map((resource) => resource.urn)] as const,
  );
  return {
    type,
    name,
    urn,
    opts,
    provider,
    inputs,
    outputs: props,
    identifiers: identifiersOf({ inputs, outputs: props }),
    props: inputs ?? props,
    dependencies: dependencies.map((resource) => resource.urn),
    propertyDependencies: Object.fromEntries(byProperty),
  };
}

/** Chooses among candidates by the known parts of the value: its texts, or their number. */
function narrow(value: unknown, candidates: readonly Node[]): Reference {
  const leaves = textsIn(value);
  const known = leaves.filter((leaf) => !isMarker(leaf));
  const named = candidates.filter((node) => known.some((leaf) => node.identifiers.has(leaf)));
  if (named.length > 0 && known.length === leaves.length) {
    return { nodes: named, exact: true };
  }
  return {
    nodes: candidates,
    exact: candidates.length === 0 || candidates.length === leaves.length,
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The bucket of an ARN such as `arn:aws:s3:::bucket/prefix`. */
function bucketOf(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::([^/]+)/.exec(arn)?.[1];
}

const identifying = [
  "id",
  "arn",
  "name",
  "bucket",
  "clusterIdentifier",
  "identifier",
  "replicationInstanceId",
  "replicationSubnetGroupId",
  "resourceIdentifier",
];

/**
 * The texts by which a property may refer to this resource: its id, name or ARN, or the ARN's last
 * part.
 */
function identifiersOf({
  inputs,
  outputs,
}: Pick<Node, "inputs" | "outputs">): ReadonlySet<unknown> {
  const arn = raw(outputs, "arn");
  const names = identifying.flatMap((key) => [raw(outputs, key), raw(inputs ?? {}, key)]);
  const own = [...names, typeof arn === "string" ? arn.split(/[/:]/).at(-1) : undefined];
  return new Set(own.filter((name) => typeof name === "string" && !isMarker(name)));
}
