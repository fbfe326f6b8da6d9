import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { defaultLimits, runCommand } from "../checks/command";
import { loadOutputs, type OutputValues, parseOutputs } from "../checks/outputs";
import { UsageError } from "./errors";

/** Source of a stack's outputs, and its AWS endpoint. */
export interface DeploymentSource {
  /** The project's folder. */
  readonly directory: string;
  readonly stack: string;
  /** A file as `pulumi stack output --json` prints it. */
  readonly outputsFile?: string | undefined;
  /** Whether the stack is the one that `npm run local -- up` deployed to this machine. */
  readonly local: boolean;
  /** The URL of an emulator. Default: AWS, or the local deployment's own. */
  readonly endpointUrl?: string | undefined;
}

/** Outputs of a deployed stack, and its AWS endpoint. */
export interface Deployment {
  readonly outputs: OutputValues;
  /** Default: AWS itself. */
  readonly endpointUrl?: string | undefined;
}

const emulatorRecord = z.object({ endpoint: z.url() });

/** The local command loads the whole engine before it answers. */
const localLimits = { ...defaultLimits, timeoutMs: 60_000 };

/**
 * Reads a deployment: from a file, from the local deployment, or by the Pulumi CLI.
 *
 * @throws Error when there are no outputs, or they do not keep the contract of `lib/stack-outputs.ts`.
 */
export async function readDeployment(source: DeploymentSource): Promise<Deployment> {
  const { directory, stack, outputsFile, local, endpointUrl } = source;
  if (outputsFile !== undefined) {
    return { outputs: await loadOutputs({ file: outputsFile }), endpointUrl };
  }
  if (!local) return { outputs: await loadOutputs({ stack }), endpointUrl };
  const text = await runCommand(
    {
      executable: "npm",
      args: [
        "run",
        "--silent",
        "--prefix",
        directory,
        "local",
        "--",
        "outputs",
        "--json",
        "--stack",
        stack,
      ],
    },
    localLimits,
  );
  return {
    outputs: parseOutputs(text, `The local deployment of ${stack}`),
    endpointUrl: endpointUrl ?? localEndpoint(directory, stack),
  };
}

function localEndpoint(directory: string, stack: string): string {
  const file = join(directory, ".local", stack, "emulator.json");
  if (!existsSync(file)) {
    throw new UsageError(
      `The stack ${stack} is not deployed on this machine: run npm run local -- up --stack ${stack}.`,
    );
  }
  return emulatorRecord.parse(JSON.parse(readFileSync(file, "utf8"))).endpoint;
}
