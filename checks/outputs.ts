import { readFile } from "node:fs/promises";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type StackOutputs, stackOutputs } from "../lib/stack-outputs";
import { type CommandLimits, defaultLimits, runCommand } from "./command";
import { parseJson } from "./json-text";

/** The outputs of a deployed stack. Those that a deployment may be without can be undefined. */
export type OutputValues = { readonly [Name in keyof StackOutputs]: Value<StackOutputs[Name]> };

/** The name of a stack output. */
export type OutputName = keyof OutputValues;

type Value<Output> = Output extends undefined ? undefined : pulumi.Unwrap<Output>;

/** Source of the outputs: a file as `pulumi stack output --json` prints it, or a stack. */
export type OutputSource = { readonly file: string } | { readonly stack: string };

/** Pulumi reads the state from its backend, which takes longer than an AWS call. */
export const pulumiLimits: CommandLimits = { ...defaultLimits, timeoutMs: 60_000 };

/**
 * The outputs of a stack, held against the contract of `lib/stack-outputs.ts`.
 *
 * @throws Error naming every output that is missing, unknown or of another shape.
 */
export async function loadOutputs(source: OutputSource): Promise<OutputValues> {
  const origin = "file" in source ? `The file ${source.file}` : `The stack ${source.stack}`;
  return parseOutputs(await readOutputs(source), origin);
}

async function readOutputs(source: OutputSource): Promise<string> {
  if ("file" in source) return readFile(source.file, "utf8");
  const args = ["stack", "output", "--json", "--non-interactive", "--stack", source.stack];
  return runCommand({ executable: "pulumi", args }, pulumiLimits);
}

/**
 * Reads outputs from JSON text.
 *
 * @param origin What the text came from, as the subject of an error message.
 */
export function parseOutputs(text: string, origin: string): OutputValues {
  const result = contract.safeParse(parseJson(text, origin));
  if (!result.success) {
    throw new Error(
      `${origin} violates the contract of lib/stack-outputs.ts:\n${result.error.issues.flatMap(describeIssue).join("\n")}`,
    );
  }
  return result.data as OutputValues;
}

const text = z.string().min(1, "is empty");

const shapes = {
  text,
  list: z.array(text).min(1, "is empty"),
  map: z.record(z.string(), text),
};

/** The contract as a schema: no more outputs and no fewer. */
const contract = z.strictObject(
  Object.fromEntries(
    Object.entries(stackOutputs).map(([name, description]) => {
      const shape = shapes[description.shape];
      return [name, "absent" in description ? shape.optional() : shape];
    }),
  ),
);

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `  ${key}: is not an output of this program`);
  }
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return [`  ${issue.path.join(".")}: ${missing ? "is missing" : issue.message}`];
}
