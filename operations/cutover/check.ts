import type { Json } from "../../lib/canonical-json";
import { OperationError } from "../errors";
import type { Step } from "../journal/steps";
import type { Replication } from "../replications/replication";
import { collectGateFacts } from "./gates/collect";
import type { Gate } from "./gates/gate";
import { areOpen, type GateVerdict, judgeGates, verdictLines } from "./gates/verdicts";
import type { Subject } from "./operation";
import type { Surroundings } from "./surroundings";

/** Asks everything, and judges each gate. Changes nothing. */
export async function checkGates(
  surroundings: Surroundings,
  { latencyMinutes, windowMinutes, people, accepted, program }: Subject,
  carrying: readonly Replication[],
  gates: readonly Gate[],
): Promise<readonly GateVerdict[]> {
  surroundings.context.console.progress("Asking DMS, RDS, the load balancer and the databases");
  const question = { carrying, latencyMinutes, windowMinutes, people, program };
  return judgeGates(await collectGateFacts(surroundings, question), accepted, gates);
}

/** The gates as the first step: nothing is stopped while one is closed. */
export function checkStep(
  surroundings: Surroundings,
  subject: Subject,
  carrying: readonly Replication[],
  gates: readonly Gate[],
): Step {
  let verdicts: readonly GateVerdict[] | undefined;
  return {
    name: "check",
    announcement: `look at the ${gates.length} gates again`,
    limitSeconds: 1,
    act: async () => {
      verdicts = await checkGates(surroundings, subject, carrying, gates);
      if (areOpen(verdicts)) return;
      throw new OperationError(
        verdictLines(verdicts.filter(({ outcome }) => outcome === "failed")).join("\n"),
      );
    },
    proof: () =>
      Promise.resolve(
        verdicts === undefined
          ? { proven: false, why: "not checked" }
          : { proven: true, detail: { gates: verdicts.map((it) => ({ ...it })) } as Json },
      ),
  };
}
