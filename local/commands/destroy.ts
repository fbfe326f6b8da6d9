import { destroy } from "../deployment/destroy";
import { LocalStack } from "../deployment/stack";
import { type ExitCode, exitCodes } from "../errors";
import { readProject } from "../project/project";
import { renderStepCounts } from "../render/steps";
import { Console } from "./console";
import { StepLog, withStack } from "./deploy";
import { type StackOptions, projectDirectory } from "./run-options";
import { type DeployContext } from "./up";

/** Deletes everything of a stack, and ends its emulator. */
export async function destroyCommand(
  { cwd, stack }: StackOptions,
  { signal, ...streams }: DeployContext,
): Promise<ExitCode> {
  const console = new Console(streams, "Destroying");
  const onOutput = (line: string): void => {
    console.notice([line]);
  };
  const steps = new StepLog(console);
  try {
    const project = readProject(projectDirectory(cwd));
    return await withStack(LocalStack.open({ project, stack, onOutput }), async (stackState) => {
      const hasEnded = await destroy({ stackState, onStep: steps.onStep, signal });
      console.result([
        `${renderStepCounts(steps.done)}.`,
        hasEnded
          ? "The emulator has ended."
          : "The emulator goes on: it holds what is retained on delete. To destroy again ends it.",
      ]);
      return exitCodes.success;
    });
  } catch (error) {
    return console.failure(error);
  } finally {
    console.progress.stop();
  }
}
