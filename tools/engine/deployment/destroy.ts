import { StepExecutor } from "./step-executor";
import { type Step, type StepStatus } from "@landing-zone/plan/step";
import { type LocalDeployment } from "./local-deployment";

/** Options for deleting a whole stack. */
export interface DestroyOptions {
  readonly deployment: LocalDeployment;
  readonly onStep: (step: Step, status: StepStatus) => void;
  /** Aborted when no further step is to begin. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes everything that is deployed, dependents first. The emulator keeps running.
 * @throws DeploymentError when something is protected or cannot be deleted.
 */
export async function destroy(options: DestroyOptions): Promise<void> {
  const { deployment, onStep, signal } = options;
  const { snapshot, storedProvider } = deployment;
  const executor = new StepExecutor({ snapshot, dryRun: false, storedProvider, onStep });
  executor.stopOn(signal);
  try {
    await executor.deleteRemoved();
  } finally {
    await executor.stop();
  }
}
