import { expect } from "chai";
import { isFrozen, type Leg, type Phase, phaseFacts, phases, watchOf } from "../../lib/phases";
import { followsChanges, isHeld } from "../../policy-pack/lib/phases";
import { defineRule } from "../../policy-pack/lib/rule";
import { types } from "../../policy-pack/lib/tokens";
import { evaluate } from "./support/evaluate";
import { type Draft, draft, plan, ref } from "./support/plan";

/** What the pack takes from the phases of a plan's tasks. */
const probe = defineRule({
  name: "probe",
  title: "What follows from phases",
  description: "Tasks that follow changes, and secrets whose passwords are held.",
  severity: "low",
  level: "mandatory",
  remediation: "None.",
  types: [],
  *stack(graph) {
    for (const task of graph.all(types.dmsTask)) {
      if (followsChanges(task, graph)) yield { message: "follows", resource: task };
    }
    for (const secret of graph.all(types.secret)) {
      if (isHeld(secret, graph)) yield { message: "held", resource: secret };
    }
  },
});

const endpoint = (name: string, endpointType: string, engineName: string) =>
  draft("dms.Endpoint", name, { endpointType, engineName, secretsManagerArn: ref("secret") });

/** A task from one endpoint to another, which read one secret, with a text where its phase should be. */
function taskIn(phase: string | undefined, leg: Leg, migrationType: string): readonly Draft[] {
  const [from, to] = leg === "back" ? ["aurora", "mysql"] : ["mysql", "aurora"];
  return [
    draft("secretsmanager.Secret", "secret"),
    endpoint("from", "source", from),
    endpoint("to", "target", to),
    draft("dms.ReplicationTask", "task", {
      migrationType,
      sourceEndpointArn: ref("from"),
      targetEndpointArn: ref("to"),
      ...(phase !== undefined && { tags: { Phase: phase } }),
    }),
  ];
}

function said(...drafts: readonly Draft[]): readonly string[] {
  return evaluate(plan(...drafts), [probe]).map(({ message }) => message);
}

/** Whether a task is watched for its delay, as one that follows changes is. */
function isToFollow(phase: Phase, leg: Leg, type: "full-load-and-cdc" | "cdc"): boolean {
  return ["replication", "cutover"].includes(watchOf(leg, { phase, type }) ?? "");
}

describe("The pack's own table of phases", () => {
  for (const phase of phases) {
    for (const [leg, type] of [
      ["forward", "full-load-and-cdc"],
      ["forward", "cdc"],
      ["back", "cdc"],
    ] as const) {
      it(`has a ${type} task ${leg} follow changes in ${phase} where the landing zone does`, () => {
        expect(said(...taskIn(phase, leg, type)).includes("follows")).to.equal(
          isToFollow(phase, leg, type),
        );
      });
    }

    it(`holds passwords in ${phase} where the landing zone does`, () => {
      const found = said(...taskIn(phase, "forward", "full-load-and-cdc")).includes("held");
      expect(found).to.equal(isFrozen([phase]));
      expect(found).to.equal(phaseFacts[phase].rotation === "frozen");
    });
  }

  it("takes any other text for no phase: the task is meant, and its password changes", () => {
    for (const text of [undefined, "", "Live", "live ", "done"]) {
      for (const leg of ["forward", "back"] as const) {
        expect(said(...taskIn(text, leg, "cdc")), text).to.deep.equal(["follows"]);
      }
    }
  });
});
