import { resolve } from "node:path";
import { type ExitCode, exitCodes, UsageError } from "@landing-zone/plan/errors";
import { assertWritable, standardOutput, writeOutput } from "@landing-zone/engine/output-file";
import { type PricedPlan } from "@landing-zone/cost/estimate";
import { type Plan } from "@landing-zone/plan/plan";
import { type ReportModel, reportModelOf } from "@landing-zone/plan-report/model/index";
import { type Comparison, comparisonOf } from "@landing-zone/plan-report/model/comparison";
import { renderComparison } from "@landing-zone/plan-report/terminal/comparison";
import { type Terminal } from "@landing-zone/plan-report/terminal/terminal";
import { type Details, renderPlan } from "@landing-zone/plan-report/terminal/first-screen";
import { mandatoryViolations, renderQuietly } from "@landing-zone/plan-report/terminal/summary";
import { type RunOptions, runStack } from "@landing-zone/engine/run";
import { Console, type Streams } from "./console";
import { assumptionsOf } from "./cost-assumptions";
import { identityOf } from "./identity";
import { isPlanFile, readPlan } from "./plan-file";
import { assertReports, type ReportOptions, writeReports } from "./reports";
import { type ProgramOptions, projectDirectory, runOptions } from "./run-options";

/** The options of `npm start`, as the command line gives them. */
export interface PlanCommandOptions extends ProgramOptions, Details, ReportOptions {
  /** File that the plan is written to; `-` is standard output. */
  readonly json?: string;
  /** The same for a report for people, as one HTML page. */
  readonly html?: string;
  /** Another stack, or a file that `--json` has written, to compare with. */
  readonly compare?: string;
  readonly quiet?: boolean;
}

/** Streams of the command, and hooks for its caller. */
export type PlanCommandContext = Streams &
  Pick<RunOptions, "timeouts" | "onPolicyRequest" | "startProgram">;

/** The outcome of the command; there is no plan when it failed. */
export interface PlanCommandResult {
  readonly exitCode: ExitCode;
  readonly plan?: PricedPlan;
}

/**
 * Previews a first deployment of a stack and prints the result. Never rejects for a fault of the
 * user's or program's.
 */
export async function planCommand(
  options: PlanCommandOptions,
  context: PlanCommandContext,
): Promise<PlanCommandResult> {
  const { stdout, stderr } = context;
  const isPiped = [options.json, options.html].includes(standardOutput);
  const console = new Console({ stdout: isPiped ? stderr : stdout, stderr }, "Previewing");
  const onProgress = (resources: number) => {
    console.progress.update(resources);
  };
  const onOutput = (line: string) => {
    console.notice([line]);
  };
  const run = (ofStack: RunOptions) => runStack({ ...ofStack, ...context, onProgress });
  try {
    assertFiles(options);
    const own = runOptions(options, onOutput);
    const other = comparedOf(options, onOutput);
    assertReports(options, projectDirectory(options.cwd), own);
    const model = modelOf(options, await run(own));
    const comparison =
      other && comparisonOf(model, modelOf(options, await other(run)), options.compare);
    const plan: PricedPlan = { ...model.graph.plan, cost: model.cost };
    await writeFiles(options, stdout, { plan, model, comparison });
    writeReports(options, projectDirectory(options.cwd), plan, own);
    console.result(shown(options, console.terminal, { plan, model, comparison }));
    const isClean = mandatoryViolations(plan).length === 0;
    return { exitCode: isClean ? exitCodes.success : exitCodes.policyViolation, plan };
  } catch (error) {
    return { exitCode: console.failure(error) };
  } finally {
    console.progress.stop();
  }
}

/** Result of a preview. */
interface Result {
  readonly plan: PricedPlan;
  readonly model: ReportModel;
  readonly comparison: Comparison | undefined;
}

function shown(
  options: PlanCommandOptions,
  terminal: Terminal,
  { plan, model, comparison }: Result,
): readonly string[] {
  return options.quiet === true
    ? renderQuietly(plan, terminal)
    : [
        ...renderPlan(model, terminal, options.cwd, options),
        ...(comparison ? renderComparison(comparison, terminal) : []),
      ];
}

/** @throws UsageError when what is asked for cannot be read or written in the end. */
function assertFiles({ cwd, stack, json, html }: PlanCommandOptions): void {
  assumptionsOf(projectDirectory(cwd), stack);
  if (json === standardOutput && html === standardOutput) {
    throw new UsageError(
      "--json and --html cannot both go to standard output: name a file for one.",
    );
  }
  for (const file of [json, html]) {
    if (file !== undefined) assertWritable(pathOf(cwd, file));
  }
}

/** A path of the command line, which is relative to the project. */
function pathOf(cwd: string, file: string): string {
  return file === standardOutput ? file : resolve(cwd, file);
}

/**
 * The plan to compare with: read from its file, or from a run of the other stack with its own file,
 * without a policy pack.
 */
function comparedOf(
  { cwd, compare }: PlanCommandOptions,
  onOutput: (line: string) => void,
): ((run: (options: RunOptions) => Promise<Plan>) => Promise<Plan>) | undefined {
  if (compare === undefined) return undefined;
  if (isPlanFile(compare)) {
    const plan = readPlan(resolve(cwd, compare));
    return () => Promise.resolve(plan);
  }
  const options = { cwd, stack: compare, config: [], secret: [], policyPack: false } as const;
  const other = runOptions(options, onOutput);
  return (run) => run(other);
}

/** The report's model of a plan, with the project's assumptions about the use of its stack. */
function modelOf({ cwd }: PlanCommandOptions, plan: Plan): ReportModel {
  return reportModelOf(plan, assumptionsOf(projectDirectory(cwd), plan.stack));
}

async function writeFiles(
  { cwd, json, html }: PlanCommandOptions,
  stdout: Streams["stdout"],
  { plan, model, comparison }: Result,
): Promise<void> {
  if (json !== undefined) {
    writeOutput(pathOf(cwd, json), `${JSON.stringify(plan, null, 2)}\n`, stdout);
  }
  if (html !== undefined) {
    const { renderReport } = await import("@landing-zone/plan-report/index");
    const identity = identityOf(projectDirectory(cwd), new Date());
    writeOutput(pathOf(cwd, html), renderReport(model, { comparison, identity }), stdout);
  }
}
