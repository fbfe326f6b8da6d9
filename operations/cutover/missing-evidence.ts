import type { Context } from "../context";
import { Journal, runs, verbOf } from "../journal/journal";
import type { ObjectStore } from "../journal/object-store";
import { thisOperator } from "../journal/operator";
import { storeOf } from "../journal/run";
import { evidenceLines, hasEvidence, keepRun } from "./keep-evidence";
import { outcomeOf } from "./outcome";

const verbs: readonly string[] = ["cutover", "return", "close"];

/** The runs whose process died between their last entry and their evidence, the oldest first. */
async function runsWithoutEvidence(store: ObjectStore): Promise<readonly Journal[]> {
  const found: Journal[] = [];
  for (const run of await runs(store)) {
    if (!verbs.includes(verbOf(run)) || (await hasEvidence(store, run))) continue;
    const journal = await Journal.open(store, run, thisOperator().name);
    if (outcomeOf(journal.entries) !== undefined) found.push(journal);
  }
  return found;
}

/** Keeps the evidence of every run that ended without. */
export async function keepMissingEvidence(context: Context): Promise<void> {
  for (const journal of await runsWithoutEvidence(storeOf(context))) {
    await keepRun(context, verbOf(journal.run), journal);
  }
}

/**
 * Keeps the evidence of the newest run of a verb, and reports it, where that run ended without.
 *
 * @returns Whether it did: then nothing else of it is to be done.
 */
export async function completeEvidence(context: Context, verb: string): Promise<boolean> {
  const { console } = context;
  const missing = await runsWithoutEvidence(storeOf(context));
  const journal = missing.findLast(({ run }) => verbOf(run) === verb);
  if (journal === undefined) return false;
  const { run, entries } = journal;
  const outcome = outcomeOf(entries) ?? null;
  if (await console.mayProceed([`keep the evidence of ${run}, which has ended without`])) {
    const kept = await keepRun(context, verb, journal);
    console.result({ run, outcome, evidence: { ...kept } }, [
      `${run}: it had ended (${outcome ?? ""}); its evidence is kept now.`,
      ...evidenceLines(context, kept),
    ]);
  }
  return true;
}
