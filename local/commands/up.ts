import { LocalStack } from "../deployment/stack";
import { standInsAmong } from "../deployment/stand-ins";
import { up } from "../deployment/up";
import { type ExitCode, exitCodes } from "../errors";
import { isMandatoryViolation } from "../policy-pack/results";
import { renderOutputs, renderPolicies } from "../render/report";
import { renderStepCounts } from "../render/steps";
import { Console, type Streams } from "./console";
import { StepLog, withStack } from "./deploy";
import { type ProgramOptions, runOptions } from "./run-options";

/** What `up` and `preview` write to, and what stops them. */
export interface DeployContext extends Streams {
  /** Aborted when no further step is to begin. */
  readonly signal: AbortSignal;
}

/** Makes the stack in its emulator what the program says. */
export async function upCommand(
  options: ProgramOptions,
  context: DeployContext,
): Promise<ExitCode> {
  return deploy(options, context, false);
}

/** Shows what `up` would do. */
export async function previewCommand(
  options: ProgramOptions,
  context: DeployContext,
): Promise<ExitCode> {
  return deploy(options, context, true);
}

async function deploy(
  options: ProgramOptions,
  { signal, ...streams }: DeployContext,
  dryRun: boolean,
): Promise<ExitCode> {
  const console = new Console(streams, dryRun ? "Previewing" : "Deploying");
  const onOutput = (line: string): void => {
    console.notice([line]);
  };
  const steps = new StepLog(console);
  try {
    const run = runOptions(options, onOutput);
    return await withStack(LocalStack.open({ ...run, onOutput }), async (stackState) => {
      const plan = await up({ ...run, stackState, dryRun, onStep: steps.onStep, signal });
      const isForbidden = plan.policies?.results.some(isMandatoryViolation) ?? false;
      const standIns = dryRun ? [] : standInsAmong(stackState.snapshot.live);
      console.result([
        ...renderOutputs(plan, console.colors),
        ...renderPolicies(plan, console.colors),
        ...standIns.map(({ type, why }) => `Stand-in: ${type} (${why})`),
        `${dryRun ? "Would be: " : ""}${renderStepCounts(steps.done)}.`,
      ]);
      return isForbidden ? exitCodes.policyViolation : exitCodes.success;
    });
  } catch (error) {
    return console.failure(error);
  } finally {
    console.progress.stop();
  }
}
