import { suggestion } from "../../../config/suggest";
import { UsageError } from "../../errors";
import type { GateFacts } from "./facts";
import { cutoverGates } from "./cutover-gates";
import type { Gate } from "./gate";

/** A gate, and whether it is open. */
export interface GateVerdict {
  readonly gate: string;
  readonly outcome: "passed" | "failed" | "accepted";
  readonly wanted: string;
  readonly measured: string;
  readonly remedy: string;
  /** Why it was accepted as it is; empty when it was not. */
  readonly reason: string;
}

/** Reasons by the gates that are accepted as they are. */
export type Accepted = Readonly<Record<string, string>>;

/** Judges each gate. */
export function judgeGates(
  facts: GateFacts,
  accepted: Accepted,
  gates: readonly Gate[] = cutoverGates,
): readonly GateVerdict[] {
  return gates.map(({ id, wanted, judge, isAcceptable }) => {
    const { passed, measured, remedy } = judge(facts);
    const reason = passed || !isAcceptable ? undefined : accepted[id];
    const outcome = passed ? "passed" : reason === undefined ? "failed" : "accepted";
    return { gate: id, outcome, wanted, measured, remedy, reason: reason ?? "" };
  });
}

/** Whether all gates are open. */
export const areOpen = (verdicts: readonly GateVerdict[]): boolean =>
  verdicts.every(({ outcome }) => outcome !== "failed");

const shortestReason = 10;

/**
 * Reads the options that accept a gate, each `gate=reason`.
 *
 * @throws UsageError for a gate that there is not, or that cannot be accepted, or without a reason.
 */
export function parseAccepted(
  options: readonly string[],
  gates: readonly Gate[] = cutoverGates,
): Accepted {
  return Object.fromEntries(
    options.map((option) => {
      const [id = "", ...rest] = option.split("=");
      const reason = rest.join("=").trim();
      const found = gates.find((it) => it.id === id);
      if (found?.isAcceptable !== true) {
        const acceptable = gates.filter((it) => it.isAcceptable).map((it) => it.id);
        throw new UsageError(
          `--accept ${id}: ${found === undefined ? "there is no such gate" : "it must pass"}; ${suggestion(id, acceptable)} ${acceptable.join(", ")} can be accepted.`,
        );
      }
      if (reason.length < shortestReason) {
        throw new UsageError(
          `--accept ${option}: write <gate>=<reason>, with a reason of ${shortestReason} characters at least.`,
        );
      }
      return [id, reason] as const;
    }),
  );
}

const marks = { passed: "pass", failed: "FAIL", accepted: "accepted" };

/** The verdicts for people: a line for each, below it the requirement and the remedy. */
export function verdictLines(verdicts: readonly GateVerdict[]): readonly string[] {
  const failed = verdicts.filter(({ outcome }) => outcome === "failed").length;
  return [
    ...verdicts.flatMap(({ gate, outcome, wanted, measured, remedy, reason }) => [
      `${marks[outcome].padEnd(8)}  ${gate.padEnd(16)}  ${measured}`,
      ...(outcome === "passed" ? [] : [`            wanted: ${wanted}`]),
      ...(outcome === "failed" ? [`            remedy: ${remedy}`] : []),
      ...(outcome === "accepted" ? [`            accepted: ${reason}`] : []),
    ]),
    "",
    failed === 0
      ? `All ${verdicts.length} gates are open.`
      : `${failed} of ${verdicts.length} gates are closed.`,
  ];
}
