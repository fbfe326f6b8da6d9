import { resolve } from "node:path";
import { type ExitCode, exitCodes, UsageError } from "@landing-zone/plan/errors";
import { assertWritable, standardOutput, writeOutput } from "@landing-zone/engine/output-file";
import { type Plan } from "@landing-zone/plan/plan";
import { type Details, renderPlan } from "@landing-zone/plan-report/terminal/first-screen";
import { mandatoryViolations, renderQuietly } from "@landing-zone/plan-report/terminal/summary";
import { type RunOptions, runStack } from "@landing-zone/engine/run";
import { Console, type Streams } from "./console";
import { assertReports, type ReportOptions, writeReports } from "./reports";
import { projectDirectory, type ProgramOptions, runOptions } from "./run-options";

/** The options of `npm start`, as the command line gives them. */
export interface PlanCommandOptions extends ProgramOptions, Details, ReportOptions {
  /** File that the plan is written to; `-` is standard output. */
  readonly json?: string;
  /** The same for a report for people, as one HTML page. */
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
  const { stdout, stderr } = context;
  const isPiped = [options.json, options.html].includes(standardOutput);
  const console = new Console({ stdout: isPiped ? stderr : stdout, stderr }, "Previewing");
  const run = (ofStack: RunOptions) =>
    runStack({
      ...ofStack,
      ...context,
      onProgress: (resources) => {
        console.progress.update(resources);
      },
    });
  try {
    assertFiles(options);
    const [own, compared] = runsOf(options, (line) => {
      console.notice([line]);
    });
    assertReports(options, projectDirectory(options.cwd), own);
    const plan = await run(own);
    const other = compared && (await run(compared));
    await writeFiles(options, stdout, plan, other);
    writeReports(options, projectDirectory(options.cwd), plan, own);
    console.result(
      options.quiet === true
        ? renderQuietly(plan, console.terminal)
        : renderPlan(plan, console.terminal, options.cwd, options),
    );
    const isClean = mandatoryViolations(plan).length === 0;
    return { exitCode: isClean ? exitCodes.success : exitCodes.policyViolation, plan };
  } catch (error) {
    return { exitCode: console.failure(error) };
  } finally {
    console.progress.stop();
  }
}

/** @throws UsageError when what is asked for cannot be written in the end. */
function assertFiles({ cwd, json, html, compare }: PlanCommandOptions): void {
  if (json === standardOutput && html === standardOutput) {
    throw new UsageError(
      "--json and --html cannot both go to standard output: name a file for one.",
    );
  }
  if (compare !== undefined && html === undefined) {
    throw new UsageError("--compare adds to a report: name its file with --html.");
  }
  for (const file of [json, html]) {
    if (file !== undefined) assertWritable(pathOf(cwd, file));
  }
}

/** A path of the command line, which is relative to the project. */
function pathOf(cwd: string, file: string): string {
  return file === standardOutput ? file : resolve(cwd, file);
}

/** The run of the stack, and that of the one that it is compared with. */
function runsOf(
  options: PlanCommandOptions,
  onOutput: (line: string) => void,
): readonly [RunOptions, RunOptions?] {
  const own = runOptions(options, onOutput);
  return options.compare === undefined
    ? [own]
    : [own, runOptions(comparedOptions(options), onOutput)];
}

/** The other stack as it stands in its file, and without a policy pack: only its plan is of interest. */
function comparedOptions({ cwd, compare = "" }: PlanCommandOptions): PlanCommandOptions {
  return { cwd, stack: compare, config: [], secret: [], policyPack: false };
}

async function writeFiles(
  { cwd, json, html }: PlanCommandOptions,
  stdout: Streams["stdout"],
  plan: Plan,
  other?: Plan,
): Promise<void> {
  if (json !== undefined) {
    writeOutput(pathOf(cwd, json), `${JSON.stringify(plan, null, 2)}\n`, stdout);
  }
  if (html !== undefined) {
    const { renderReport } = await import("@landing-zone/plan-report/index");
    writeOutput(pathOf(cwd, html), renderReport(plan, other), stdout);
  }
}
