import type { Phase } from "../../../lib/phases";
import type { Answer } from "../../status/facts";
import type { GateFacts, MigrationGateFacts } from "./facts";

/** What was found at a gate. */
export interface Found {
  readonly passed: boolean;
  readonly measured: string;
  /** What to do, when it did not pass. */
  readonly remedy: string;
}

/** A condition that must hold before anything is stopped. */
export interface Gate {
  readonly id: string;
  readonly wanted: string;
  /** Whether a named person may go on without it, for a reason that is kept. */
  readonly isAcceptable: boolean;
  readonly judge: (facts: GateFacts) => Found;
}

/** Limits of the gates. Source: what peers use, see docs/runbook.md. */
const limits = {
  latencySeconds: 10,
  heartbeatSeconds: 30,
  metricAgeSeconds: 300,
  verificationHours: 24,
  wayBackHours: 72,
  sourceBinlogHours: 24,
  rehearsalDays: 30,
};

/** The gates of a cut-over, in the order in which they are shown. */
export const cutoverGates: readonly Gate[] = [
  gate("tasks", "every task follows its source, no table in error", false, ({ migrations }) => {
    const bad = migrations.flatMap(({ migration, isFollowing, words, brokenTables }) => [
      ...(isFollowing ? [] : [`${migration} is ${words}`]),
      ...brokenTables.map((table) => `${migration}: ${table}`),
    ]);
    const remedy = "npm run migrate -- status shows each; resume, or reload --tables";
    return found(bad, `${migrations.length} follow`, remedy);
  }),
  gate(
    "latency",
    `latency of source and target at most ${limits.latencySeconds} s, heartbeat at most ${limits.heartbeatSeconds} s old`,
    false,
    ({ migrations }) =>
      found(
        migrations.flatMap(latencyProblems),
        migrations.map(latencyWords).join("; "),
        "wait until the tasks have caught up, and let npm run migrate -- heartbeat run",
      ),
  ),
  gate("apply-exceptions", "awsdms_apply_exceptions is empty", true, ({ applyExceptions }) =>
    known(applyExceptions, (count) => ({
      passed: count === 0,
      measured: `${count} rows`,
      remedy: "look at each row; reload its table, or accept them",
    })),
  ),
  gate("validation", "DMS has validated every table, nothing pending", true, ({ migrations }) => {
    const all = migrations.filter(({ validates }) => validates);
    const bad = all.flatMap(({ tables }) =>
      tables
        .filter(
          ({ validation, pending }) =>
            pending > 0 || !["Validated", "No primary key"].includes(validation),
        )
        .map(({ table, validation, pending }) =>
          pending > 0 ? `${table}: ${pending} pending` : `${table}: ${validation}`,
        ),
    );
    const off = migrations.filter(({ validates }) => !validates).map(({ migration }) => migration);
    const measured = off.length === 0 ? "all validated" : `off for ${off.join(", ")}`;
    return found(bad, measured, "wait, or reload the table; a table without a key needs verify");
  }),
  gate(
    "verification",
    `every row compared within ${limits.verificationHours} h, none different`,
    false,
    judgeVerification,
  ),
  gate("schema", "the schema is the same, triggers and events left out", false, ({ schema }) =>
    known(schema, ({ differences, early }) =>
      found(
        [...differences, ...early.map((it) => `${it} runs on Aurora already`)],
        "the same",
        "npm run migrate -- schema compare names what differs; drop what runs on Aurora too early",
      ),
    ),
  ),
  gate("programs", "triggers and events can be made on Aurora", false, ({ schema }) =>
    known(schema, ({ planned, obstacles }) =>
      found(obstacles, `${planned.length} to make`, "grant what is missing, or set the parameter"),
    ),
  ),
  gate("users", "accounts and definers are on Aurora", true, ({ schema }) =>
    known(schema, ({ missingAccounts }) =>
      found(missingAccounts, "all there", "npm run migrate -- schema programs; --account maps one"),
    ),
  ),
  gate(
    "way-back",
    `the way back is declared and reaches both sides, Aurora's binary log is ROW and kept for ${limits.wayBackHours} h`,
    false,
    ({ wayBack }) =>
      known(wayBack, ({ undeclared, connections, problems, binlogFormat, retentionHours }) =>
        found(
          [
            ...undeclared.map((name) => `${name} has none`),
            ...connections
              .filter(({ status }) => status !== "successful")
              .map(({ label, status }) => `${label}: ${status}`),
            ...problems,
            ...(binlogFormat === "ROW" ? [] : [`binlog_format is ${binlogFormat}`]),
            ...(retentionHours >= limits.wayBackHours
              ? []
              : [`Aurora keeps its binary log for ${retentionHours} h`]),
          ],
          `${connections.length} connections, kept for ${retentionHours} h`,
          "npm run migrate -- test; the runbook has the rights and the retention",
        ),
      ),
  ),
  gate("alarms", "the health alarm is OK", true, ({ healthAlarm }) =>
    known(healthAlarm, ({ name, state }) => ({
      passed: state === "OK",
      measured: `${name} is ${state}`,
      remedy: "the dashboard shows what is at fault",
    })),
  ),
  gate(
    "source-log",
    `each source keeps its binary log for ${limits.sourceBinlogHours} h at least`,
    false,
    ({ sourceBinlogHours }) => judgeBinlogs(sourceBinlogHours),
  ),
  gate("secrets", "no password changes until the way back is closed", false, (facts) =>
    known(facts.secrets, (secrets) => {
      const end = facts.now.getTime() + limits.wayBackHours * 3_600_000;
      const changing = secrets.filter(
        ({ nextRotation }) => nextRotation !== undefined && new Date(nextRotation).getTime() < end,
      );
      return found(
        changing.map(({ label, nextRotation }) => `${label} rotates at ${nextRotation ?? ""}`),
        `${secrets.length} secrets keep theirs`,
        "rotation is frozen in the phase cutover: deploy it",
      );
    }),
  ),
  gate(
    "deployment",
    "the phase cutover or returned is deployed as configured, nothing pending",
    false,
    (facts) => judgeDeployment(facts, ["cutover", "returned"]),
  ),
  gate("maintenance", "no maintenance within the window", true, ({ maintenance }) =>
    known(maintenance, (actions) =>
      found(actions, "none", "move the maintenance, or the cut-over, to another time"),
    ),
  ),
  gate("edge", "both sides are healthy, the data centre serves all requests", true, ({ edge }) =>
    known(edge, judgeEdge),
  ),
  gate(
    "rehearsal",
    `the cut-over was rehearsed within ${limits.rehearsalDays} days by this version`,
    true,
    judgeRehearsal,
  ),
  gate("people", "it is known who decides", false, ({ people }) => ({
    passed: people.length > 0,
    measured: people.join(", ") || "nobody",
    remedy: "--decider names a person; again for each",
  })),
];

