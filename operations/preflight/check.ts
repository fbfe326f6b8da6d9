import type { Answers, QuestionName } from "./questions";
import type { Situation } from "./situation";
import type { ValueFacts } from "./values";

/** Verdict on a finding: in order; worth a decision; would break the migration. */
export type Verdict = "pass" | "warning" | "failure";

/** A check's verdict on the server or one of its objects. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The object, such as a table. Default: the server. */
  readonly subject?: string;
  readonly measured: string;
  readonly wanted: string;
  /** SQL that settles it; comments where a person has to decide. */
  readonly remedy?: string;
}

/** A check by itself: its questions, and its judgement of the answers. */
export interface Check<S = Situation> {
  readonly id: string;
  /** Consequence of ignoring it. */
  readonly why: string;
  /** Documentation of the fact, or a note that it was tried. */
  readonly source: string;
  /** The individual assessment of DMS that looks for the same, if there is one. */
  readonly assessment?: string;
  readonly asks: readonly QuestionName[];
  /** The verdict when a question is not answered, mostly for lack of a privilege. */
  readonly unanswered: "warning" | "failure";
  /** No judgement: the check does not apply to this server or these migrations. */
  readonly judge: (answers: Answers & ValueFacts, situation: S) => readonly Judgement[];
}

/** A {@link Check} that reads nothing but the answers that it asks for. */
export function check<Name extends QuestionName, S = Situation>(
  definition: Omit<Check, "asks" | "judge" | "unanswered"> & {
    readonly asks: readonly Name[];
    readonly unanswered?: Check["unanswered"];
    readonly judge: (
      answers: Pick<Answers, Name> & ValueFacts,
      situation: S,
    ) => readonly Judgement[];
  },
): Check<S> {
  return { unanswered: "failure", ...definition };
}

/** A judgement for each row; when there is none, the one judgement that all is well. */
export function each<Row>(
  rows: readonly Row[],
  wanted: string,
  judge: (row: Row) => Omit<Judgement, "wanted"> & { readonly wanted?: string },
): readonly Judgement[] {
  return rows.length === 0
    ? [{ verdict: "pass", measured: "none", wanted }]
    : rows.map((row) => ({ wanted, ...judge(row) }));
}
