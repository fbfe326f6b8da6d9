import { resolve } from "node:path";
import { planCommand, type PlanCommandContext } from "@landing-zone/cli/commands/plan";
import { type ExitCode } from "@landing-zone/plan/errors";
import { type Plan } from "@landing-zone/plan/plan";
import { Capture } from "./capture";
import { startAgain } from "./programs";
import { sharedInRun } from "./run-cache";

/** The project's own folder, the default of {@link PreviewProgramOptions.cwd}. */
export const projectDirectory = resolve(__dirname, "../..");

/** Options of a preview; every field has the default of `npm start`, except the policy pack. */
export interface PreviewProgramOptions extends Pick<
  PlanCommandContext,
  "timeouts" | "onPolicyRequest" | "startProgram"
> {
  /** Folder with the Pulumi.yaml. Default: this project. */
  readonly cwd?: string;
  /** Default: dev. */
  readonly stack?: string;
  /** `--config` values by key or path: `{ "network.availabilityZones": 3, "aws:region": "eu-west-1" }`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The same for `--secret`. */
  readonly secrets?: Readonly<Record<string, unknown>>;
  /** Folder of the policy pack, true for the default one. Default: none, which is faster. */
  readonly policyPack?: string | boolean;
  /** JSON file with policy settings, as for `--policy-pack-config`. */
  readonly policyPackConfig?: string;
  readonly json?: string;
  readonly html?: string;
  /** Another stack to compare the report with. */
  readonly compare?: string;
  readonly quiet?: boolean;
}

/** Result of a preview. */
export interface PreviewProgramResult {
  readonly exitCode: ExitCode;
  /** Absent when the preview failed (exit codes 2 and 3). */
  readonly plan?: Plan;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Previews a Pulumi program with the local engine. The engine runs in this process; the program
 * and the policy pack run in their own, as always. It takes a few seconds: share one preview
 * between tests with `before`.
 *
 * ```ts
 * const { exitCode, plan, stderr } = await previewProgram({ stack: "prod" });
 * expect(exitCode, stderr).to.equal(0);
 * expect(plan!.resources.map(({ type }) => type)).to.include("aws:ec2/vpc:Vpc");
 * ```
 */
export async function previewProgram(
  options: PreviewProgramOptions = {},
): Promise<PreviewProgramResult> {
  const { timeouts, onPolicyRequest, startProgram, policyPack = false } = options;
  const stdout = new Capture();
  const stderr = new Capture();
  const result = await planCommand(
    {
      cwd: options.cwd ?? projectDirectory,
      stack: options.stack ?? "dev",
      config: assignments(options.config),
      secret: assignments(options.secrets),
      policyPack: policyPack === true ? undefined : policyPack,
      policyPackConfig: options.policyPackConfig,
      json: options.json,
      html: options.html,
      compare: options.compare,
      quiet: options.quiet,
    },
    { stdout, stderr, timeouts, onPolicyRequest, startProgram },
  );
  return { ...result, stdout: stdout.text, stderr: stderr.text };
}

/**
 * The plan of a preview that has to succeed or at worst violate policies. A stack with an unchanged
 * file is previewed once for all suites of a test run, whose sources do not change meanwhile.
 */
export async function planOf(options: PreviewProgramOptions = {}): Promise<Plan> {
  const { stack = "dev", policyPack = false, ...others } = options;
  if (Object.keys(others).length > 0 || typeof policyPack === "string") return plan(options);
  const { policies, ...rest } = await sharedInRun(`plan-${stack}`, () =>
    plan({ stack, policyPack: true }),
  );
  return { ...rest, ...(policyPack && policies !== undefined && { policies }) };
}

async function plan(options: PreviewProgramOptions): Promise<Plan> {
  const ofProject = options.cwd === undefined ? { startProgram: startAgain } : {};
  const result = await previewProgram({ ...ofProject, ...options });
  if (result.plan === undefined) {
    throw new Error(`The preview failed:\n${result.stderr}`);
  }
  return result.plan;
}

/** The plan of a preview that has to end without a violation of a mandatory policy. */
export async function passingPlanOf(options: PreviewProgramOptions): Promise<Plan> {
  const result = await previewProgram({ policyPack: true, startProgram: startAgain, ...options });
  if (result.plan === undefined || result.exitCode !== 0) {
    throw new Error(`The preview ended with ${result.exitCode}:\n${result.stdout}${result.stderr}`);
  }
  return result.plan;
}

/** The findings of mandatory policies in a plan that was made with the policy pack. */
export function mandatoryViolations({ policies }: Plan) {
  if (policies === undefined) throw new Error("The plan was made without the policy pack.");
  return policies.results.filter(
    ({ outcome, level }) => outcome === "violation" && level === "mandatory",
  );
}

function assignments(values: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return Object.entries(values).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
}
