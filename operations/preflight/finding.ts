import type { Check, Judgement } from "./check";

/** A judgement with the facts of its check: everything that an operator needs to act on it. */
export interface Finding extends Judgement {
  readonly id: string;
  readonly subject: string;
  readonly why: string;
  readonly source: string;
  /** Keys of DMS's assessments that look for the same. */
  readonly assessment?: string;
  /** Why a warning or a failure counts no more, and until when. */
  readonly accepted?: { readonly reason: string; readonly expires: string };
  /** Something about its acceptance that the operator should know. */
  readonly note?: string;
}

/** The findings of a check. */
export function findingsOf(
  { id, why, source, assessment }: Pick<Check, "id" | "why" | "source" | "assessment">,
  judgements: readonly Judgement[],
  label: string,
): readonly Finding[] {
  return judgements.map(({ subject = label, ...judgement }) => ({
    id,
    ...judgement,
    subject,
    why,
    source,
    ...(assessment !== undefined && { assessment }),
  }));
}

/** Whether a finding blocks the next step. */
export function isBlocking({ verdict, accepted }: Finding): boolean {
  return verdict === "failure" && accepted === undefined;
}