/** One of the gates of a cut-over. */
export function cutoverGate(id: string): Gate {
  const it = cutoverGates.find((one) => one.id === id);
  if (it === undefined) throw new RangeError(`There is no gate ${id}.`);
  return it;
}

/** Makes a gate. */
export function gate(
  id: string,
  wanted: string,
  isAcceptable: boolean,
  judge: (facts: GateFacts) => Found,
): Gate {
  return { id, wanted, isAcceptable, judge };
}

/** Passed when there is no problem. */
export function found(problems: readonly string[], measured: string, remedy: string): Found {
  return problems.length === 0
    ? { passed: true, measured, remedy }
    : { passed: false, measured: problems.join("; "), remedy };
}

/** What is not known has not passed. */
export function known<T>(answer: Answer<T>, judge: (value: T) => Found): Found {
  return "unknown" in answer
    ? {
        passed: false,
        measured: `not known: ${answer.unknown}`,
        remedy: "find out why, and ask again",
      }
    : judge(answer.value);
}

function latencyProblems(facts: MigrationGateFacts): readonly string[] {
  const { migration, heartbeat } = facts;
  const problems = [...delayProblems(facts)];
  if ("unknown" in heartbeat) problems.push(`heartbeat not known: ${heartbeat.unknown}`);
  else if (heartbeat.value > limits.heartbeatSeconds) {
    problems.push(`heartbeat ${heartbeat.value.toFixed(0)} s old`);
  }
  return problems.map((problem) => `${migration}: ${problem}`);
}

/** What is wrong with the delay that DMS reports. */
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

function latencyWords({ migration, latency, heartbeat }: MigrationGateFacts): string {
  if ("unknown" in latency || "unknown" in heartbeat) return migration;
  const { source, target } = latency.value;
  return `${migration}: source ${source} s, target ${target} s, heartbeat ${heartbeat.value.toFixed(1)} s`;
}

const hoursSince = (time: string, now: Date) =>
  (now.getTime() - new Date(time).getTime()) / 3_600_000;

function judgeVerification({ verification, now }: GateFacts): Found {
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

function judgeBinlogs(hours: GateFacts["sourceBinlogHours"]): Found {
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

function judgeEdge(edge: {
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

function judgeRehearsal({ rehearsal, program, now }: GateFacts): Found {
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
