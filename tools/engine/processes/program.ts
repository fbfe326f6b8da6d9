import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { parallelism } from "../monitor/monitor";
import { UsageError } from "@landing-zone/plan/errors";
import { type Configuration } from "../project/configuration";
import { type Project } from "../project/project";
import { Child } from "./child-process";

/** Facts that the language host gives a program about its run. */
export interface ProgramRun {
  readonly project: Project;
  readonly stack: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly configuration: Configuration;
  /** Address of the resource monitor, which is the engine service too. */
  readonly monitor: string;
  readonly onOutput: (line: string) => void;
}

/** Exit code of a program that has already reported its error. */
export const exitedAfterLogging = 32;

/**
 * Starts the program as Pulumi's Node.js language host does.
 * Source: `sdk/nodejs/cmd/pulumi-language-nodejs` of pulumi.
 */
export function startProgram(run: ProgramRun): Child {
  const { project, stack, configuration } = run;
  const { directory, entryPoint } = workingDirectory(project);
  const { nodeargs = "", typescript = true, tsconfig } = project.runtimeOptions;
  const args = [
    ...splitArguments(nodeargs),
    resolveFrom(directory, "@pulumi/pulumi/cmd/run"),
    ...["--monitor", run.monitor],
    ...["--engine", run.monitor],
    ...["--organization", run.organization],
    ...["--project", project.name],
    ...["--root-directory", project.directory],
    ...["--stack", stack],
    ...["--pwd", directory],
    ...["--dry-run", String(run.dryRun)],
    ...["--parallel", String(parallelism)],
    entryPoint,
  ];
  return new Child({
    args,
    cwd: directory,
    env: {
      PULUMI_CONFIG: JSON.stringify(configuration.values),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(configuration.secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: String(typescript),
      ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
    },
    onStdout: run.onOutput,
    onStderr: run.onOutput,
  });
}

/** The folder to run in, and the entry point within it. */
function workingDirectory({ directory, main }: Project): { directory: string; entryPoint: string } {
  if (main === undefined) {
    return { directory, entryPoint: "." };
  }
  const path = resolve(directory, main);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new UsageError(`The entry point ${path} (main in Pulumi.yaml) does not exist.`);
  }
  return stats.isDirectory()
    ? { directory: path, entryPoint: "." }
    : { directory: dirname(path), entryPoint: basename(path) };
}

/** Splits command line arguments as a shell does, with quotes but no substitutions. */
function splitArguments(text: string): readonly string[] {
  const words = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
}

/**
 * The file that a module resolves to from a folder.
 * @throws UsageError when the folder's packages are not installed.
 */
export function resolveFrom(directory: string, module: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve(module);
  } catch {
    throw new UsageError(`${module} is not installed in ${directory}: run npm ci there.`);
  }
}
