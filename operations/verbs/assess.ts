import type { ReplicationTaskIndividualAssessment } from "@aws-sdk/client-database-migration-service";
import type { Context } from "../context";
import { OperationError } from "../errors";
import { exitCodes } from "../exit-codes";
import { replicationsOf } from "../replications";
import { type Replication, withoutValues } from "../replications/replication";
import type { Verb } from "../verb";
import { type Look, until } from "../wait";
import { wholeNumber } from "./options";

/** Statuses of a run of assessments (DMS API reference): running ones, and final ones. */
const underWay = ["provisioning", "starting", "running"];
const endStatuses = ["passed", "failed", "warning", "cancelled", "error"];

/** One check of DMS that did not pass. */
export interface AssessmentFinding {
  readonly migration: string;
  /** DMS's name of it, such as `mysql-check-binlog-format`. */
  readonly assessment: string;
  readonly status: string;
  /** Whether the operator has accepted it. */
  readonly accepted: boolean;
}

/** `assess`: runs the premigration assessment of DMS. */
export const assessVerb: Verb = {
  name: "assess",
  description:
    "Runs DMS's premigration assessment and reports the failed checks. DMS assesses a serverless replication when it starts.",
  declare: (command) =>
    command
      .argument("[migrations...]", "names from dms.migrations; default: all")
      .option("--accept <assessments...>", "names of assessments that may fail", [])
      .option("--limit <seconds>", "how long to wait", wholeNumber("--limit", 1, 86_400), 3_600),
  run: async (context, [names], { limit, accept }) => {
    const replications = replicationsOf(context, names as readonly string[]);
    const tasks = replications.filter(({ kind }) => kind === "task");
    const actions = tasks.map(({ migration }) => `assess ${migration}; it cannot start meanwhile`);
    if (!(await context.console.mayProceed(actions))) return exitCodes.success;
    const accepted = accept as readonly string[];
    const assessed = await Promise.all(tasks.map((task) => assess(context, task, Number(limit))));
    const findings = assessed.flatMap((individual, index) =>
      findingsOf(tasks[index]?.migration ?? "", individual, accepted),
    );
    context.console.result(findings, [
      ...findings.map(
        ({ migration, assessment, status, accepted: isAccepted }) =>
          `${migration}: ${assessment}: ${status}${isAccepted ? ", accepted" : ""}`,
      ),
      `${assessed.flat().length} assessments, ${findings.length} did not pass.`,
    ]);
    const isFine = findings.every(({ status, accepted: it }) => it || status === "warning");
    return isFine ? exitCodes.success : exitCodes.failed;
  },
};

/** Findings that did not pass, in DMS's words. */
export function findingsOf(
  migration: string,
  individual: readonly ReplicationTaskIndividualAssessment[],
  accepted: readonly string[],
): readonly AssessmentFinding[] {
  return individual
    .map(({ IndividualAssessmentName = "", Status = "" }) => ({
      migration,
      assessment: IndividualAssessmentName,
      status: Status,
      accepted: accepted.includes(IndividualAssessmentName),
    }))
    .filter(({ status }) => status !== "passed" && status !== "skipped");
}

async function assess(
  context: Context,
  replication: Replication,
  limitSeconds: number,
): Promise<readonly ReplicationTaskIndividualAssessment[]> {
  const { aws, console, signal } = context;
  const { migration } = replication;
  const run = (await runUnderWay(context, replication)) ?? (await startRun(context, replication));
  await until(`assess ${migration}`, () => lookAt(context, migration, run), limitSeconds, {
    signal,
    progress: console.progress.bind(console),
  });
  const result = await aws.dms.describeReplicationTaskIndividualAssessments({ Filters: only(run) });
  return result.ReplicationTaskIndividualAssessments ?? [];
}

const only = (run: string) => [{ Name: "replication-task-assessment-run-arn", Values: [run] }];

/** The ARN of the run that an earlier process has started and not seen the end of. */
async function runUnderWay({ aws }: Context, { arn }: Replication): Promise<string | undefined> {
  const Filters = [{ Name: "replication-task-arn", Values: [arn] }];
  const answer = await aws.dms.describeReplicationTaskAssessmentRuns({ Filters });
  const runs = answer.ReplicationTaskAssessmentRuns ?? [];
  return runs.find(({ Status = "" }) => underWay.includes(Status))?.ReplicationTaskAssessmentRunArn;
}

/**
 * Starts a run.
 * @returns Its ARN.
 */
async function startRun(
  { aws, outputs }: Context,
  { arn, migration, describe }: Replication,
): Promise<string> {
  const { assessmentBucketName, assessmentRoleArn } = outputs;
  if (assessmentBucketName === undefined || assessmentRoleArn === undefined) {
    throw new OperationError("dms.assessments.enabled is false: no bucket for reports exists.");
  }
  const { activity } = await describe();
  if (!["ready", "stopped", "failed"].includes(activity)) {
    throw new OperationError(
      `${migration}: it is ${activity}; DMS assesses only ready, stopped or failed tasks.`,
    );
  }
  const started = await aws.dms.startReplicationTaskAssessmentRun({
    ReplicationTaskArn: arn,
    ServiceAccessRoleArn: assessmentRoleArn,
    ResultLocationBucket: assessmentBucketName,
    ResultLocationFolder: migration,
    AssessmentRunName: `${migration}-${new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14)}`,
  });
  return started.ReplicationTaskAssessmentRun?.ReplicationTaskAssessmentRunArn ?? "";
}

async function lookAt({ aws }: Context, migration: string, run: string): Promise<Look<string>> {
  const answer = await aws.dms.describeReplicationTaskAssessmentRuns({ Filters: only(run) });
  const [{ Status = "starting", LastFailureMessage = "", AssessmentProgress = {} } = {}] =
    answer.ReplicationTaskAssessmentRuns ?? [];
  if (Status.startsWith("error")) {
    throw new OperationError(`${migration}: ${Status}: ${withoutValues(LastFailureMessage)}`);
  }
  if (endStatuses.includes(Status)) return { done: Status };
  const { IndividualAssessmentCompletedCount: done = 0, IndividualAssessmentCount: all = 0 } =
    AssessmentProgress;
  return { pending: `${Status}, ${done} of ${all}` };
}
