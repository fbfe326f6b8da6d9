import type { Phase } from "../../../lib/phases";
import type { GateFacts, MigrationGateFacts } from "./facts";
import { type Found, found, known } from "./gate";

/** Limits of the gates. Source: what peers use, see docs/runbook.md. */
export const limits = {
  latencySeconds: 10,
  heartbeatSeconds: 30,
  metricAgeSeconds: 300,
  verificationHours: 24,
  wayBackHours: 72,
  sourceBinlogHours: 24,
  rehearsalDays: 30,
};

/** Problems with the delay of a migration, by DMS and by the heartbeat. */
export function latencyProblems(facts: MigrationGateFacts): readonly string[] {
  const { migration, heartbeat } = facts;
  const problems = [...delayProblems(facts)];
  if ("unknown" in heartbeat) problems.push(`heartbeat not known: ${heartbeat.unknown}`);
  else if (heartbeat.value > limits.heartbeatSeconds) {
    problems.push(`heartbeat ${heartbeat.value.toFixed(0)} s old`);
  }
  return problems.map((problem) => `${migration}: ${problem}`);
}

/** Problems with the delay that DMS reports. */
export function delayProblems({ latency }: MigrationGateFacts): readonly string[] {
  const problems: string[] = [];
  if ("unknown" in latency) problems.push(`latency not known: ${latency.unknown}`);
  else {
    const { source, target, newestAgeSeconds } = latency.value;
    if (Math.max(source, target) > limits.latencySeconds) {
      problems.push(`latency of source ${source} s, target ${target} s`);
    }
    if (newestAgeSeconds > limits.metricAgeSeconds) {
      problems.push(`newest latency ${newestAgeSeconds.toFixed(0)} s old`);
    }
  }
  return problems;
}

/** The delay of a migration, in words. */
export function latencyWords({ migration, latency, heartbeat }: MigrationGateFacts): string {
  if ("unknown" in latency || "unknown" in heartbeat) return migration;
  const { source, target } = latency.value;
  return `${migration}: source ${source} s, target ${target} s, heartbeat ${heartbeat.value.toFixed(1)} s`;
}

const hoursSince = (time: string, now: Date) =>
  (now.getTime() - new Date(time).getTime()) / 3_600_000;

/** Whether every row was compared, lately enough, and found the same. */
export function judgeVerification({ verification, now }: GateFacts): Found {
  const remedy = "npm run migrate -- verify";
  if (verification === undefined) return { passed: false, measured: "none of every table", remedy };
  const { startedAt, finishedAt, tables, different, unsettled } = verification;
  const age = hoursSince(startedAt, now);
  const problems = [
    ...(finishedAt === undefined ? ["unfinished"] : []),
    ...(different > 0 ? [`${different} tables different`] : []),
    ...(age > limits.verificationHours ? [`stale: ${age.toFixed(0)} h old`] : []),
  ];
  const measured = `${tables} tables, ${age.toFixed(1)} h old, ${unsettled} with rows that never settled`;
  return found(problems, measured, remedy);
}

/** Whether each source keeps its binary log for long enough. */
export function judgeBinlogs(hours: GateFacts["sourceBinlogHours"]): Found {
  const problems = Object.entries(hours).flatMap(([source, answer]) => {
    if ("unknown" in answer) return [`${source} not known: ${answer.unknown}`];
    return answer.value < limits.sourceBinlogHours ? [`${source}: ${answer.value} h`] : [];
  });
  const remedy = "SET GLOBAL binlog_expire_logs_seconds on the source, and in its configuration";
  return found(problems, `${Object.keys(hours).length} sources keep it`, remedy);
}

/** Whether one of some phases is deployed, and nothing else is to be. */
export function judgeDeployment(
  { phase, pendingChanges }: GateFacts,
  wanted: readonly Phase[],
): Found {
  return known(pendingChanges, (pending) =>
    found(
      [
        ...((wanted as readonly string[]).includes(phase.deployed ?? "")
          ? []
          : [`the deployed phase is ${phase.deployed ?? "not set"}`]),
        ...(phase.configured === phase.deployed
          ? []
          : [`the configured phase is ${phase.configured ?? "not set"}`]),
        ...pending,
      ],
      `phase ${phase.deployed ?? ""}`,
      `set phase: ${wanted[0] ?? ""}, read the preview, and deploy`,
    ),
  );
}

/** Whether both sides are healthy, and the data centre serves all requests. */
export function judgeEdge(edge: {
  readonly isAnswering503: boolean;
  readonly onPremisesPercent: number | undefined;
  readonly unhealthy: readonly string[];
}): Found {
  const { isAnswering503, onPremisesPercent, unhealthy } = edge;
  return found(
    [
      ...(isAnswering503 ? ["the load balancer answers 503"] : []),
      ...(onPremisesPercent === undefined || onPremisesPercent === 100
        ? []
        : [`the data centre serves ${onPremisesPercent} %`]),
      ...unhealthy.map((group) => `${group} has no healthy target`),
    ],
    onPremisesPercent === undefined ? "the data centre is not behind it" : "healthy, 100 %",
    "register the application's targets, and deploy the phase",
  );
}

/** Whether this version was rehearsed lately enough. */
export function judgeRehearsal({ rehearsal, program, now }: GateFacts): Found {
  const remedy = "cutover run --until probe, then cutover abort; or npm run rehearse -- --cut-over";
  if (rehearsal === undefined) return { passed: false, measured: "never on this stack", remedy };
  const days = hoursSince(rehearsal.endedAt, now) / 24;
  return found(
    [
      ...(days > limits.rehearsalDays ? [`${days.toFixed(0)} days ago`] : []),
      ...(rehearsal.program === program ? [] : [`by ${rehearsal.program}; this is ${program}`]),
    ],
    `${days.toFixed(1)} days ago`,
    remedy,
  );
}
