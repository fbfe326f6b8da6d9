import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deployedOutputs } from "../deployment/outputs";
import { type LocalStack } from "../deployment/stack";
import { DeploymentError, type ExitCode, exitCodes, UsageError } from "../errors";
import { Child } from "../host/child-process";
import { writeAtomically } from "../output-file";
import { type Console } from "./console";
import { stackCommand } from "./deploy";
import { projectDirectory, type StackOptions } from "./run-options";
import { type DeployContext } from "./up";

/** Exit code of the runner when a check fails. */
const runnerFailed = 1;

/** Holds the deployed stack against the project's integration checks. */
export function checkCommand(
  options: StackOptions,
  { signal, ...streams }: DeployContext,
): Promise<ExitCode> {
  const directory = projectDirectory(options.cwd);
  return stackCommand(options, streams, "Checking", (stack, console) =>
    check(directory, stack, console, signal),
  );
}

async function check(
  directory: string,
  { folder, snapshot }: LocalStack,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const runner = join(directory, "tests/integration/run.ts");
  if (!existsSync(runner)) throw new UsageError(`There are no integration checks: no ${runner}.`);
  signal.throwIfAborted();
  writeAtomically(folder.outputsFile, JSON.stringify(deployedOutputs(snapshot.state)));
  const child = new Child({
    args: [
      ...["--import", pathToFileURL(require.resolve("tsx")).href],
      runner,
      ...["--outputs", folder.outputsFile],
      ...["--endpoint-url", folder.emulator?.endpoint ?? ""],
    ],
    cwd: directory,
    env: {},
    onStdout: (line) => {
      console.result([line]);
    },
    onStderr: (line) => {
      console.notice([line]);
    },
  });
  signal.addEventListener("abort", () => void child.end());
  const { code } = await child.exited;
  signal.throwIfAborted();
  if (code === 0) return exitCodes.success;
  if (code === runnerFailed) return exitCodes.checkFailed;
  throw new DeploymentError("The integration checks could not be run.");
}
