import { type Plan, isMandatoryViolation } from "@landing-zone/plan/plan";
import { type RunOptions, runStack } from "../run";
import { StepExecutor } from "./step-executor";
import { type LocalDeployment } from "./local-deployment";
import { type Step, type StepStatus } from "@landing-zone/plan/step";

/** A deployment of a stack, or a preview of one. */
export interface UpOptions extends Omit<RunOptions, "target" | "providerFor"> {
  readonly deployment: LocalDeployment;
  /** Whether steps are only shown. */
  readonly dryRun: boolean;
  readonly onStep: (step: Step, status: StepStatus) => void;
}

/**
 * Runs the program and creates its resources, then deletes those that it no longer registers. When
 * a step fails no further one begins, and the state has everything created until then.
 * @throws as `runStack`.
 */
export async function up({ deployment, dryRun, onStep, ...run }: UpOptions): Promise<Plan> {
  const { snapshot, storedProvider, providerFor } = deployment;
  const executor = new StepExecutor({ snapshot, dryRun, storedProvider, onStep });
  executor.stopOn(run.signal);
  try {
    const plan = await runStack({ ...run, target: executor, providerFor });
    const isForbidden = plan.policies?.results.some(isMandatoryViolation) ?? false;
    if (!isForbidden) await executor.deleteRemoved();
    return plan;
  } finally {
    await executor.stop();
  }
}
