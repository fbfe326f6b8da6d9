import { dangerousChangesOf } from "@landing-zone/change-guard/index";
import { plannedChanges } from "@landing-zone/change-guard/steps";
import { unemulatedAmong } from "@landing-zone/aws-emulator/emulated-provider/unemulated";
import { stackExport } from "@landing-zone/engine/deployment/outputs";
import { up } from "@landing-zone/engine/deployment/up";
import { type RunOptions } from "@landing-zone/engine/run";
import { writeAtomically } from "@landing-zone/engine/output-file";
import { type ExitCode, exitCodes } from "@landing-zone/plan/errors";
import { policyVerdictOf } from "@landing-zone/plan-report/model/policies";
import { renderFindings } from "@landing-zone/plan-report/terminal/findings";
import { renderOutputs } from "@landing-zone/plan-report/terminal/outputs";
import { mandatoryViolations } from "@landing-zone/plan-report/terminal/summary";
import { renderDangerousChanges } from "../render/dangerous-changes";
import { renderStepCounts } from "../render/steps";
import { type Streams } from "./console";
import { stackCommand, StepLog } from "./deploy";
import { type ProgramOptions, runOptions } from "./run-options";

/** Streams of a command on a deployment, and the signal that stops it. */
export interface DeployContext extends Streams, Pick<RunOptions, "startProgram"> {
  /** Aborted when no further step is to begin. */
  readonly signal: AbortSignal;
}

/** Brings the stack in its emulator to the state that the program declares. */
export function upCommand(options: ProgramOptions, context: DeployContext): Promise<ExitCode> {
  return deploy(options, context, false);
}

/** Shows what `up` would do. */
export function previewCommand(options: ProgramOptions, context: DeployContext): Promise<ExitCode> {
  return deploy(options, context, true);
}

function deploy(
  options: ProgramOptions,
  { signal, startProgram, ...streams }: DeployContext,
  dryRun: boolean,
): Promise<ExitCode> {
  const activity = dryRun ? "Previewing" : "Deploying";
  return stackCommand(options, streams, activity, async (deployment, console) => {
    const run = runOptions(options, (line) => {
      console.notice([line]);
    });
    console.progress.begin("Setting up the emulator");
    await deployment.prepare();
    console.progress.begin(activity);
    const steps = new StepLog(console);
    const { onStep } = steps;
    const plan = await up({ ...run, startProgram, deployment, dryRun, onStep, signal });
    if (!dryRun) {
      const { folder, snapshot } = deployment;
      writeAtomically(folder.exportFile, JSON.stringify(stackExport(snapshot.state)));
    }
    const types = dryRun ? [] : deployment.snapshot.live.map(({ type }) => type);
    console.result([
      ...(dryRun ? [] : renderOutputs(plan, console.terminal)),
      ...renderFindings(policyVerdictOf(plan), console.terminal),
      ...(dryRun
        ? renderDangerousChanges(dangerousChangesOf(plannedChanges(steps.done)), console.colors)
        : []),
      ...unemulatedAmong(types).map(({ type, why }) => `Not emulated: ${type} (${why})`),
      `${dryRun ? "Would be: " : ""}${renderStepCounts(steps.done)}.`,
    ]);
    const isForbidden = mandatoryViolations(plan).length > 0;
    return isForbidden ? exitCodes.policyViolation : exitCodes.success;
  });
}
