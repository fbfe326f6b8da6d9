import { found, type Gate, gate, known } from "./gate";
import {
  judgeBinlogs,
  judgeDeployment,
  judgeEdge,
  judgeRehearsal,
  judgeVerification,
  latencyProblems,
  latencyWords,
  limits,
} from "./judges";

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
      remedy: "the dashboard shows the faults",
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
