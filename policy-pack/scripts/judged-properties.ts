import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Graph, type Resource, type StackResource } from "../lib/graph";
import { valuesOf } from "../lib/options";
import { type Rule } from "../lib/rule";
import { types } from "../lib/tokens";
import { areas } from "../policies";

/** The properties of each resource type that rules read, each with the rules that read it. */
export type Judged = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Rules about every resource alike: they judge no aspect of a type. */
const general = ["naming", "provider-coverage", "region-allowlist", "required-tags"];

/** Properties that the provider and the SDK set, not a program. */
const outputs = ["__defaults", "arn", "id"];

/** How often a rule is run, on values that are made up as it reads them. */
const runs = { resource: 200, stack: 150 };

/**
 * Finds the properties that rules read, by running each of them on resources whose properties are
 * made up the moment they are read, from the texts that its source and its libraries compare with.
 * The same rules always give the same result.
 */
export function judgedProperties(): Judged {
  const judged = new Map<string, Map<string, Set<string>>>();
  for (const [area, rules] of Object.entries(areas)) {
    for (const rule of rules.filter(({ name }) => !general.includes(name))) {
      const file = join(__dirname, "../policies", area, `${rule.name}.ts`);
      new Probe(rule, sourcesOf(file, 1), sourcesOf(file), judged).run();
    }
  }
  const sorted = [...judged].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([type, properties]) => [
      type,
      Object.fromEntries([...properties].sort().map(([name, rules]) => [name, [...rules]])),
    ]),
  );
}

/** The text of a source file and of the files of the pack that it imports, to a depth. */
function sourcesOf(file: string, depth = Infinity, seen = new Set<string>()): string {
  if (seen.has(file) || /(fsbp|tokens)\.ts$/.test(file)) return "";
  seen.add(file);
  const source = readFileSync(file, "utf8");
  const imported = depth > 0 ? [...source.matchAll(/from "(\.[^"]+)";/g)] : [];
  const paths = imported.map(([, path = ""]) => join(dirname(file), path));
  const sources = paths.filter((path) => !path.endsWith(".json"));
  return [source, ...sources.map((path) => sourcesOf(`${path}.ts`, depth - 1, seen))].join("\n");
}

/** The texts in the code of a source file. */
function textsOf(source: string): string[] {
  const texts = source.matchAll(/"([^"\\\n]{1,40})"/g);
  return [...new Set([...texts].map(([, text = ""]) => text))];
}

/** One rule, run again and again. */
class Probe {
  readonly #random: () => number;
  /** The types that the rule and its libraries name. */
  readonly #types: readonly string[];
  /** The texts that the rule compares with, and those of its libraries. */
  readonly #texts: { readonly own: readonly string[]; readonly library: readonly string[] };
  /** The properties that are known to be read, by type: of these, dependencies are made up. */
  readonly #known = new Map<string, Set<string>>();
  #isRecording = false;

  constructor(
    private readonly rule: Rule,
    source: string,
    sources: string,
    private readonly judged: Map<string, Map<string, Set<string>>>,
  ) {
    this.#random = randomFrom(rule.name);
    const named = [...sources.matchAll(/\btypes\.(\w+)/g)].flatMap(
      ([, name]) => (types[name as keyof typeof types] as readonly string[] | undefined) ?? [],
    );
    this.#types = [...new Set([...rule.types, ...named])];
    this.#texts = { own: textsOf(source), library: textsOf(sources) };
  }

  run(): void {
    const options = valuesOf(this.rule.options ?? {}, {});
    for (const type of this.rule.resource ? this.rule.types : []) {
      for (let run = 0; run < runs.resource; run++) {
        this.#record(() => this.rule.resource?.(this.#resource(type, 0), options) ?? []);
      }
    }
    for (let run = 0; run < (this.rule.companions || this.rule.stack ? runs.stack : 0); run++) {
      const graph = this.#graph();
      for (const node of this.rule.companions ? graph.all(this.rule.types) : []) {
        this.#record(() => this.rule.companions?.(node, graph, options) ?? []);
      }
      this.#record(() => this.rule.stack?.(graph, options) ?? []);
    }
  }

  #record(check: () => Iterable<unknown>): void {
    this.#isRecording = true;
    try {
      Array.from(check());
    } catch {
      // A made-up value may be anything; what was read before it counts.
    } finally {
      this.#isRecording = false;
    }
  }

  #graph(): Graph {
    const urns = this.#types.map((type, index) => this.#resource(type, index).urn);
    const inputs = new Map<string, Resource["props"]>();
    const resources = this.#types.map((type, index): StackResource => {
      const resource = this.#resource(type, index);
      inputs.set(resource.urn, resource.props);
      const properties = [...(this.#known.get(type) ?? [])];
      const refer = () => ({ urn: this.#one(urns) }) as StackResource;
      const dependencies = properties.map((property) => [property, [refer(), refer()]] as const);
      return {
        ...resource,
        dependencies: [],
        propertyDependencies: Object.fromEntries(dependencies),
      };
    });
    return new Graph(resources, inputs);
  }

  #resource(type: string, index: number): Resource {
    const props = this.#made((property) => {
      if (!this.#isRecording || outputs.includes(property)) return;
      const properties = this.judged.get(type) ?? new Map<string, Set<string>>();
      this.judged.set(type, properties);
      properties.set(property, (properties.get(property) ?? new Set()).add(this.rule.name));
      this.#known.set(type, (this.#known.get(type) ?? new Set()).add(property));
    });
    const urn = `urn:pulumi:dev::probe::${type}::r${index}`;
    return { type, name: `r${index}`, urn, props, opts: { protect: false } };
  }

  /** An object whose properties are made up when they are read. */
  #made(onRead: (property: string) => void, depth = 0): Record<string, unknown> {
    const values = new Map<string, unknown>();
    const read = (property: string | symbol): unknown => {
      if (typeof property !== "string") return undefined;
      onRead(property);
      if (!values.has(property)) values.set(property, this.#value(depth));
      return values.get(property);
    };
    return new Proxy<Record<string, unknown>>(
      {},
      {
        get: (_, property) => read(property),
        has: (_, property) => read(property) !== undefined,
        getOwnPropertyDescriptor: (_, property) => {
          const value = read(property);
          return value === undefined ? undefined : { value, configurable: true, enumerable: true };
        },
      },
    );
  }

  #value(depth: number): unknown {
    const nested = () => this.#made(() => undefined, depth + 1);
    const kind = this.#random() * (depth > 3 ? 0.75 : 1);
    if (kind < 0.15) return undefined;
    if (kind < 0.5) return this.#text();
    if (kind < 0.65) return this.#random() < 0.5;
    if (kind < 0.75) return this.#one([0, 1, 7, 30, 443, 3306]);
    if (kind < 0.85) return nested();
    return this.#random() < 0.5 ? [nested(), nested()] : [this.#text()];
  }

  #text(): string {
    return this.#one(this.#random() < 0.6 ? this.#texts.own : this.#texts.library);
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

/** Numbers from 0 to 1 that are the same for the same seed: mulberry32. */
function randomFrom(text: string): () => number {
  let state = Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
