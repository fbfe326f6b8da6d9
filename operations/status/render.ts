import { brokenTableStates, brokenValidationStates } from "../../lib/dms-states";
import { inWords, isFollowing } from "../replications/replication";
import type { Answer, MigrationFacts, StackFacts } from "./facts";
import { hoursLeft, type Next, verificationProblem } from "./judge";

/** A stack's state in words. */
export function statusLines(facts: StackFacts, next: Next, now: Date): readonly string[] {
  const { operator } = facts;
  return [
    ...(operator === undefined ? [] : [`${operator.name} is at work: ${operator.verb}.`, ""]),
    ...facts.migrations.flatMap((migration) => [...migrationLines(migration, now), ""]),
    `Last verification: ${verificationWords(facts, now)}`,
    `Next: npm run migrate -- ${next.verb} --stack ${facts.stack}`,
    ...next.obstacles.map((obstacle) => `  In its way: ${obstacle}`),
  ];
}

function migrationLines(facts: MigrationFacts, now: Date): readonly string[] {
  const { migration, source, kind, status, tables, latency, heartbeat, binlogHours } = facts;
  const lines: (readonly [string, string])[] = [
    ["tables", tableWords(facts)],
    ["validation", validationWords(tables)],
    ...(isFollowing(facts, status)
      ? ([
          ["latency", answer(latency, (it) => `source ${it.source} s, target ${it.target} s`)],
          ["heartbeat", answer(heartbeat, (it) => `${it.toFixed(1)} s old in the target`)],
        ] as const)
      : []),
    ["binary log", binlogWords(binlogHours, hoursLeft(facts, now))],
  ];
  return [
    `${migration} (${kind}, from ${source}): ${inWords(facts, status)}`,
    ...lines.map(([name, words]) => `  ${name.padEnd(11)} ${words}`),
  ];
}

function tableWords({ status, tables }: MigrationFacts): string {
  const { loaded, loading, queued } = status.tables;
  const broken = tables.filter(({ state }) => brokenTableStates.includes(state)).length;
  const counts = { loaded, loading, queued, "in error": Math.max(broken, status.tables.errored) };
  const said = Object.entries(counts).filter(([, count]) => count > 0);
  return said.length === 0
    ? "none yet"
    : said.map(([name, count]) => `${count} ${name}`).join(", ");
}

function validationWords(tables: readonly MigrationFacts["tables"][number][]): string {
  const states = new Map<string, number>();
  for (const { validation } of tables) {
    states.set(validation.state, (states.get(validation.state) ?? 0) + 1);
  }
  const words = [...states]
    .filter(([state]) => state !== "")
    // What somebody has to look at comes first.
    .sort(([left], [right]) => Number(isBroken(right)) - Number(isBroken(left)))
    .map(([state, count]) => `${count} ${state.toLowerCase()}`);
  return words.length === 0 ? "nothing yet" : words.join(", ");
}

const isBroken = (state: string) => brokenValidationStates.includes(state);

function binlogWords(hours: Answer<number>, left: number | undefined): string {
  if (left !== undefined) {
    return left > 0
      ? `resume within ${left.toFixed(0)} h, or everything has to be loaded again`
      : "the part that is needed may be deleted by now";
  }
  return answer(hours, (it) =>
    Number.isFinite(it)
      ? `kept for ${it.toFixed(0)} h by the source`
      : "never deleted by the source",
  );
}

function verificationWords({ verification }: StackFacts, now: Date): string {
  if (verification === undefined) return "none yet";
  const { startedAt, tables, different, unsettled } = verification;
  const problem = verificationProblem(verification, now);
  const counts = `${tables} tables, ${different} different, ${unsettled} unsettled`;
  return `${startedAt}, ${counts}${problem === undefined ? "" : `; ${problem}`}`;
}

function answer<T>(given: Answer<T>, words: (value: T) => string): string {
  return "unknown" in given ? `not known: ${given.unknown}` : words(given.value);
}
