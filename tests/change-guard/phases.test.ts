import { expect } from "chai";
import { dangerousChangesOf, type PlannedChange } from "@landing-zone/change-guard/index";
import { readPreview } from "@landing-zone/ci/preview-digest";
import { mayFollow, phases } from "../../lib/phases";

const urn = "urn:pulumi:dev::p::aws:dms/replicationTask:ReplicationTask::dms-orders";

const step = (before: unknown, after: unknown): PlannedChange => ({
  urn,
  operation: "update",
  properties: ["tags"],
  isKept: false,
  outputs: {},
  phase: { before, after },
});

const said = (change: PlannedChange) => dangerousChangesOf([change]).map(({ what }) => what);

describe("The phase of a replication", () => {
  it("goes where its phase may be followed, and is refused any jump", () => {
    for (const before of phases) {
      for (const after of phases) {
        const expected = mayFollow(before, after)
          ? []
          : [`would go from the phase ${before} to ${after}`];
        expect(said(step(before, after)), `${before} → ${after}`).to.deep.equal(expected);
      }
    }
  });

  it("may begin anywhere, and is not taken away", () => {
    expect(said(step(undefined, "cutover"))).to.deep.equal([]);
    expect(said(step("live", undefined))).to.deep.equal(["would go from the phase live to none"]);
  });

  it("is read from the inputs of a preview, before and after", () => {
    const inputs = (phase: string) => ({ inputs: { tags: { Name: "orders", Phase: phase } } });
    const { changes } = readPreview({
      changeSummary: { update: 1 },
      steps: [
        {
          op: "update",
          urn,
          oldState: inputs("load"),
          newState: inputs("live"),
          diffReasons: ["tags"],
        },
      ],
    });
    expect(changes.map(({ phase }) => phase)).to.deep.equal([{ before: "load", after: "live" }]);
    expect(changes.flatMap(said)).to.deep.equal(["would go from the phase load to live"]);
  });
});
