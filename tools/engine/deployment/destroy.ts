import { Deployer } from "./deployer";
import { type Step, type StepStatus } from "./step";
import { type DeployedStack } from "./up";

/** How to delete everything of a stack. */
export interface DestroyOptions {
  readonly stack: DeployedStack;
  readonly onStep: (step: Step, status: StepStatus) => void;
  /** Aborted when no further step is to begin. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes everything that is deployed, what depends on others first. The emulator goes on.
 * @throws DeploymentError when something is protected or cannot be deleted.
 */
export async function destroy(options: DestroyOptions): Promise<void> {
  const { stack, onStep, signal } = options;
  const { snapshot, storedProvider } = stack;
  await stack.settlePending();
  const deployer = new Deployer({ snapshot, dryRun: false, storedProvider, onStep });
  deployer.stopOn(signal);
  try {
    await deployer.deleteRemoved();
  } finally {
    await deployer.stop();
  }
}
