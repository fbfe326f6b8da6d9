import { destroy } from "@landing-zone/engine/deployment/destroy";
import { type ExitCode, exitCodes, UsageError } from "@landing-zone/plan/errors";
import { checkCommand } from "./check";
import { stackCommand, StepLog } from "./deploy";
import { type ProgramOptions } from "./run-options";
import { type DeployContext, upCommand } from "./up";

/**
 * Deploys a stack, checks it and deletes it again, even if a step fails.
 * @returns The first exit code that is not success.
 */
export async function rehearseCommand(
  options: ProgramOptions,
  context: DeployContext,
): Promise<ExitCode> {
  const fresh = await assertNotDeployed(options, context);
  if (fresh !== exitCodes.success) return fresh;
  const steps = [upCommand, checkCommand];
  let outcome: ExitCode = exitCodes.success;
  for (const step of steps) {
    if (outcome === exitCodes.success) outcome = await step(options, context);
  }
  const cleaned = await cleanUp(options, context);
  return outcome === exitCodes.success ? cleaned : outcome;
}

function assertNotDeployed(options: ProgramOptions, context: DeployContext): Promise<ExitCode> {
  return stackCommand(options, context, "Rehearsing", ({ snapshot }) => {
    if (snapshot.live.length > 0) {
      throw new UsageError(
        `The stack "${options.stack}" is deployed on this machine; a rehearsal would delete it. Destroy it first.`,
      );
    }
    return Promise.resolve(exitCodes.success);
  });
}

/** Deletes what can be deleted; the rest ends with the emulator. */
function cleanUp(options: ProgramOptions, streams: DeployContext): Promise<ExitCode> {
  return stackCommand(options, streams, "Destroying", async (deployment, console) => {
    try {
      const isProtected = deployment.snapshot.live.some(({ options: { protect } }) => protect);
      if (isProtected) {
        console.notice([
          "Resources are protected: they are not deleted, but end with the emulator.",
        ]);
      } else {
        await destroy({ deployment, onStep: new StepLog(console).onStep });
      }
    } finally {
      await deployment.clear();
    }
    console.result(["The rehearsal is over, and its emulator has ended."]);
    return exitCodes.success;
  });
}
