import { join } from "node:path";
import { DeploymentError } from "@landing-zone/plan/errors";
import { typescriptLoader } from "../paths";
import { Child } from "../processes/child-process";

/** A provider in a process of its own. */
export interface ProviderProcess {
  /** `host:port` of its ResourceProvider service. */
  readonly address: string;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** How to start a provider. */
export interface ProviderProcessOptions {
  /** Where the program resolves its packages from. */
  readonly projectDirectory: string;
  /** URL of the AWS emulator. */
  readonly endpoint: string;
  /** A line that the provider printed beside its port. */
  readonly onOutput: (line: string) => void;
}

/**
 * Starts a provider that makes resources in an AWS emulator.
 * @throws DeploymentError when it ends before it has said where it listens.
 */
export async function startProvider(options: ProviderProcessOptions): Promise<ProviderProcess> {
  let announce: (line: string) => void = () => undefined;
  const firstLine = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const child = new Child({
    args: [
      ...typescriptLoader,
      join(__dirname, "../../aws-emulator/provider/server.ts"),
      ...["--endpoint", options.endpoint],
    ],
    cwd: options.projectDirectory,
    env: {},
    onStdout: (line) => {
      announce(line);
    },
    onStderr: options.onOutput,
  });
  const port = await Promise.race([firstLine, child.exited.then(() => undefined)]);
  if (port === undefined) {
    throw new DeploymentError("The local provider ended before it could be used: see its output.");
  }
  return { address: `127.0.0.1:${port}`, stop: () => child.kill() };
}
