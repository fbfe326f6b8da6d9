import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";
import { DeploymentError, type ExitCode, exitCodes, UsageError } from "../errors";
import { assertWritable, writeAtomically } from "../output-file";
import { type Plan } from "../plan";
import { preview, type PreviewOptions } from "../preview";
import { readPolicyPackConfiguration } from "../policy-pack/configuration";
import { type Configuration, loadConfiguration } from "../project/configuration";
import { readProject } from "../project/project";
import { previewProviders } from "../providers";
import { Progress, type ProgressStream } from "../render/progress";
import { mandatoryViolations, renderPlan, renderQuietly } from "../render/report";

/** The options of `npm start`, as the command line gives them. */
export interface PreviewCommandOptions {
  readonly cwd: string;
  readonly stack: string;
  /** `key=value` overlays of the stack's configuration. */
  readonly config: readonly string[];
  /** The same for secret values. */
  readonly secret: readonly string[];
  /** Folder of the policy pack within the project; false for none. Default: `policy-pack`, if there. */
  readonly policyPack?: string | false;
  readonly policyPackConfig?: string;
  /** File that the plan is written to. */
  readonly json?: string;
  /** File that a report for people is written to, as one HTML page. */
  readonly html?: string;
  readonly quiet?: boolean;
}

/** What the command writes to, and hooks for its caller. */
export interface PreviewCommandContext extends Pick<
  PreviewOptions,
  "timeouts" | "onPolicyRequest"
> {
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
}

/** The outcome of the command; there is no plan when it failed. */
export interface PreviewCommandResult {
  readonly exitCode: ExitCode;
  readonly plan?: Plan;
}

/** Previews a stack and prints what it finds. Never rejects for a fault of the user's or program's. */
export async function previewCommand(
  options: PreviewCommandOptions,
  context: PreviewCommandContext,
): Promise<PreviewCommandResult> {
  const colors = createColors(useColors(context.stdout));
  const progress = new Progress(context.stderr);
  const print = (stream: ProgressStream, lines: readonly string[]): void => {
    progress.clear();
    const text = lines.map((line) => `${line}\n`).join("");
    stream.write(useColors(stream) ? text : stripVTControlCharacters(text));
  };
  try {
    const plan = await preview({
      ...previewOptions(options, (line) => {
        print(context.stderr, [line]);
      }),
      ...context,
      onProgress: (resources) => {
        progress.update(resources);
      },
    });
    await writeFiles(options, plan);
    const render = options.quiet === true ? renderQuietly : renderPlan;
    print(context.stdout, render(plan, colors));
    const isClean = mandatoryViolations(plan).length === 0;
    return { exitCode: isClean ? exitCodes.success : exitCodes.policyViolation, plan };
  } catch (error) {
    print(context.stderr, [describe(error)]);
    return {
      exitCode: error instanceof UsageError ? exitCodes.usage : exitCodes.programFailed,
    };
  } finally {
    progress.stop();
  }
}

function previewOptions(
  options: PreviewCommandOptions,
  onOutput: (line: string) => void,
): PreviewOptions {
  const directory = resolve(options.cwd);
  for (const file of [options.json, options.html]) {
    if (file !== undefined) {
      assertWritable(resolve(directory, file));
    }
  }
  const project = readProject(directory);
  const configuration = loadConfiguration(project, options.stack, {
    config: options.config,
    secrets: options.secret,
  });
  announceStandIns(configuration, onOutput);
  const policyPack = policyPackOptions(directory, options);
  return {
    project,
    stack: options.stack,
    configuration,
    providerFor: previewProviders(directory),
    ...(policyPack === undefined ? {} : { policyPack }),
    onOutput,
  };
}

async function writeFiles({ cwd, json, html }: PreviewCommandOptions, plan: Plan): Promise<void> {
  if (json !== undefined) {
    writeAtomically(resolve(cwd, json), `${JSON.stringify(plan, null, 2)}\n`);
  }
  if (html !== undefined) {
    const { renderReport } = await import("../report/index.js");
    writeAtomically(resolve(cwd, html), renderReport(plan));
  }
}

function announceStandIns(
  { encryptedKeys }: Configuration,
  onOutput: (line: string) => void,
): void {
  if (encryptedKeys.length > 0) {
    onOutput(
      `Encrypted configuration cannot be read here; stand-ins are used in ${encryptedKeys.join(", ")}.`,
    );
  }
}

function policyPackOptions(
  directory: string,
  { policyPack, policyPackConfig }: PreviewCommandOptions,
): PreviewOptions["policyPack"] {
  const configuration =
    policyPackConfig === undefined
      ? {}
      : readPolicyPackConfiguration(resolve(directory, policyPackConfig));
  const pack = resolve(directory, policyPack === false ? "" : (policyPack ?? "policy-pack"));
  const isDefault = policyPack === undefined;
  const isThere = existsSync(join(pack, "PulumiPolicy.yaml"));
  if (policyPack === false || (isDefault && !isThere)) {
    if (policyPackConfig !== undefined) {
      throw new UsageError(
        "--policy-pack-config is given, but there is no policy pack to configure.",
      );
    }
    return undefined;
  }
  return { directory: pack, configuration };
}

function useColors(stream: ProgressStream): boolean {
  const { NO_COLOR } = process.env;
  return stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === "");
}

function describe(error: unknown): string {
  if (error instanceof UsageError || error instanceof DeploymentError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
