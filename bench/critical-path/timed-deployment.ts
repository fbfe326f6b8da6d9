import { setTimeout as delay } from "node:timers/promises";
import { type RunOptions, runStack } from "@landing-zone/engine/run";
import { firstPreview } from "@landing-zone/engine/monitor/first-preview";
import { type Plan } from "@landing-zone/plan/plan";
import { type Seconds } from "./activities";

/** When a resource was made, in seconds from the moment the first one was begun. */
export interface Creation {
  readonly type: string;
  readonly begunS: number;
  readonly doneS: number;
}

/** Options of a deployment that takes typical times, scaled down. */
export interface TimedDeploymentOptions extends Omit<RunOptions, "target"> {
  /** Typical seconds that a resource of a type takes. */
  readonly seconds: Seconds;
  /** How many times faster than that. */
  readonly speed: number;
}

/**
 * Deploys a stack with the local engine, where every creation takes its typical time divided by
 * `speed`, so that order and parallelism are as in AWS. Nothing is created; provider outputs stay
 * unknown.
 * @returns The creations, in typical time, and the plan.
 */
export async function timedDeployment({
  seconds,
  speed,
  ...run
}: TimedDeploymentOptions): Promise<{ plan: Plan; creations: readonly Creation[] }> {
  const creations: Creation[] = [];
  let started: number | undefined;
  const elapsedS = (): number => {
    const now = performance.now();
    return ((now - (started ??= now)) / 1000) * speed;
  };
  const plan = await runStack({
    ...run,
    target: {
      ...firstPreview,
      deploy: async (registration, provider) => {
        const { type } = registration;
        const begunS = elapsedS();
        await delay((seconds(type) * 1000) / speed);
        creations.push({ type, begunS, doneS: elapsedS() });
        return firstPreview.deploy(registration, provider);
      },
    },
  });
  return { plan, creations };
}

/**
 * Types of which nothing was made while all the others were being made.
 * @throws RangeError when nothing of a type was made at all.
 */
export function notSideBySide(
  creations: readonly Creation[],
  types: readonly string[],
): readonly string[] {
  const spans = types.map((type) => {
    const ofType = creations.filter((creation) => creation.type === type);
    if (ofType.length === 0) throw new RangeError(`Nothing of the type ${type} was made.`);
    return {
      type,
      begunS: Math.min(...ofType.map(({ begunS }) => begunS)),
      doneS: Math.max(...ofType.map(({ doneS }) => doneS)),
    };
  });
  const isApart = ({ begunS, doneS }: Omit<Creation, "type">): boolean =>
    spans.some((other) => other.begunS >= doneS || begunS >= other.doneS);
  return spans.filter(isApart).map(({ type }) => type);
}
