import { z } from "zod";
import { regionSetting, settingsSchema } from "../../lib/settings/schema";

/** The parts of a JSON Schema (draft 2020-12) that the settings use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  /** The allowed values in words; see `lib/settings/setting.ts`. */
  readonly allowed?: string;
}

/** The project's namespace in a stack file. */
export const namespace = "migration-landing-zone";

/** JSON Schema of the project's keys, with the description of each setting. */
export function settingsJsonSchema(): JsonSchema {
  return z.toJSONSchema(settingsSchema, { io: "input" }) as JsonSchema;
}

/** JSON Schema of `aws:region`. */
export function regionJsonSchema(): JsonSchema {
  return z.toJSONSchema(regionSetting, { io: "input" }) as JsonSchema;
}

/** The JSON Schema of a whole `Pulumi.<stack>.yaml`, for editors. */
export function stackFileJsonSchema(): object {
  const settings = forEditors(settingsSchema);
  const namespaced = (key: string) => `${namespace}:${key}`;
  const properties = Object.entries(settings.properties ?? {});
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Stack file of the migration landing zone",
    type: "object",
    required: ["config"],
    properties: {
      config: {
        type: "object",
        required: ["aws:region", ...(settings.required ?? []).map(namespaced)],
        properties: {
          "aws:region": forEditors(regionSetting),
          ...Object.fromEntries(properties.map(([key, value]) => [namespaced(key), value])),
        },
        // Other namespaces, such as the AWS provider's, have schemas of their own.
        patternProperties: { [`^(?!${namespace}:)[^:]+:`]: {} },
        additionalProperties: false,
      },
    },
  };
}

/** A JSON Schema without what only our documentation understands. */
function forEditors(schema: z.ZodType): JsonSchema {
  const part = z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema }) => {
      const { allowed, description = "" } = jsonSchema;
      if (typeof allowed === "string") {
        jsonSchema.description = `${description} Allowed: ${allowed}.`;
      }
      delete jsonSchema["allowed"];
      // Every format comes with an equivalent pattern, and not every editor knows all formats.
      delete jsonSchema.format;
    },
  });
  delete part.$schema;
  return part as JsonSchema;
}
