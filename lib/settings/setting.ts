import type { z } from "zod";

/** Documentation of a setting: allowed values and meaning. */
export interface About {
  /** Meaning and unit; a sentence of `docs/configuration.md`. */
  readonly description: string;
  /** The allowed values in words; the end of the message that refuses any other. */
  readonly allowed: string;
}

/**
 * A schema for something that can be written in a stack file. Messages, the documentation and the
 * JSON Schema for editors all take their words from here.
 */
export function setting<T extends z.ZodType>(schema: T, description: string, allowed: string): T {
  return schema.meta({ description, allowed } satisfies About);
}

/** The allowed values of a schema made with {@link setting}, in words. */
export function allowedBy(schema: z.ZodType): string {
  const allowed = schema.meta()?.["allowed"];
  if (typeof allowed !== "string") {
    throw new TypeError(
      `A setting has no description of allowed values: ${JSON.stringify(schema.meta())}`,
    );
  }
  return allowed;
}
