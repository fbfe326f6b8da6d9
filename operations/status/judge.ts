import { brokenTableStates, brokenValidationStates, stopReason } from "../../lib/dms-states";
import { replicationLatencySeconds } from "../../lib/alarm-thresholds";
import { tableLabel } from "../database/identifier";
import { inWords, isFollowing } from "../replications/replication";
import type { VerificationFacts } from "../verify/record";
import type { Answer, MigrationFacts, StackFacts } from "./facts";

/** Hours after which a verification is stale: later changes were not compared. */
export const staleHours = 24;

/** The next verb, and its obstacles. */
export interface Next {
  /** As it is typed after `npm run migrate --`. */
  readonly verb: string;
  readonly obstacles: readonly string[];
}

/** Recommends the next step for a stack. Pure: it follows from the facts and the time. */
export function nextOf(facts: StackFacts, now: Date): Next {
  const { migrations, verification, cutover } = facts;
  if (cutover.unfinished !== undefined) {
    const verb = cutover.unfinished;
    return { verb: `${verb} run --resume`, obstacles: [`or take it back: ${verb} abort`] };
  }
  if (cutover.side === "aurora") {
    return cutover.isClosed
      ? { verb: "close", obstacles: ["it is closed: set phase: closed, and deploy"] }
      : {
          verb: "close",
          obstacles: ["wait for the agreed time: until then return run keeps all writes"],
        };
  }
  const names = (wanted: (facts: MigrationFacts) => boolean) =>
    migrations.filter(wanted).map(({ migration }) => migration);
  const obstacles = migrations.flatMap((facts) => problemsOf(facts, now));
  if (cutover.hasReturned) return { verb: "cutover check", obstacles: [] };
  const halted = names(isHalted);
  if (halted.length > 0) return { verb: `resume ${halted.join(" ")}`, obstacles };
  const ready = names(({ status }) => status.activity === "ready");
  if (ready.length > 0) return { verb: `start ${ready.join(" ")}`, obstacles };
  const busy = migrations.filter((facts) => !isDone(facts));
  if (busy.length > 0) {
    const waiting = busy.map((facts) => `${facts.migration} is ${inWords(facts, facts.status)}`);
    return { verb: "status --watch", obstacles: [...waiting, ...obstacles] };
  }
  const age = verification && verificationProblem(verification, now);
  return verification === undefined || age !== undefined
    ? { verb: "verify", obstacles }
    : { verb: "cutover check", obstacles };
}

/** Stopped or failed, with something left to do. */
function isHalted({ status, type }: MigrationFacts): boolean {
  if (status.activity === "failed") return true;
  return status.activity === "stopped" && !(type === "full-load" && status.loadPercent >= 100);
}

function isDone(facts: MigrationFacts): boolean {
  return (
    isFollowing(facts, facts.status) ||
    (facts.type === "full-load" && facts.status.activity === "stopped")
  );
}

/** Problems that an operator has to look at, in words. */
export function problemsOf(facts: MigrationFacts, now: Date): readonly string[] {
  const { migration, status } = facts;
  return [
    ...(status.activity === "failed" ? [`${migration} failed: ${status.failure}`] : []),
    ...(status.activity === "stopped" && !stopReason(status.stopReason).intended
      ? [`${migration} stopped because ${stopReason(status.stopReason).words}`]
      : []),
    ...[
      ...brokenTables(facts),
      ...valueOr(facts.exceptions, []).map(
        ({ count, last, ...table }) =>
          `${tableLabel(table)}: ${count} changes were not applied, the last one at ${last} (awsdms_apply_exceptions)`,
      ),
      ...latencyProblems(facts),
      ...binlogProblems(hoursLeft(facts, now)),
      ...valueOr(facts.maintenance, []).map((action) => `AWS plans ${action}`),
    ].map((problem) => `${migration}: ${problem}`),
  ];
}

function brokenTables({ tables }: MigrationFacts): readonly string[] {
  return tables.flatMap((table) => {
    const { state, validation } = table;
    if (brokenTableStates.includes(state)) return [`${tableLabel(table)}: ${state}`];
    return brokenValidationStates.includes(validation.state)
      ? [`${tableLabel(table)}: validation: ${validation.state}`]
      : [];
  });
}

/** As the alarms have it. */
function latencyProblems(facts: MigrationFacts): readonly string[] {
  const latency = valueOr(facts.latency, undefined);
  if (latency === undefined || !isFollowing(facts, facts.status)) return [];
  const words = { source: "reads the source", target: "writes to the target" };
  return (["source", "target"] as const).flatMap((side) =>
    latency[side] > replicationLatencySeconds.warning
      ? [`it ${words[side]} ${latency[side].toFixed(0)} s late`]
      : [],
  );
}

function binlogProblems(left: number | undefined): readonly string[] {
  if (left === undefined || left >= staleHours) return [];
  return [
    left <= 0
      ? "the source may have deleted the binary log at its position: everything may have to be loaded again"
      : `resume within ${left.toFixed(0)} h, as long as the source keeps its binary log`,
  ];
}

const valueOr = <T>(answer: Answer<T>, otherwise: T): T =>
  "unknown" in answer ? otherwise : answer.value;

/** Hours until the source deletes the binary log that a stopped migration needs; undefined while it runs. */
export function hoursLeft(
  { status, binlogHours, type }: MigrationFacts,
  now: Date,
): number | undefined {
  const isStopped = status.activity === "stopped" || status.activity === "failed";
  if (!isStopped || type === "full-load") return undefined;
  if (status.stoppedAt === "" || "unknown" in binlogHours) return undefined;
  return binlogHours.value - hoursBetween(status.stoppedAt, now);
}

/** Why a verification is not the one to cut over with; undefined when it is. */
export function verificationProblem(
  { finishedAt, startedAt, different }: VerificationFacts,
  now: Date,
): string | undefined {
  if (finishedAt === undefined) return "it is unfinished";
  if (different > 0) return `${different} tables were different`;
  const age = hoursBetween(startedAt, now);
  return age > staleHours
    ? `it is ${age.toFixed(0)} h old, and stale after ${staleHours} h`
    : undefined;
}

const hoursBetween = (since: string, now: Date) =>
  (now.getTime() - new Date(since).getTime()) / 3_600_000;
