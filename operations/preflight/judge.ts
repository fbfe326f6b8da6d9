import type { Interview } from "./ask";
import type { Check } from "./check";
import { type Finding, findingsOf } from "./finding";
import type { ValueFacts } from "./values";

/** The questions of some checks. */
export function asksOf(checks: readonly Pick<Check, "asks">[]): readonly Check["asks"][number][] {
  return checks.flatMap(({ asks }) => asks);
}

/** The findings of all checks; a check whose question was refused has that for its finding. */
export function judge<S extends { readonly label: string }>(
  checks: readonly Check<S>[],
  {
    facts,
    refused,
  }: { readonly facts: Interview["answers"] & ValueFacts; readonly refused: Interview["refused"] },
  situation: S,
): readonly Finding[] {
  return checks.flatMap((check) => {
    const missing = check.asks.find((name) => refused.has(name));
    const judgements =
      missing === undefined
        ? check.judge(facts, situation)
        : [
            {
              verdict: check.unanswered,
              measured: `not examined: ${refused.get(missing) ?? ""}`,
              wanted: "an answer",
              remedy: `-- grant the privilege in the message to the user of preflight, while it runs`,
            },
          ];
    return findingsOf(check, judgements, situation.label);
  });
}
