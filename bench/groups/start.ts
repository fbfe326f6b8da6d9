import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exitCodes } from "@landing-zone/plan/errors";
import { type BenchContext, previewCommand, projectDirectory, scratchDirectory } from "../context";
import { type Command, measure, type Usage } from "../measure/measure";
import { interleaved } from "../measure/rounds";
import { type Group, type Metric, measured, ratio } from "../metric";

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

const node = (...args: readonly string[]): Command => ({
  file: process.execPath,
  args,
  cwd: projectDirectory,
});

/** `npm start` against what loading the SDKs alone takes. */
export async function startGroup(context: BenchContext): Promise<Group> {
  mkdirSync(scratchDirectory, { recursive: true });
  const results = await interleaved<"floor" | "start" | "withoutPolicies", Usage>(
    {
      floor: () => measure(node("bench/subjects/floor.js")),
      start: npmStart,
      withoutPolicies: () => measure(previewCommand()),
    },
    context,
  );
  const starts = results.start as readonly Start[];
  const seconds = (usages: readonly Usage[]): readonly number[] => usages.map(({ wallS }) => wallS);
  return {
    title: "npm start",
    explanation:
      "A preview of the dev stack with the whole policy pack, as a user starts it, against the floor of any such program: a process that loads `@pulumi/pulumi`, `@pulumi/aws` and `@pulumi/awsx` and registers nothing. The program and the policy pack run at the same time.",
    metrics: [
      measured("floor: loading the SDKs", seconds(results.floor), "s"),
      measured("npm start", seconds(starts), "s"),
      ratio("npm start / floor", seconds(starts), seconds(results.floor), 3),
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

async function npmStart(): Promise<Start> {
  const file = join(scratchDirectory, "phases.json");
  const preload = pathToFileURL(join(__dirname, "../subjects/phases.mjs")).href;
  const usage = await measure({
    file: "npm",
    args: ["start"],
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
