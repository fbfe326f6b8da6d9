import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The value of an output for which the object has nothing. */
export type EmptyOutput = "" | 0 | false | readonly [] | null;

/** Facts from the SDK's class of a resource type. */
export interface ResourceTypeFacts {
  /** Properties that only the provider fills in. */
  readonly computed: readonly string[];
  /** Properties that a program may give. */
  readonly inputs: readonly string[];
  /** Inputs that the provider fills in when the program does not give them. */
  readonly optionalComputed: readonly string[];
  /** Every output, with its value if the object has none: null if the SDK allows it. */
  readonly outputs: ReadonlyMap<string, EmptyOutput>;
}

const noFacts: ResourceTypeFacts = {
  computed: [],
  inputs: [],
  optionalComputed: [],
  outputs: new Map(),
};

/**
 * Looks up resource types in the SDK packages that the program uses (`@pulumi/aws` for `aws:…`):
 * their generated constructors mark each property that is an output only, and their declarations
 * show which outputs always exist. Loading the classes would take longer than reading them.
 */
export class SdkTypes {
  readonly #resolve: NodeJS.RequireResolve;
  readonly #facts = new Map<string, ResourceTypeFacts>();

  /** @param projectDirectory Where the program resolves its packages from. */
  constructor(projectDirectory: string) {
    this.#resolve = createRequire(join(projectDirectory, "package.json")).resolve;
  }

  /** Facts about `aws:ec2/vpc:Vpc` and its like; a type that no SDK declares has none. */
  of(type: string): ResourceTypeFacts {
    const known = this.#facts.get(type);
    if (known !== undefined) {
      return known;
    }
    const file = this.#file(type);
    const facts = file === undefined ? noFacts : factsIn(file);
    this.#facts.set(type, facts);
    return facts;
  }

  /** Tokens contain the file (`ec2/vpc`), except for a few whose names are spelled otherwise. */
  #file(type: string): string | undefined {
    const [packageName = "", module = ""] = type.split(":");
    const root = this.#packageDirectory(packageName);
    if (root === undefined) {
      return undefined;
    }
    const file = join(root, `${module.replace(/^index\//, "")}.js`);
    const isThere = existsSync(file) && declares(readFileSync(file, "utf8"), type);
    return isThere ? file : search(dirname(file), type);
  }

  #packageDirectory(packageName: string): string | undefined {
    try {
      return dirname(this.#resolve(`@pulumi/${packageName}/package.json`));
    } catch {
      return undefined;
    }
  }
}

function search(directory: string, type: string): string | undefined {
  const files = existsSync(directory) ? readdirSync(directory) : [];
  return files
    .filter((file) => file.endsWith(".js"))
    .map((file) => join(directory, file))
    .find((file) => declares(readFileSync(file, "utf8"), type));
}

function declares(source: string, type: string): boolean {
  return source.includes(`__pulumiType = '${type}'`);
}

function factsIn(file: string): ResourceTypeFacts {
  const source = readFileSync(file, "utf8");
  const computed = matches(source, /resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g);
  const inputs = matches(source, /resourceInputs\["(\w+)"\] = (?:args\?\.|pulumi\.|\()/g);
  const types = outputTypesIn(readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8"));
  return {
    computed,
    inputs,
    optionalComputed: inputs.filter((name) => types.get(name)?.endsWith("| undefined") === false),
    outputs: new Map([...types].map(([name, type]) => [name, emptyOf(type)])),
  };
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap(([, name]) => name ?? []))];
}

/** The outputs that a class declares, with their types. */
function outputTypesIn(declaration: string): ReadonlyMap<string, string> {
  const [ofClass = ""] = declaration.split(/^ {4}constructor\(/m);
  const declared = ofClass.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([\s\S]*?)>;$/gm);
  return new Map([...declared].map(([, name = "", type = ""]) => [name, type]));
}

/** Terraform has no null for values that are always there: a text is empty then, a number 0. */
function emptyOf(type: string): EmptyOutput {
  if (type.endsWith("[]")) return [];
  return ({ string: "", number: 0, boolean: false } as const)[type] ?? null;
}
