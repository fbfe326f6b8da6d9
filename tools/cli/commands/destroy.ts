import { assertUnprotected } from "@landing-zone/engine/deployment/deletion";
import { destroy } from "@landing-zone/engine/deployment/destroy";
import { type ExitCode, exitCodes } from "@landing-zone/plan/errors";
import { renderStepCounts } from "../render/steps";
import { stackCommand, StepLog } from "./deploy";
import { type StackOptions } from "./run-options";
import { type DeployContext } from "./up";

/**
 * Deletes everything of a stack, and ends its emulator. Unless something is protected, or the command
 * is interrupted, nothing is left in the end: what cannot be deleted ends with the emulator.
 */
export function destroyCommand(
  options: StackOptions,
  { signal, ...streams }: DeployContext,
): Promise<ExitCode> {
  return stackCommand(
    { ...options, isGivenUpWhenSilent: true },
    streams,
    "Destroying",
    async (deployment, console) => {
      const steps = new StepLog(console);
      let exitCode: ExitCode = exitCodes.success;
      assertUnprotected(deployment.snapshot.live);
      try {
        await destroy({ deployment, onStep: steps.onStep, signal });
      } catch (error) {
        if (signal.aborted) throw error;
        exitCode = console.failure(error);
      }
      await deployment.clear();
      const rest = exitCode === exitCodes.success ? "" : ", and with it all that was left";
      console.result([`${renderStepCounts(steps.done)}. The emulator has ended${rest}.`]);
      return exitCode;
    },
  );
}
