import { UsageError } from "../errors";
import { Journal } from "../journal/journal";
import { thisOperator } from "../journal/operator";
import { storeOf } from "../journal/run";
import { evidenceLines, keepRun } from "./keep-evidence";
import type { RunOptions, Subject } from "./operation";
import type { Decide } from "./steps/decision";
import type { Surroundings } from "./surroundings";

/**
 * Shows the evidence, and asks a person of those who may decide. Beforehand the answer can be given by
 * name with `--yes --decided-by`.
 */
export function decideBy(
  surroundings: Surroundings,
  kind: string,
  { people }: Subject,
  { decidedBy, reason }: RunOptions,
): Decide {
  const { context, run } = surroundings;
  const { console } = context;
  return async () => {
    const journal = await Journal.open(storeOf(context), run, thisOperator().name);
    const kept = await keepRun(context, kind, journal, "-decision");
    console.say(...evidenceLines(context, kept));
    const evidence = kept.sha256;
    if (decidedBy !== undefined && !people.includes(decidedBy)) {
      throw new UsageError(`${decidedBy} is none of those who decide: ${people.join(", ")}.`);
    }
    if (decidedBy !== undefined && console.yes) {
      return { isGo: true, by: decidedBy, words: reason, evidence };
    }
    if (!console.interactive) {
      throw new UsageError(
        "There is no terminal for the decision: continue with --resume --yes --decided-by <name>.",
      );
    }
    const by = decidedBy ?? (await console.choose("Who decides?", people));
    const answer = await console.choose(`${by}, is it go or no-go?`, ["no-go", "go"]);
    const words = await console.ask("In your words (may be empty):");
    return { isGo: answer === "go", by, words, evidence };
  };
}
