import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exitCodes } from "@landing-zone/plan/errors";
import {
  type BenchContext,
  plannedResources,
  previewCommand,
  projectDirectory,
  scratchDirectory,
} from "../context";
import { type Command, measure, type Usage } from "../measure/measure";
import { interleaved } from "../measure/rounds";
import { type Group, type Metric, measured, ratio } from "../metric";
import { installed } from "../subjects/installed";
import { ProgramCopy } from "../subjects/program-copy";

/** Moments of a run of `npm start` in seconds, as `subjects/phases.mjs` notes them. */
interface Phases {
  readonly engineStarted: number;
  readonly programStarted: number;
  readonly packServes: number;
  readonly programEnded: number;
  readonly engineEnded: number;
}

interface Start extends Usage {
  readonly phases: Phases;
}

const policyPack = join(projectDirectory, "policy-pack");

/** `npm start` against the programs that a user would run instead. */
export async function startGroup(context: BenchContext): Promise<Group> {
  mkdirSync(scratchDirectory, { recursive: true });
  const cdk = await installed(join(__dirname, "../subjects/cdk"), context.onProgress);
  const resources = plannedResources((await measure(previewCommand())).stdout);
  const shipped = new ProgramCopy("start-as-shipped");
  const byDefault = new ProgramCopy("start-default-loading").loadByDefault();
  const results = await interleaved<"start" | "cdk" | "byDefault" | "withoutPolicies", Usage>(
    {
      start: () => npmStart(shipped.change()),
      cdk: () => measure(cdkProgram(cdk, resources)),
      byDefault: () => measure(byDefault.change().preview("--policy-pack", policyPack)),
      withoutPolicies: () => measure(previewCommand()),
    },
    context,
  );
  return reported(resources, results);
}

function reported(
  resources: number,
  results: Readonly<Record<"start" | "cdk" | "byDefault" | "withoutPolicies", readonly Usage[]>>,
): Group {
  const starts = results.start as readonly Start[];
  return {
    title: "npm start",
    explanation: `A preview of the dev stack with the whole policy pack after a change of one file, as a user starts it, against two programs that a user would run instead: a CDK program with the same components and as many resources (${resources}), checked by cdk-nag's AwsSolutions rules and run by tsx without the CDK CLI; and the same preview as Pulumi loads TypeScript by default, by \`ts-node\`, after the same change. The program and the policy pack run at the same time.`,
    metrics: [
      measured("npm start", seconds(starts), "s"),
      measured("CDK program with cdk-nag", seconds(results.cdk), "s"),
      ratio("npm start / CDK program with cdk-nag", seconds(starts), seconds(results.cdk), 0.6),
      measured("Pulumi's default loading", seconds(results.byDefault), "s"),
      ratio("npm start / default loading", seconds(starts), seconds(results.byDefault), 0.4),
      measured(
        "npm start: processor time",
        starts.map(({ cpuS }) => cpuS),
        "s",
      ),
      measured(
        "npm start: peak memory",
        starts.map(({ peakMiB }) => peakMiB),
        "MiB",
      ),
      ...phaseMetrics(starts),
      measured("preview without policies", seconds(results.withoutPolicies), "s"),
    ],
    remarks: [],
  };
}

const seconds = (usages: readonly Usage[]): readonly number[] => usages.map(({ wallS }) => wallS);

function cdkProgram(directory: string, resources: number): Command {
  return {
    file: process.execPath,
    args: ["--import", "tsx", "app.ts", String(resources)],
    cwd: directory,
    // cdk-nag ends the program with 1 when it has findings.
    exitCodes: [0, 1],
  };
}

async function npmStart(copy: ProgramCopy): Promise<Start> {
  const file = join(scratchDirectory, "phases.json");
  const preload = pathToFileURL(join(__dirname, "../subjects/phases.mjs")).href;
  const usage = await measure({
    file: "npm",
    args: ["start", "--", "--cwd", copy.directory, "--policy-pack", policyPack],
    cwd: projectDirectory,
    env: { NODE_OPTIONS: `--import ${preload}`, BENCH_PHASES_FILE: file },
    // With violations of policies everything has been done all the same.
    exitCodes: [exitCodes.success, exitCodes.policyViolation],
  });
  return { ...usage, phases: JSON.parse(readFileSync(file, "utf8")) as Phases };
}

function phaseMetrics(starts: readonly Start[]): readonly Metric[] {
  const phase = (name: string, of: (phases: Phases, start: Start) => number): Metric =>
    measured(
      `npm start: ${name}`,
      starts.map((start) => of(start.phases, start)),
      "s",
    );
  return [
    phase("npm itself", (at, { wallS }) => wallS - (at.engineEnded - at.engineStarted)),
    phase("engine and configuration", (at) => at.programStarted - at.engineStarted),
    phase("program, with policies", (at) => at.programEnded - at.programStarted),
    phase("of that until the pack serves", (at) => at.packServes - at.programStarted),
    phase("rendering and end", (at) => at.engineEnded - at.programEnded),
  ];
}
