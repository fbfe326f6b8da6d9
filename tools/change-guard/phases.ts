import { isPhase, mayFollow, phaseFacts } from "../../lib/phases";
import { type DangerousChange } from "./dangerous-change";
import { type PlannedChange } from "./planned-change";

/** Judges the step of a replication from one phase to another; undefined when it is one that may be. */
export function judgePhase({
  operation,
  phase,
}: PlannedChange): Omit<DangerousChange, "urn"> | undefined {
  if (operation !== "update" || phase === undefined || !isPhase(phase.before)) return undefined;
  const { before, after } = phase;
  if (isPhase(after) && mayFollow(before, after)) return undefined;
  const { next } = phaseFacts[before];
  return {
    what: `would go from the phase ${before} to ${isPhase(after) ? after : "none"}`,
    consequence:
      "resources of the phases in between are missing, or resources that this phase needs are deleted",
    instead:
      next.length > 0
        ? `go to ${next.join(" or ")} first, and follow the runbook for it`
        : "leave the phase as it is: it is the last one",
  };
}
