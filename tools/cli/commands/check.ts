import { existsSync } from "node:fs";
import { join } from "node:path";
import { typescriptLoader } from "@landing-zone/engine/paths";
import { deployedOutputs, stackExport } from "@landing-zone/engine/deployment/outputs";
import { type LocalDeployment } from "@landing-zone/engine/deployment/local-deployment";
import { DeploymentError, type ExitCode, exitCodes, UsageError } from "@landing-zone/plan/errors";
import { Child } from "@landing-zone/engine/processes/child-process";
import { writeAtomically } from "@landing-zone/engine/output-file";
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
  { folder, snapshot }: LocalDeployment,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const runner = join(directory, "checks/run.ts");
  if (!existsSync(runner)) throw new UsageError(`There are no integration checks: no ${runner}.`);
  signal.throwIfAborted();
  writeAtomically(folder.outputsFile, JSON.stringify(deployedOutputs(snapshot.state)));
  if (!existsSync(folder.exportFile)) {
    writeAtomically(folder.exportFile, JSON.stringify(stackExport(snapshot.state)));
  }
  const child = new Child({
    args: [
      ...typescriptLoader,
      runner,
      ...["--outputs", folder.outputsFile],
      ...["--export", folder.exportFile],
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
