import { brokenTableStates, brokenValidationStates } from "../../lib/dms-states";
import { tableLabel } from "../database/identifier";
import { inWords, isFollowing, type TableStatus } from "../replications/replication";
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
  const { migration, source, kind, status, tables } = facts;
  const { latency, heartbeat, exceptions, maintenance, binlogHours } = facts;
  const lines: (readonly [string, string])[] = [
    ["tables", tableWords(facts)],
    ["validation", validationWords(tables)],
    ...(isFollowing(facts, status)
      ? ([
          ["unapplied", waitingWords(tables)],
          ["latency", answer(latency, (it) => `source ${it.source} s, target ${it.target} s`)],
          ["heartbeat", answer(heartbeat, (it) => `${it.toFixed(1)} s old in the target`)],
        ] as const)
      : []),
    [
      "exceptions",
      answer(exceptions, (it) => (it.length === 0 ? "none" : `in ${it.length} tables`)),
    ],
    [
      "maintenance",
      answer(maintenance, (it) => (it.length === 0 ? "none planned" : it.join(", "))),
    ],
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
  const underWay = tables.filter(({ state }) => loadingStates.includes(state)).map(tableLabel);
  const said = Object.entries(counts).flatMap(([state, count]) => {
    const names = state === "loading" && underWay.length > 0 ? ` (${firstOf(underWay)})` : "";
    return count > 0 ? [`${count} ${state}${names}`] : [];
  });
  return said.length === 0 ? "none yet" : said.join(", ");
}

const loadingStates = ["Full load", "Table is being reloaded"];

function validationWords(tables: readonly TableStatus[]): string {
  const words = [...Map.groupBy(tables, ({ validation }) => validation.state)]
    .filter(([state]) => state !== "")
    // Problems come first.
    .sort(([left], [right]) => Number(isBroken(right)) - Number(isBroken(left)))
    .map(([state, those]) => {
      const names = state === "Validated" ? "" : ` (${firstOf(those.map(tableLabel))})`;
      return `${those.length} ${state.toLowerCase()}${names}`;
    });
  return words.length === 0 ? "nothing yet" : words.join(", ");
}

/** Changes that DMS has read and not applied. Under load there are always some. */
function waitingWords(tables: readonly TableStatus[]): string {
  const waiting = tables
    .map((table) => ({ table, count: changesIn(table.changes) - changesIn(table.applied) }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count)
    .map(({ table, count }) => `${tableLabel(table)}: ${count.toLocaleString("en")}`);
  return waiting.length === 0 ? "none" : firstOf(waiting);
}

const changesIn = ({ inserts, updates, deletes }: TableStatus["changes"]) =>
  inserts + updates + deletes;

/** Names that are shown of a list. */
const shownNames = 3;

function firstOf(names: readonly string[]): string {
  const more = names.length - shownNames;
  return [...names.slice(0, shownNames), ...(more > 0 ? [`${more} more`] : [])].join(", ");
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
