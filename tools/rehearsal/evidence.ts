import { S3 } from "@aws-sdk/client-s3";
import { z } from "zod";
import { RehearsalError } from "./errors";
import type { CommandResult } from "./run";
import { credentials } from "./servers";
import { tail, type Setting } from "./setting";

const evidence = z.looseObject({
  writesStopped: z.looseObject({ seconds: z.number() }),
  steps: z.array(z.looseObject({ step: z.string(), seconds: z.number() })),
});

/** How long a cut-over or a return took, by its evidence. */
export interface Times {
  /** Seconds for which the application could not write. */
  readonly writesStopped: number;
  /** Seconds of each step, in their order. */
  readonly steps: readonly { readonly step: string; readonly seconds: number }[];
}

/** Seconds that writes may be stopped for, besides the final verification. */
const mostSeconds = 60;

/** Seconds for which writes were stopped, without the final verification. */
export function stoppedWithoutVerification({ writesStopped, steps }: Times): number {
  return writesStopped - (steps.find(({ step }) => step === "verify")?.seconds ?? 0);
}

/** Whether the application was kept from writing for no longer than it may. */
export const isShort = (times: Times): boolean => stoppedWithoutVerification(times) < mostSeconds;

/** Reads the evidence that a verb has reported. */
export async function timesOf(
  { double, outputs }: Pick<Setting, "double" | "outputs">,
  result: CommandResult,
): Promise<Times> {
  // The first one is what was known at the decision.
  const kept = [...result.output.matchAll(/^Evidence: s3:\/\/([^/]+)\/(\S+)/gm)].at(-1);
  const [, Bucket, Key] = kept ?? [];
  if (Key === undefined) throw new RehearsalError(`No evidence was kept:\n${tail(result)}`);
  const { endpoint } = double;
  const s3 = new S3({ endpoint, region: outputs.region, credentials, forcePathStyle: true });
  const { Body } = await s3.getObject({ Bucket, Key });
  const { writesStopped, steps } = evidence.parse(
    JSON.parse((await Body?.transformToString()) ?? ""),
  );
  return { writesStopped: writesStopped.seconds, steps };
}
