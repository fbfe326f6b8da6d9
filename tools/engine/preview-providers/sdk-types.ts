import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What the SDK's class of a resource type says about the type. */
export interface ResourceTypeFacts {
  /** Properties that only the provider fills in. */
  readonly computed: readonly string[];
}

/**
 * Looks up resource types in the SDK packages that the program uses (`@pulumi/aws` for `aws:…`):
 * their generated constructors mark each property that is an output only. Loading the classes
 * would take longer than reading them.
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
    const source = this.#source(type);
    const facts = { computed: source === undefined ? [] : computedProperties(source) };
    this.#facts.set(type, facts);
    return facts;
  }

  /** Tokens say the file (`ec2/vpc`), except for a few whose names are spelled otherwise. */
  #source(type: string): string | undefined {
    const [packageName = "", module = ""] = type.split(":");
    const root = this.#packageDirectory(packageName);
    if (root === undefined) {
      return undefined;
    }
    const file = join(root, `${module.replace(/^index\//, "")}.js`);
    const source = existsSync(file) ? readFileSync(file, "utf8") : "";
    return declares(source, type) ? source : search(dirname(file), type);
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
    .map((file) => readFileSync(join(directory, file), "utf8"))
    .find((source) => declares(source, type));
}

function declares(source: string, type: string): boolean {
  return source.includes(`__pulumiType = '${type}'`);
}

function computedProperties(source: string): readonly string[] {
  const assignments = source.matchAll(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g);
  return [...assignments].flatMap(([, property]) => property ?? []);
}
