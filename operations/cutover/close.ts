import { type Phase, phaseFacts } from "../../lib/phases";
import type { Context } from "../context";
import { UsageError } from "../errors";
import { exitCodes, type ExitCode } from "../exit-codes";
import { Journal } from "../journal/journal";
import { thisOperator } from "../journal/operator";
import { locked, storeOf } from "../journal/run";
import { type Step, takeSteps } from "../journal/steps";
import { accountMap } from "../schema/accounts";
import type { Verb } from "../verb";
import { historyOf } from "./history";
import { evidenceLines, keepRun } from "./keep-evidence";
import { completeEvidence, keepMissingEvidence } from "./missing-evidence";
import { programVersion } from "./program";
import { stop } from "./steps/replicate";
import { surroundingsOf } from "./surroundings";

/** Seconds that DMS may take to stop. */
const limitSeconds = 600;

/** `close`: ends the way back. */
export const closeVerb: Verb = {
  name: "close",
  description:
    "Ends the way back: stops the replication to the source, and lists what the phase closed deletes and what remains.",
  declare: (command) =>
    command
      .option("--decided-by <name>", "who has decided to close the way back")
      .option("--reason <text>", "in that person's words", "")
      .option("--steal-lock", "take the lock from another operator", false),
  run: (context, _, given) => close(context, given as unknown as CloseOptions),
};

interface CloseOptions {
  readonly decidedBy?: string;
  readonly reason: string;
  readonly stealLock: boolean;
}

async function close(context: Context, options: CloseOptions): Promise<ExitCode> {
  const { console } = context;
  const { side, isClosed } = await historyOf(storeOf(context));
  if (side !== "aurora")
    throw new UsageError("Applications use the source: nothing is to be closed.");
  const { decidedBy } = options;
  if (decidedBy === undefined) {
    throw new UsageError("--decided-by: name the person who has decided to close the way back.");
  }
  const lines = consequences(context);
  if (isClosed) {
    if (await completeEvidence(context, "close")) return exitCodes.success;
    console.result({ outcome: "closed", nextSteps: lines }, lines);
    return exitCodes.success;
  }
  const decisions = { keep: [], account: [], limit: limitSeconds, still: 1 };
  const surroundings = surroundingsOf(
    context,
    { ...decisions, accounts: accountMap([]) },
    "",
    () => [],
  );
  const { back } = surroundings.ways;
  const step = stop(surroundings, "stop", back);
  try {
    if (!(await console.mayProceed([step.announcement, ...lines]))) return exitCodes.success;
    await endWayBack(context, { ...options, decidedBy }, step, lines);
    return exitCodes.success;
  } finally {
    await surroundings.close();
  }
}

/** Takes the step under the lock, keeps the evidence, and reports both. */
function endWayBack(
  context: Context,
  { decidedBy, reason, stealLock }: CloseOptions & { readonly decidedBy: string },
  step: Step,
  nextSteps: readonly string[],
): Promise<void> {
  const { console } = context;
  const store = storeOf(context);
  return locked(context, store, { verb: "close", stealLock }, async (signal) => {
    const subject = { decidedBy, reason, program: await programVersion() };
    const operator = thisOperator().name;
    const journal =
      (await Journal.unfinished(store, "close", operator, subject)) ??
      (await Journal.begin(store, "close", operator, subject));
    await keepMissingEvidence(context);
    await takeSteps([step], journal, { signal, progress: console.progress.bind(console) });
    await journal.append("end", undefined, { outcome: "done" });
    const kept = await keepRun(context, "close", journal);
    console.result({ run: journal.run, outcome: "closed", evidence: { ...kept }, nextSteps }, [
      `${journal.run}: the way back is closed.`,
      ...evidenceLines(context, kept),
      ...nextSteps,
    ]);
  });
}

const next: Phase = "closed";

/**
 * Resources that the next deployment deletes, and resources that stay and are charged until
 * somebody deletes them.
 */
export function consequences({ stack, outputs, config }: Context): readonly string[] {
  const names = (all: Readonly<Record<string, unknown>> | undefined) => Object.keys(all ?? {});
  const back = [
    ...names(outputs.dmsReverseTaskArns),
    ...names(outputs.dmsReverseReplicationConfigArns),
  ];
  const instances = names(outputs.dmsReplicationInstanceArns);
  return [
    `Next: set phase: ${next}, and npx pulumi up -s ${stack}. It deletes:`,
    ...back.map((name) => `  the replication from Aurora of ${name}, its endpoints and secrets`),
    ...(outputs.onPremisesTargetGroupArn === undefined
      ? []
      : ["  the target group of the data centre"]),
    "It stays, and is paid for until its migration is taken out of the stack's file:",
    ...names(config.dms.migrations).map(
      (name) => `  the replication of ${name} to Aurora, stopped`,
    ),
    ...instances.map((name) => `  the replication instance ${name}`),
    ...Object.keys(config.dms.sources).map((name) => `  the endpoint and the secret of ${name}`),
    "  the VPN, the log groups, the buckets with evidence and reports",
    `Protection: ${phaseFacts[next].protection}. Passwords of the users of DMS: drop the users ${config.dms.wayBack.username} on both sides.`,
    "The sources stay read-only, with their accounts locked: switch them off.",
  ];
}
