import pLimit from "p-limit";
import { type AnalyzedResource } from "@landing-zone/engine/monitor/analyzer";
import { parallelism } from "@landing-zone/engine/monitor/monitor";
import { PolicyPack } from "@landing-zone/engine/analyzer/pack";
import { PolicyPackProcess } from "@landing-zone/engine/analyzer/process";

/** A pack that had a plan to judge. */
export interface Judgement {
  readonly rules: number;
  readonly resources: number;
  /** For all resources, and then for the stack. */
  readonly seconds: number;
}

const limitMs = 120_000;

const common = {
  identity: { project: "migration-landing-zone", stack: "dev" },
  organization: "organization",
  dryRun: true,
  stackConfiguration: { values: {}, secretKeys: [], encryptedKeys: [], secretTexts: [] },
  // Packs connect to the engine only to log, which none of these does.
  engine: "127.0.0.1:1",
  onOutput: () => undefined,
  startMs: limitMs,
};

/** Seconds until the process of a pack serves its policies. */
export async function loadSeconds(directory: string): Promise<number> {
  const started = performance.now();
  const pack = new PolicyPackProcess({ ...common, directory });
  try {
    await pack.port;
    return (performance.now() - started) / 1000;
  } finally {
    await pack.stop();
  }
}

/**
 * Has a fresh process judge a plan as the engine would: as many resources at a time as a program
 * registers.
 */
export async function judge(
  directory: string,
  resources: readonly AnalyzedResource[],
): Promise<Judgement> {
  const pack = new PolicyPack({ ...common, directory, configuration: {}, callMs: limitMs });
  try {
    await pack.configure();
    const started = performance.now();
    await pLimit(parallelism).map(resources, async (resource) => {
      await pack.remediate(resource);
      await pack.analyze(resource);
    });
    await pack.analyzeStack(resources);
    const seconds = (performance.now() - started) / 1000;
    return { rules: pack.report().rules, resources: resources.length, seconds };
  } finally {
    await pack.stop();
  }
}
