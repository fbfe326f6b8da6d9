import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "@landing-zone/plan/errors";
import { readPolicyPackConfiguration } from "@landing-zone/engine/analyzer/configuration";
import { type Configuration, loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { previewProviders } from "@landing-zone/engine/preview-providers/index";
import { type RunOptions } from "@landing-zone/engine/run";
import { withBaseline } from "migration-landing-zone-policies/lib/baseline";

/** The options of every command, as the command line gives them. */
export interface StackOptions {
  readonly cwd: string;
  readonly stack: string;
}

/** The options of every command that runs the program. */
export interface ProgramOptions extends StackOptions {
  /** `key=value` overlays of the stack's configuration. */
  readonly config: readonly string[];
  /** The same for secret values. */
  readonly secret: readonly string[];
  /** Folder of the policy pack within the project; false for none. Default: `policy-pack`, if there. */
  readonly policyPack?: string | false;
  readonly policyPackConfig?: string;
  /** JSON file with findings that are known and do not block. */
  readonly baseline?: string;
}

/** The project's folder as an absolute path. */
export function projectDirectory(cwd: string): string {
  return resolve(cwd);
}

/**
 * The run that the command line and the project's files ask for.
 * @throws UsageError if they are invalid.
 */
export function runOptions(options: ProgramOptions, onOutput: (line: string) => void): RunOptions {
  const directory = projectDirectory(options.cwd);
  const project = readProject(directory);
  const configuration = loadConfiguration(project, options.stack, {
    config: options.config,
    secrets: options.secret,
  });
  announceEncrypted(configuration, onOutput);
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

function announceEncrypted(
  { encryptedKeys }: Configuration,
  onOutput: (line: string) => void,
): void {
  if (encryptedKeys.length > 0) {
    onOutput(
      `Encrypted configuration cannot be read here; placeholders are used in ${encryptedKeys.join(", ")}.`,
    );
  }
}

function policyPackOptions(
  directory: string,
  { policyPack, policyPackConfig, baseline }: ProgramOptions,
): RunOptions["policyPack"] {
  const readFile = (file: string | undefined) =>
    file === undefined ? {} : readPolicyPackConfiguration(resolve(directory, file));
  const configuration = withBaseline(readFile(policyPackConfig), readFile(baseline));
  const pack = resolve(directory, policyPack === false ? "" : (policyPack ?? "policy-pack"));
  const isDefault = policyPack === undefined;
  const isThere = existsSync(join(pack, "PulumiPolicy.yaml"));
  if (policyPack === false || (isDefault && !isThere)) {
    const option = policyPackConfig === undefined ? "--baseline" : "--policy-pack-config";
    if ((policyPackConfig ?? baseline) !== undefined) {
      throw new UsageError(`${option} is given, but there is no policy pack to configure.`);
    }
    return undefined;
  }
  return { directory: pack, configuration };
}
