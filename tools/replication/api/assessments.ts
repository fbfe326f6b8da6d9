import { randomUUID } from "node:crypto";
import { nowSeconds } from "../copy/statistics";
import { Fault, optionalText, page, passes, requiredText, textList, type Json } from "./protocol";
import type { Units } from "./units";

/** The individual assessments of MySQL to Aurora MySQL, by DMS's names. */
const assessments = [
  ...[
    "binlog-enabled",
    "binlog-format",
    "binlog-image",
    "binlog-compression",
    "binlog-retention-time",
    "expire-logs-days",
    "server-id",
    "replication-privileges",
    "select-privileges",
    "target-privileges",
    "target-localinfile-set",
    "target-network-parameter",
    "max-statement-time",
    "max-allowed-packet-lob",
    "table-storage-engine",
    "auto-increment",
    "table-partition",
    "fk-target",
    "cascade-constraints",
    "secondary-indexes",
    "pk-validity",
    "invisible-columns",
    "generated-columns",
    "aurora-read-only",
    "supported-version",
    "source-replica",
    "10k-tables",
  ].map((name) => `mysql-check-${name}`),
  "all-check-source-selection-rules",
  "all-check-target-read-replica",
];

interface Run {
  readonly arn: string;
  readonly name: string;
  readonly task: string;
  readonly names: readonly string[];
  readonly startedAt: number;
  readonly location: Json;
  readonly isStuck: () => boolean;
  readonly failed: readonly string[];
  readonly warned: readonly string[];
  isCancelled: boolean;
}

/** Seconds that a run takes. */
const duration = 1.5;

const runsOf = new WeakMap<Units, Run[]>();

function runs(units: Units): Run[] {
  const known = runsOf.get(units) ?? [];
  runsOf.set(units, known);
  return known;
}

function statusOf(run: Run): string {
  const seconds = nowSeconds() - run.startedAt;
  if (run.isCancelled) return "cancelled";
  if (seconds < duration / 3) return "starting";
  if (seconds < duration || run.isStuck()) return "running";
  if (run.failed.length > 0) return "failed";
  return run.warned.length > 0 ? "warning" : "passed";
}

/** Whether an assessment of a task is going on, which is the task's status then. */
export const isAssessed = (units: Units, task: string) =>
  runs(units).some((run) => run.task === task && ["starting", "running"].includes(statusOf(run)));

function shown(run: Run): Json {
  const status = statusOf(run);
  const isOver = !["starting", "running"].includes(status);
  const done = isOver ? run.names.length : 0;
  return {
    ReplicationTaskAssessmentRunArn: run.arn,
    ReplicationTaskArn: run.task,
    AssessmentRunName: run.name,
    Status: status,
    ReplicationTaskAssessmentRunCreationDate: run.startedAt,
    AssessmentProgress: {
      IndividualAssessmentCount: run.names.length,
      IndividualAssessmentCompletedCount: done,
    },
    ...run.location,
    IsLatestTaskAssessmentRun: true,
    ...(isOver && {
      ResultStatistic: {
        Passed: run.names.length - run.failed.length - run.warned.length,
        Failed: run.failed.length,
        Error: 0,
        Warning: run.warned.length,
        Cancelled: run.isCancelled ? run.names.length : 0,
        Skipped: 0,
      },
    }),
  };
}

function individuals(run: Run): Json[] {
  const status = statusOf(run);
  const isOver = !["starting", "running"].includes(status);
  return run.names.map((name) => {
    const failed = run.failed.includes(name) ? "failed" : undefined;
    const result = failed ?? (run.warned.includes(name) ? "warning" : "passed");
    return {
      ReplicationTaskIndividualAssessmentArn: `${run.arn}:${name}`,
      ReplicationTaskAssessmentRunArn: run.arn,
      IndividualAssessmentName: name,
      Status: run.isCancelled ? "cancelled" : isOver ? result : "running",
      ReplicationTaskIndividualAssessmentStartDate: run.startedAt,
    };
  });
}

function runOf(units: Units, arn: string): Run {
  const run = runs(units).find((it) => it.arn === arn);
  if (run !== undefined) return run;
  throw new Fault("ResourceNotFoundFault", `Assessment run ${arn} not found.`);
}

function newRun(units: Units, input: Json, task: string): Run {
  const only = textList(input, "IncludeOnly");
  const without = textList(input, "Exclude");
  const unknown = [...only, ...without].find((name) => !assessments.includes(name));
  if (unknown !== undefined) {
    const message = `The individual assessment ${unknown} is not known.`;
    throw new Fault("InvalidParameterValueException", message);
  }
  const names = assessments.filter(
    (it) => (only.length === 0 || only.includes(it)) && !without.includes(it),
  );
  return {
    arn: `${task.split(":").slice(0, 5).join(":")}:assessment-run:${randomUUID()}`,
    name: requiredText(input, "AssessmentRunName"),
    task,
    names,
    startedAt: nowSeconds(),
    location: {
      ServiceAccessRoleArn: requiredText(input, "ServiceAccessRoleArn"),
      ResultLocationBucket: requiredText(input, "ResultLocationBucket"),
      ResultLocationFolder: optionalText(input, "ResultLocationFolder") ?? "",
    },
    isStuck: () => units.faults.find("assessment-stuck") !== undefined,
    failed: units.faults.take("assessment-fails") ? names.slice(0, 1) : [],
    warned: units.faults.take("assessment-warns") ? names.slice(-1) : [],
    isCancelled: false,
  };
}

/** The runs that pass the filters of a request. */
const filteredRuns = (units: Units, input: Json) =>
  runs(units).filter((run) =>
    passes(input, {
      "replication-task-arn": run.task,
      "replication-task-assessment-run-arn": run.arn,
      status: statusOf(run),
    }),
  );

/** The operations about premigration assessments: all pass unless a fault is played. */
export const assessmentOperations: Readonly<Record<string, (units: Units, input: Json) => Json>> = {
  StartReplicationTaskAssessmentRun: (units, input) => {
    const task = requiredText(input, "ReplicationTaskArn");
    const { status } = units.recordOf(task);
    if (!["ready", "stopped", "failed"].includes(status) || isAssessed(units, task)) {
      throw new Fault("InvalidResourceStateFault", `A task that is ${status} cannot be assessed.`);
    }
    const run = newRun(units, input, task);
    runs(units).push(run);
    return { ReplicationTaskAssessmentRun: shown(run) };
  },

  DescribeReplicationTaskAssessmentRuns: (units, input) =>
    page(input, "ReplicationTaskAssessmentRuns", filteredRuns(units, input).map(shown)),

  DescribeReplicationTaskIndividualAssessments: (units, input) =>
    page(
      input,
      "ReplicationTaskIndividualAssessments",
      filteredRuns(units, input).flatMap(individuals),
    ),

  DescribeApplicableIndividualAssessments: (_, input) =>
    page(input, "IndividualAssessmentNames", assessments),

  CancelReplicationTaskAssessmentRun: (units, input) => {
    const run = runOf(units, requiredText(input, "ReplicationTaskAssessmentRunArn"));
    run.isCancelled = true;
    return { ReplicationTaskAssessmentRun: shown(run) };
  },

  DeleteReplicationTaskAssessmentRun: (units, input) => {
    const run = runOf(units, requiredText(input, "ReplicationTaskAssessmentRunArn"));
    runs(units).splice(runs(units).indexOf(run), 1);
    return { ReplicationTaskAssessmentRun: shown(run) };
  },
};
