import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type LandingZoneConfig, parseConfig } from "../config/parse";
import { messageOf, UsageError } from "./errors";

const settings = z.record(z.string(), z.json());
const projectFile = z.looseObject({ name: z.string() });

/**
 * The checked configuration of a stack, read from `Pulumi.<stack>.yaml` in the project's folder. An
 * encrypted value becomes `[encrypted]`: no verb needs one.
 *
 * @throws UsageError when there is no such stack; ConfigurationError for a configuration with faults.
 */
export function readStackConfiguration(directory: string, stack: string): LandingZoneConfig {
  const { name: project } = readYaml(join(directory, "Pulumi.yaml"), projectFile);
  const stacks = readdirSync(directory).flatMap(
    (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [],
  );
  if (!stacks.includes(stack)) {
    throw new UsageError(
      `There is no stack "${stack}" in ${directory}; the stacks are ${stacks.sort().join(", ")}.`,
    );
  }
  const { config } = readYaml(
    join(directory, `Pulumi.${stack}.yaml`),
    z.looseObject({ config: settings.nullish() }),
  );
  const values = Object.entries(config ?? {}).map(
    ([key, value]) => [key, decrypted(value)] as const,
  );
  const prefix = `${project}:`;
  const own = values.flatMap(([key, value]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
  );
  const region = values.find(([key]) => key === "aws:region")?.[1];
  return parseConfig(Object.fromEntries(own), {
    project,
    stack,
    region: typeof region === "string" ? region : undefined,
    today: new Date(),
    readFile: (path) => readFileSync(join(directory, path), "utf8"),
  });
}

function decrypted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decrypted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") return "[encrypted]";
  return Object.fromEntries(entries.map(([key, inner]) => [key, decrypted(inner)]));
}

function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  if (!existsSync(file)) throw new UsageError(`There is no ${file}.`);
  try {
    return schema.parse(parse(readFileSync(file, "utf8")) ?? {});
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
}
