import { readFileSync } from "node:fs";
import { distance } from "fastest-levenshtein";
import { type AnalyzerInfo, PolicyConfig, type PolicyInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import { z } from "zod";
import { type PropertyMap } from "@landing-zone/plan/values";
import { propertiesOf, structOf } from "../monitor/wire";
import { messageOf, UsageError } from "@landing-zone/plan/errors";
import { levelNumber } from "./results";

const level = z.enum(["advisory", "mandatory", "remediate", "disabled"]);
const policyEntry = z.union([level, z.looseObject({ enforcementLevel: level.optional() })]);
const configurationFile = z.record(z.string(), policyEntry);

/** The content of a policy pack configuration file: a level, or a level and properties, by policy. */
export type PolicyPackConfiguration = z.infer<typeof configurationFile>;

/**
 * Reads the file given by `--policy-pack-config`.
 * @throws UsageError when it is missing, is not JSON, or is not a map from policies to settings.
 */
export function readPolicyPackConfiguration(file: string): PolicyPackConfiguration {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`The policy pack configuration cannot be read: ${messageOf(error)}`);
  }
  const parsed = configurationFile.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path }) =>
        `  ${path.join(".") || "(top level)"}: expected a level (${level.options.join(", ")}) or an object of settings`,
    );
    throw new UsageError([`${file} is not a policy pack configuration:`, ...faults].join("\n"));
  }
  return parsed.data;
}

/**
 * The configuration of every policy, merged as the engine does: the schema's defaults, overlaid by
 * the pack's own initial configuration, overlaid by the user's.
 * @throws UsageError naming every unknown policy, unknown property and invalid value at once.
 */
export function effectiveConfiguration(
  info: AnalyzerInfo,
  configuration: PolicyPackConfiguration,
): ReadonlyMap<string, PolicyConfig> {
  const policies = info.getPoliciesList();
  const names = policies.map((policy) => policy.getName());
  const faults = Object.keys(configuration)
    .filter((name) => name !== "all" && !names.includes(name))
    .map((name) => `unknown policy "${name}"${suggestion(name, names)}`);
  const merged = new Map<string, PolicyConfig>();
  for (const policy of policies) {
    const { config, properties } = mergedConfiguration(info, policy, configuration);
    faults.push(...propertyFaults(policy, properties));
    merged.set(policy.getName(), config);
  }
  if (faults.length > 0) {
    const lines = faults.map((fault) => `  ${fault}`);
    throw new UsageError(["The policy pack configuration is not valid:", ...lines].join("\n"));
  }
  return merged;
}

function mergedConfiguration(
  info: AnalyzerInfo,
  policy: PolicyInfo,
  configuration: PolicyPackConfiguration,
): { config: PolicyConfig; properties: PropertyMap } {
  const initial = info.getInitialconfigMap().get(policy.getName());
  const user = settings(configuration[policy.getName()]);
  const all = settings(configuration["all"]);
  const properties = {
    ...defaults(policy),
    ...propertiesOf(initial?.getProperties()),
    ...user.properties,
  };
  const chosen = user.enforcementLevel ?? all.enforcementLevel;
  const config = new PolicyConfig()
    .setProperties(structOf(properties))
    .setEnforcementlevel(
      chosen === undefined
        ? (initial?.getEnforcementlevel() ?? policy.getEnforcementlevel())
        : levelNumber(chosen),
    );
  return { config, properties };
}

function settings(entry: PolicyPackConfiguration[string] | undefined): {
  enforcementLevel?: z.infer<typeof level>;
  properties: PropertyMap;
} {
  if (entry === undefined || typeof entry === "string") {
    return entry === undefined ? { properties: {} } : { enforcementLevel: entry, properties: {} };
  }
  const { enforcementLevel, ...properties } = entry;
  return {
    ...(enforcementLevel === undefined ? {} : { enforcementLevel }),
    properties: properties as PropertyMap,
  };
}

/** A policy's property schemas by name, in JSON Schema. */
function propertySchemas(policy: PolicyInfo): Readonly<Record<string, PropertyMap>> {
  const schema = propertiesOf(policy.getConfigschema()?.getProperties());
  return schema as Record<string, PropertyMap>;
}

function defaults(policy: PolicyInfo): PropertyMap {
  const entries = Object.entries(propertySchemas(policy)).flatMap(([name, schema]) =>
    schema["default"] === undefined ? [] : [[name, schema["default"]] as const],
  );
  return Object.fromEntries(entries);
}

const known = new Map<string, z.ZodType>();

/** Schema of properties, cached for all policies with the same ones: most have just the usual. */
function schemaOf(properties: PropertyMap, required: readonly string[]): z.ZodType {
  const text = JSON.stringify([properties, required]);
  const schema =
    known.get(text) ??
    z.fromJSONSchema({
      type: "object",
      properties: properties as Record<string, z.core.JSONSchema.JSONSchema>,
      required: [...required],
      additionalProperties: false,
    });
  known.set(text, schema);
  return schema;
}

function propertyFaults(policy: PolicyInfo, properties: PropertyMap): readonly string[] {
  const schemas = propertySchemas(policy);
  const required = policy.getConfigschema()?.getRequiredList() ?? [];
  const parsed = schemaOf(schemas, required).safeParse(properties, { jitless: true });
  return (parsed.error?.issues ?? []).flatMap((issue) => {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) {
      return issue.keys.map(
        (key) =>
          `${policy.getName()}: unknown property "${key}"${suggestion(key, Object.keys(schemas))}`,
      );
    }
    const path = issue.path.map(String).join(".");
    return [`${policy.getName()}: ${path}: ${issue.message}`];
  });
}

function suggestion(word: string, candidates: readonly string[]): string {
  const [nearest] = candidates.toSorted((a, b) => distance(word, a) - distance(word, b));
  return nearest !== undefined && distance(word, nearest) <= Math.ceil(word.length / 3)
    ? `; did you mean "${nearest}"?`
    : "";
}
