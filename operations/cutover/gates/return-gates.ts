import { cutoverGate } from "./cutover-gates";
import { found, type Gate, gate, known } from "./gate";
import { delayProblems, judgeDeployment } from "./judges";

/** The gates of a return, in the order in which they are shown. */
export const returnGates: readonly Gate[] = [
  cutoverGate("tasks"),
  gate("latency", "latency of the way back at most 10 s", false, ({ migrations }) =>
    found(
      migrations.flatMap((facts) =>
        delayProblems(facts).map((problem) => `${facts.migration}: ${problem}`),
      ),
      "low",
      "wait until the tasks have caught up",
    ),
  ),
  gate("old-side", "the sources are read-only, without triggers and events", false, ({ oldSide }) =>
    known(oldSide, (problems) =>
      found(problems, "closed", "put it right, then verify: rows may differ already"),
    ),
  ),
  cutoverGate("alarms"),
  cutoverGate("secrets"),
  gate("deployment", "the phase live is deployed as configured", false, (facts) =>
    judgeDeployment(facts, ["live", "cutover", "returned"]),
  ),
  cutoverGate("maintenance"),
  gate("edge", "the data centre is healthy", true, ({ edge }) =>
    known(edge, ({ unhealthy, isAnswering503 }) =>
      found(
        [
          ...unhealthy.map((group) => `${group} has no healthy target`),
          ...(isAnswering503 ? ["the load balancer answers 503"] : []),
        ],
        "healthy",
        "start the application in the data centre",
      ),
    ),
  ),
  cutoverGate("people"),
];
