import { resolve } from "node:path";
import { type ExitCode, exitCodes, UsageError } from "@landing-zone/plan/errors";
import { assertWritable, writeAtomically } from "@landing-zone/engine/output-file";
import { type Plan } from "@landing-zone/plan/plan";
import { mandatoryViolations, renderPlan, renderQuietly } from "../render/report";
import { type RunOptions, runStack } from "@landing-zone/engine/run";
import { Console, type Streams } from "./console";
import { type ProgramOptions, runOptions } from "./run-options";

/** The options of `npm start`, as the command line gives them. */
export interface PlanCommandOptions extends ProgramOptions {
  /** File that the plan is written to. */
  readonly json?: string;
  /** File that a report for people is written to, as one HTML page. */
  readonly html?: string;
  /** Another stack, which the report is to be compared with. */
  readonly compare?: string;
  readonly quiet?: boolean;
}

/** What the command writes to, and hooks for its caller. */
export type PlanCommandContext = Streams &
  Pick<RunOptions, "timeouts" | "onPolicyRequest" | "startProgram">;

/** The outcome of the command; there is no plan when it failed. */
export interface PlanCommandResult {
  readonly exitCode: ExitCode;
  readonly plan?: Plan;
}

/**
 * Previews a first deployment of a stack and prints what it finds. Never rejects for a fault of the
 * user's or program's.
 */
export async function planCommand(
  options: PlanCommandOptions,
  context: PlanCommandContext,
): Promise<PlanCommandResult> {
  const console = new Console(context, "Previewing");
  try {
    for (const file of [options.json, options.html]) {
      if (file !== undefined) assertWritable(resolve(options.cwd, file));
    }
    if (options.compare !== undefined && options.html === undefined) {
      throw new UsageError("--compare adds to a report: name its file with --html.");
    }
    const run = (ofStack: PlanCommandOptions) =>
      runStack({
        ...runOptions(ofStack, (line) => {
          console.notice([line]);
        }),
        ...context,
        onProgress: (resources) => {
          console.progress.update(resources);
        },
      });
    const plan = await run(options);
    const other = options.compare === undefined ? undefined : await run(comparedOptions(options));
    await writeFiles(options, plan, other);
    const render = options.quiet === true ? renderQuietly : renderPlan;
    console.result(render(plan, console.colors));
    const isClean = mandatoryViolations(plan).length === 0;
    return { exitCode: isClean ? exitCodes.success : exitCodes.policyViolation, plan };
  } catch (error) {
    return { exitCode: console.failure(error) };
  } finally {
    console.progress.stop();
  }
}

/** The other stack as it stands in its file, and without a policy pack: only its plan is of interest. */
function comparedOptions({ cwd, compare = "" }: PlanCommandOptions): PlanCommandOptions {
  return { cwd, stack: compare, config: [], secret: [], policyPack: false };
}

async function writeFiles(
  { cwd, json, html }: PlanCommandOptions,
  plan: Plan,
  other?: Plan,
): Promise<void> {
  if (json !== undefined) {
    writeAtomically(resolve(cwd, json), `${JSON.stringify(plan, null, 2)}\n`);
  }
  if (html !== undefined) {
    const { renderReport } = await import("@landing-zone/plan-report/index");
    writeAtomically(resolve(cwd, html), renderReport(plan, other));
  }
}
