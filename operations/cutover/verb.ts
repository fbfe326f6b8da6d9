import { Argument, type Command } from "commander";
import type { Context } from "../context";
import { UsageError } from "../errors";
import { exitCodes, type ExitCode } from "../exit-codes";
import { accountMap } from "../schema/accounts";
import { storeOf } from "../journal/run";
import type { Verb } from "../verb";
import { wholeNumber } from "../verbs/options";
import { checkGates, checkStep } from "./check";
import { decideBy } from "./decide";
import { cutoverGates } from "./gates/cutover-gates";
import type { Gate } from "./gates/gate";
import { returnGates } from "./gates/return-gates";
import { areOpen, parseAccepted, verdictLines } from "./gates/verdicts";
import { historyOf } from "./history";
import { abortOperation, runOperation } from "./operate";
import type { Operation, RunOptions, Subject } from "./operation";
import { programVersion } from "./program";
import { returnSteps } from "./return-sequence";
import { cutoverSteps } from "./sequence";
import { surroundingsOf } from "./surroundings";
import { carrying, type Ways } from "./ways";
import type { Replication } from "../replications/replication";

/** Options of `cutover` and `return`, as the command line gives them. */
interface Options {
  readonly keep: readonly string[];
  readonly account: readonly string[];
  readonly limit: number;
  readonly still: number;
  readonly latencyWindow: number;
  readonly window: number;
  readonly decider: readonly string[];
  readonly accept: readonly string[];
  readonly resume: boolean;
  readonly until?: string;
  readonly decidedBy?: string;
  readonly reason: string;
  readonly stealLock: boolean;
}

/** The cut-over, with the way back proven before anybody opens. */
const cutover: Operation = {
  verb: "cutover",
  steps: async (surroundings, subject, options) => {
    const history = await historyOf(storeOf(surroundings.context));
    if (history.side === "aurora") {
      throw new UsageError(
        `The cut-over is made (${history.cutover?.run ?? ""}): return run goes back, close ends the way back.`,
      );
    }
    const replications = carrying(surroundings.ways, history.returned !== undefined);
    return cutoverSteps({
      surroundings,
      carrying: replications,
      returned: history.returned,
      check: checkStep(surroundings, subject, replications, cutoverGates),
      decide: decideBy(surroundings, "cutover", subject, options),
    });
  },
  next: (stack) => [
    `set phase: live, and npx pulumi up -s ${stack}`,
    `npm run migrate -- return run --stack ${stack} returns to the source and keeps all writes; close ends that option`,
  ],
};

/** The way back that keeps what was written to Aurora. */
const wayBack: Operation = {
  verb: "return",
  steps: async (surroundings, subject, options) => {
    const { cutover: from, side } = await historyOf(storeOf(surroundings.context));
    if (from === undefined || side !== "aurora") {
      throw new UsageError("Applications use the source: there is nothing to return from.");
    }
    return returnSteps({
      surroundings,
      cutover: from,
      check: checkStep(surroundings, subject, surroundings.ways.back, returnGates),
      decide: decideBy(surroundings, "return", subject, options),
    });
  },
  next: (stack) => [`npm run migrate -- cutover check --stack ${stack}, when the reason is gone`],
};

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

const defaults = { limit: 600, still: 10, latencyWindow: 15, window: 240 };

function declare(command: Command): Command {
  command
    .addArgument(new Argument("<action>", "what to do; check changes nothing").choices(actions))
    .option("--decider <name>", "who may decide; again for each", collect, [])
    .option("--accept <gate=reason>", "a gate that may be closed, and why", collect, [])
    .option("--keep <user>", "a user who is neither locked nor disconnected", collect, [])
    .option(
      "--account <old=new>",
      "the account that takes the place of one of the source, as a definer",
      collect,
      [],
    );
  return declareTimes(command)
    .option("--until <step>", "run: stop after this step")
    .option("--resume", "run: continue the unfinished run", false)
    .option("--decided-by <name>", "run: with --yes, who has decided to go")
    .option("--reason <text>", "run: the decision in words; abort: why", "")
    .option("--steal-lock", "take the lock from another operator", false);
}

function declareTimes(command: Command): Command {
  return command
    .option(
      "--limit <seconds>",
      "how long to wait for anything",
      wholeNumber("--limit", 1, 86_400),
      defaults.limit,
    )
    .option(
      "--still <seconds>",
      "how long a position must stay the same",
      wholeNumber("--still", 1, 3_600),
      defaults.still,
    )
    .option(
      "--latency-window <minutes>",
      "how long the latency must have been low",
      wholeNumber("--latency-window", 1, 1_440),
      defaults.latencyWindow,
    )
    .option(
      "--window <minutes>",
      "how long the window lasts, free of maintenance",
      wholeNumber("--window", 1, 1_440),
      defaults.window,
    );
}

const actions = ["check", "run", "abort"];

/** `cutover` and `return`. */
export const cutoverVerbs: readonly Verb[] = [
  verb(
    cutover,
    "Moves the writes to Aurora, step by step, with evidence; every step before the opening can be taken back.",
    cutoverGates,
    ({ ways, hasReturned }) => carrying(ways, hasReturned),
  ),
  verb(
    wayBack,
    "Returns to the source and keeps the writes to Aurora; then replicates to Aurora again.",
    returnGates,
    ({ ways }) => ways.back,
  ),
];

function verb(
  operation: Operation,
  description: string,
  gates: readonly Gate[],
  watched: (now: { readonly ways: Ways; readonly hasReturned: boolean }) => readonly Replication[],
): Verb {
  return {
    name: operation.verb,
    description,
    declare,
    run: async (context, [action], given) => {
      const options = given as unknown as Options;
      const runOptions: RunOptions = {
        resume: options.resume,
        until: options.until,
        stealLock: options.stealLock,
        decidedBy: options.decidedBy,
        reason: options.reason,
      };
      const asked = { context, operation, options: runOptions };
      if (action === "abort") return abortOperation(asked);
      const subject = subjectOf(options, gates);
      if (action === "run") return runOperation(asked, subject);
      return check(context, { ...subject, program: await programVersion() }, gates, watched);
    },
  };
}

function subjectOf(options: Options, gates: readonly Gate[]): Omit<Subject, "program"> {
  const { keep, account, limit, still, latencyWindow, window, decider, accept } = options;
  return {
    keep: [...keep],
    account: [...account],
    limit,
    still,
    latencyMinutes: latencyWindow,
    windowMinutes: window,
    people: [...decider],
    accepted: parseAccepted(accept, gates),
  };
}

async function check(
  context: Context,
  subject: Subject,
  gates: readonly Gate[],
  watched: (now: { readonly ways: Ways; readonly hasReturned: boolean }) => readonly Replication[],
): Promise<ExitCode> {
  const history = await historyOf(storeOf(context));
  const decisions = { ...subject, accounts: accountMap(subject.account) };
  const surroundings = surroundingsOf(context, decisions, "", () => []);
  try {
    const replications = watched({
      ways: surroundings.ways,
      hasReturned: history.returned !== undefined,
    });
    const verdicts = await checkGates(surroundings, subject, replications, gates);
    context.console.result(verdicts, verdictLines(verdicts));
    return areOpen(verdicts) ? exitCodes.success : exitCodes.failed;
  } finally {
    await surroundings.close();
  }
}
