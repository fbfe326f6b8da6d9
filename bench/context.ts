import { resolve } from "node:path";
import { type Command } from "./measure/measure";
import { type RoundsOptions } from "./measure/rounds";

/** The project's own folder. */
export const projectDirectory = resolve(__dirname, "..");

/** Scratch folder of the benchmark; git ignores it. */
export const scratchDirectory = resolve(projectDirectory, ".local/bench");

/** Options that every group of measurements receives. */
export type BenchContext = RoundsOptions;

/** The command line of a preview without policies, printed in one line. */
export function previewCommand(...options: readonly string[]): Command {
  return {
    file: process.execPath,
    args: [
      "--import",
      "tsx",
      "tools/cli/main.ts",
      "plan",
      "--quiet",
      "--no-policy-pack",
      ...options,
    ],
    cwd: projectDirectory,
  };
}

/**
 * The number of resources that a preview would create.
 *
 * @param stdout The preview's output.
 * @throws Error when the output has no such number.
 */
export function plannedResources(stdout: string): number {
  const [, count] = /^(\d+) resources to create/m.exec(stdout) ?? [];
  if (count === undefined) throw new Error(`The preview has no number of resources:\n${stdout}`);
  return Number(count);
}
