import { destroy } from "@landing-zone/engine/deployment/destroy";
import { type ExitCode, exitCodes } from "@landing-zone/plan/errors";
import { renderStepCounts } from "../render/steps";
import { stackCommand, StepLog } from "./deploy";
import { type StackOptions } from "./run-options";
import { type DeployContext } from "./up";

/** Deletes everything of a stack, and ends its emulator. */
export function destroyCommand(
  options: StackOptions,
  { signal, ...streams }: DeployContext,
): Promise<ExitCode> {
  return stackCommand(options, streams, "Destroying", async (deployment, console) => {
    const steps = new StepLog(console);
    await destroy({ deployment, onStep: steps.onStep, signal });
    await deployment.clear();
    console.result([`${renderStepCounts(steps.done)}. The emulator has ended.`]);
    return exitCodes.success;
  });
}
