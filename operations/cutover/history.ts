import { Journal, runs, verbOf } from "../journal/journal";
import type { ObjectStore } from "../journal/object-store";
import { thisOperator } from "../journal/operator";
import { outcomeOf } from "./outcome";

/** The side that applications write to, and completed runs, according to the journals. */
export interface History {
  /** `source` until a cut-over, and after a return; `aurora` after a cut-over. */
  readonly side: "source" | "aurora";
  /** The newest cut-over that came to its end. */
  readonly cutover: Journal | undefined;
  /** The newest return that came to its end, when it is newer than the cut-over. */
  readonly returned: Journal | undefined;
  /** Whether the way back was closed. */
  readonly isClosed: boolean;
}

/** Reads the journals of cut-overs, returns and closings. */
export async function historyOf(store: ObjectStore): Promise<History> {
  const all = (await runs(store)).filter((run) =>
    ["cutover", "return", "close"].includes(verbOf(run)),
  );
  let returned: Journal | undefined;
  let isClosed = false;
  for (const run of all.toReversed()) {
    const journal = await Journal.open(store, run, thisOperator().name);
    if (outcomeOf(journal.entries) !== "done") continue;
    if (verbOf(run) === "cutover") {
      return {
        side: returned === undefined ? "aurora" : "source",
        cutover: journal,
        returned,
        isClosed,
      };
    }
    if (verbOf(run) === "return") returned ??= journal;
    else isClosed = true;
  }
  return { side: "source", cutover: undefined, returned, isClosed };
}

/** The run of a verb that has not ended. */
export async function unfinished(
  store: ObjectStore,
  verb: "cutover" | "return",
): Promise<Journal | undefined> {
  const journal = await Journal.newest(store, verb, thisOperator().name);
  return journal && outcomeOf(journal.entries) === undefined ? journal : undefined;
}
