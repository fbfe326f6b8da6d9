import { type Plan } from "@landing-zone/plan/plan";
import { isMandatoryViolation } from "../analyzer/results";
import { type RunOptions, runStack } from "../run";
import { Deployer } from "./deployer";
import { type ResourceProvider } from "./resource-provider";
import { type Snapshot } from "./snapshot";
import { type Step, type StepStatus } from "./step";

/** What is deployed of a stack, and the providers for it. */
export interface DeployedStack extends Pick<RunOptions, "providerFor"> {
  readonly snapshot: Snapshot;
  /** The provider of resources in the state, ready for use. */
  readonly storedProvider: (reference: string) => Promise<ResourceProvider>;
  /** Finds out what has become of operations that were interrupted. */
  settlePending(): Promise<void>;
}

/** A deployment of a stack, or a preview of one. */
export interface UpOptions extends Omit<RunOptions, "target" | "providerFor"> {
  readonly deployed: DeployedStack;
  /** Whether steps are only shown. */
  readonly dryRun: boolean;
  readonly onStep: (step: Step, status: StepStatus) => void;
}

/**
 * Runs the program and makes what it registers, then deletes what it no longer registers. When a
 * step fails no further one begins, and what was made until then is in the state.
 * @throws as `runStack`.
 */
export async function up({ deployed, dryRun, onStep, ...run }: UpOptions): Promise<Plan> {
  const { snapshot, storedProvider, providerFor } = deployed;
  if (!dryRun) await deployed.settlePending();
  const deployer = new Deployer({ snapshot, dryRun, storedProvider, onStep });
  deployer.stopOn(run.signal);
  try {
    const plan = await runStack({ ...run, target: deployer, providerFor });
    const isForbidden = plan.policies?.results.some(isMandatoryViolation) ?? false;
    if (!isForbidden) await deployer.deleteRemoved();
    return plan;
  } finally {
    await deployer.stop();
  }
}
