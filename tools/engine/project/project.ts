import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "@landing-zone/plan/errors";
import { readYamlFile } from "./yaml-file";

/** A declared configuration key of Pulumi.yaml. */
const declaration = z.object({
  type: z.enum(["string", "integer", "number", "boolean", "array", "object"]).optional(),
  default: z.json().optional(),
  value: z.json().optional(),
  secret: z.boolean().optional(),
});

/** `key: value` is short for `key: { default: value }`. */
const configurationEntry = z.union([
  declaration,
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.json()),
]);

const runtimeOptions = z.looseObject({
  typescript: z.boolean().optional(),
  tsconfig: z.string().optional(),
  nodeargs: z.string().optional(),
});

const projectFile = z.looseObject({
  name: z.string(),
  main: z.string().optional(),
  runtime: z.union([
    z.literal("nodejs"),
    z.object({ name: z.literal("nodejs"), options: runtimeOptions.optional() }),
  ]),
  config: z.record(z.string(), configurationEntry).optional(),
});

const stackFile = z.looseObject({ config: z.record(z.string(), z.json()).nullish() });

/** The declaration of one configuration key in Pulumi.yaml. */
export type ConfigurationDeclaration = z.infer<typeof declaration>;

/** A project as Pulumi.yaml describes it. */
export interface Project {
  readonly name: string;
  /** Absolute path of the folder that holds Pulumi.yaml. */
  readonly directory: string;
  /** Entry point relative to the folder; absent means the package's own. */
  readonly main?: string;
  readonly runtimeOptions: z.infer<typeof runtimeOptions>;
  readonly configuration: Readonly<Record<string, ConfigurationDeclaration>>;
}

/**
 * Reads Pulumi.yaml.
 * @throws UsageError when it is missing, is not YAML, or describes no Node.js project.
 */
export function readProject(directory: string): Project {
  const file = join(directory, "Pulumi.yaml");
  const { name, main, runtime, config = {} } = readYaml(file, projectFile);
  const declarations = Object.entries(config).map(
    ([key, entry]) => [key, declared(entry)] as const,
  );
  return {
    name,
    directory,
    ...(main === undefined ? {} : { main }),
    runtimeOptions: typeof runtime === "string" ? {} : (runtime.options ?? {}),
    configuration: Object.fromEntries(declarations),
  };
}

/**
 * The configuration in Pulumi.<stack>.yaml.
 * @throws UsageError when there is no such file (naming the stacks there are), or it is not YAML.
 */
export function readStackConfiguration(
  project: Project,
  stack: string,
): Readonly<Record<string, unknown>> {
  assertStack(project, stack);
  return readYaml(join(project.directory, `Pulumi.${stack}.yaml`), stackFile).config ?? {};
}

/** @throws UsageError when there is no Pulumi.<stack>.yaml, naming the stacks there are. */
export function assertStack({ directory }: Project, stack: string): void {
  const stacks = stackNames(directory);
  if (stacks.includes(stack)) return;
  const known =
    stacks.length === 0 ? "there is no Pulumi.<stack>.yaml" : `the stacks are ${stacks.join(", ")}`;
  throw new UsageError(`There is no stack "${stack}": ${known} in ${directory}.`);
}

function stackNames(directory: string): readonly string[] {
  return readdirSync(directory)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

function declared(entry: z.infer<typeof configurationEntry>): ConfigurationDeclaration {
  return typeof entry === "object" && !Array.isArray(entry) ? entry : { default: entry };
}

function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(readYamlFile(file) ?? {});
  if (parsed.success) {
    return parsed.data;
  }
  const faults = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join(".") || "(top level)"}: ${message}`,
  );
  throw new UsageError([`${file} is not valid:`, ...faults].join("\n"));
}
