import { DeploymentError } from "@landing-zone/plan/errors";
import { Child } from "../processes/child-process";

/** A provider in a process of its own. */
export interface ProviderProcess {
  /** `host:port` of its ResourceProvider service. */
  readonly address: string;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** Options for starting a provider. */
export interface ProviderProcessOptions {
  /** Arguments of Node.js. */
  readonly args: readonly string[];
  /** Folder from which the program resolves its packages. */
  readonly projectDirectory: string;
  /** A line that the provider printed beside its port. */
  readonly onOutput: (line: string) => void;
}

/**
 * Starts a provider.
 * @throws DeploymentError when it ends before it has printed the port that it listens on.
 */
export async function startProvider(options: ProviderProcessOptions): Promise<ProviderProcess> {
  let announce: (line: string) => void = () => undefined;
  const firstLine = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const child = new Child({
    args: options.args,
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
