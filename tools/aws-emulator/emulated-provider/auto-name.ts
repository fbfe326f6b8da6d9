import { createHash } from "node:crypto";

const suffix = /-[0-9a-f]{7}$/;

/**
 * A physical name for a resource that the program gives none, in the form of Pulumi's AWS provider:
 * the logical name and seven hexadecimal digits that follow from the engine's seed.
 */
export function generatedName(logicalName: string, maxLength: number, seed: Uint8Array): string {
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return `${logicalName.slice(0, maxLength - digits.length - 1)}-${digits}`;
}

/** Whether the name looks like one of {@link generatedName}. */
export function isGeneratedName(name: unknown): boolean {
  return typeof name === "string" && suffix.test(name);
}
