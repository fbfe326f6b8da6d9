import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What the SDK's class of a resource type says about the type. */
export interface ResourceTypeFacts {
  /** Properties that only the provider fills in. */
  readonly computed: readonly string[];
}

/**
 * Looks up AWS resource types in the `@pulumi/aws` package that the program uses: the generated
 * constructors mark each property that is an output only. Loading the classes would take longer.
 */
export class AwsTypes {
  readonly #packageDirectory: string | undefined;
  readonly #facts = new Map<string, ResourceTypeFacts>();

  /** @param projectDirectory Where the program resolves its packages from. */
  constructor(projectDirectory: string) {
    this.#packageDirectory = packageDirectory(projectDirectory);
  }

  /** Facts about `aws:ec2/vpc:Vpc` and its like; a type the package does not have has no facts. */
  of(type: string): ResourceTypeFacts {
    const known = this.#facts.get(type);
    if (known !== undefined) {
      return known;
    }
    const source = this.#source(type);
    const computed = source === undefined ? [] : computedProperties(source);
    const facts = { computed };
    this.#facts.set(type, facts);
    return facts;
  }

  #source(type: string): string | undefined {
    const module = type.split(":")[1];
    if (this.#packageDirectory === undefined || module === undefined) {
      return undefined;
    }
    const file = join(this.#packageDirectory, `${module}.js`);
    const source = existsSync(file) ? readFileSync(file, "utf8") : "";
    return declares(source, type) ? source : this.#search(dirname(file), type);
  }

  /** A few types are in files whose names follow another rule than their tokens. */
  #search(directory: string, type: string): string | undefined {
    const files = existsSync(directory) ? readdirSync(directory) : [];
    return files
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFileSync(join(directory, file), "utf8"))
      .find((source) => declares(source, type));
  }
}

function packageDirectory(projectDirectory: string): string | undefined {
  const require = createRequire(join(projectDirectory, "package.json"));
  try {
    return dirname(require.resolve("@pulumi/aws/package.json"));
  } catch {
    return undefined;
  }
}

function declares(source: string, type: string): boolean {
  return source.includes(`__pulumiType = '${type}'`);
}

function computedProperties(source: string): readonly string[] {
  const assignments = source.matchAll(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g);
  return [...assignments].flatMap(([, property]) => property ?? []);
}
