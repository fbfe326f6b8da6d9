import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputsCommand } from "@landing-zone/cli/commands/outputs";
import { upCommand } from "@landing-zone/cli/commands/up";
import { StateFolder } from "@landing-zone/engine/deployment/state-folder";
import { type Emulator, startEmulator } from "@landing-zone/aws-emulator/server/index";
import { type ExitCode, exitCodes } from "@landing-zone/plan/errors";
import { projectDirectory } from "../../support/engine";
import { startAgain } from "../../support/programs";
import { loadDeclared } from "../../../checks/declared/load";
import { type DeclaredResources } from "../../../checks/declared/resources";
import { type OutputValues, parseOutputs } from "../../../checks/outputs";

/** A stack to deploy. */
export interface StackSettings {
  /** Any name; the project needs no file for it. */
  readonly stack: string;
  /** `key=value` overlays of the configuration of `dev`. */
  readonly config: readonly string[];
}

/** Kept by the deployment of people; everything else of the project is the same in each copy. */
const ownFiles = /^(\.local|\.git|Pulumi\..+\.yaml)$/;

/** A deployed stack: its outputs, and its declarations. */
export interface DeployedSettings {
  readonly outputs: OutputValues;
  readonly declared: DeclaredResources;
}

/** A copy of the project and an emulator, to deploy stacks side by side in one account. */
export class LocalStacks {
  readonly #directory: string;

  private constructor(
    directory: string,
    readonly emulator: Emulator,
  ) {
    this.#directory = directory;
  }

  /** Starts the emulator. {@link LocalStacks.remove} ends it. */
  static async start(): Promise<LocalStacks> {
    const directory = mkdtempSync(join(tmpdir(), "landing-zone-"));
    for (const name of readdirSync(projectDirectory).filter((file) => !ownFiles.test(file))) {
      symlinkSync(join(projectDirectory, name), join(directory, name));
    }
    const emulator = await startEmulator({ logFile: join(directory, "emulator.log") });
    return new LocalStacks(directory, emulator);
  }

  /**
   * Deploys a stack by the command that people use.
   * @returns Its outputs, and what it declares.
   * @throws Error with everything that the command printed.
   */
  async deploy({ stack, config }: StackSettings): Promise<DeployedSettings> {
    const cwd = this.#directory;
    const [template, file] = ["dev", stack].map((name) => `Pulumi.${name}.yaml`);
    copyFileSync(join(projectDirectory, template!), join(cwd, file!));
    new StateFolder(cwd, stack).setEmulator(this.emulator);
    const context = { signal: new AbortController().signal, startProgram: startAgain };
    const options = { cwd, stack, config, secret: [], policyPack: false } as const;
    await printed((streams) => upCommand(options, { ...streams, ...context }));
    const text = await printed((streams) => outputsCommand({ cwd, stack, json: true }, streams));
    const { exportFile } = new StateFolder(cwd, stack);
    return {
      outputs: parseOutputs(text, `The stack ${stack}`),
      declared: await loadDeclared({ file: exportFile }),
    };
  }

  /** Ends the emulator, and with it everything that was deployed. */
  async remove(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

type Streams = Parameters<typeof outputsCommand>[1];

/**
 * The result that a command prints.
 * @throws Error with all it printed when it fails.
 */
async function printed(run: (streams: Streams) => Promise<ExitCode>): Promise<string> {
  const [stdout, all]: [string[], string[]] = [[], []];
  const streams: Streams = {
    stdout: { write: (text) => stdout.push(text) && all.push(text) },
    stderr: { write: (text) => all.push(text) },
  };
  const code = await run(streams);
  if (code !== exitCodes.success) throw new Error(`Exit code ${code}:\n${all.join("")}`);
  return stdout.join("");
}
