import { expect } from "chai";
import {
  isPhase,
  legName,
  legsOf,
  mayFollow,
  type Phase,
  phaseFacts,
  phases,
  progressOf,
} from "../../../lib/phases";

/** The steps from one phase to another that design and runbook know. */
const steps: readonly (readonly [Phase, Phase])[] = [
  ["prepare", "load"],
  ["load", "prepare"],
  ["load", "replicate"],
  ["replicate", "load"],
  ["replicate", "cutover"],
  ["cutover", "replicate"],
  ["cutover", "live"],
  ["live", "closed"],
  ["live", "returned"],
  ["returned", "live"],
  ["returned", "load"],
];

describe("phases", () => {
  it("follow each other by the known steps, and stay", () => {
    for (const from of phases) {
      for (const to of phases) {
        const isKnown = from === to || steps.some((step) => step[0] === from && step[1] === to);
        expect(mayFollow(from, to), `${from} → ${to}`).to.equal(isKnown);
      }
    }
  });

  it("end where nothing replicates any more", () => {
    expect(phases.filter((phase) => phaseFacts[phase].next.length === 0)).to.deep.equal(["closed"]);
  });

  it("watch only tasks that they declare", () => {
    for (const phase of phases) {
      const { legs, watched } = phaseFacts[phase];
      expect(legs, phase).to.include.members(Object.keys(watched));
    }
  });

  it("send no request to both sides while operations switch", () => {
    for (const phase of phases.filter((it) => phaseFacts[it].trafficSwitched)) {
      expect(phaseFacts[phase].maintenanceRule, phase).to.equal(true);
      expect(phaseFacts[phase].onPremisesPercent, phase).to.be.oneOf([0, 100]);
    }
  });

  it("are in the order of their progress, a return being as far as replication", () => {
    const progress = phases.map(progressOf);
    expect(progress[phases.indexOf("returned")]).to.equal(progress[phases.indexOf("replicate")]);
    const others = phases.filter((phase) => phase !== "returned").map(progressOf);
    expect(others).to.deep.equal([...others].sort((left, right) => left - right));
    expect(new Set(others).size).to.equal(others.length);
  });

  it("are distinguished from other texts", () => {
    expect(["live", "Live", "", undefined, 1].filter(isPhase)).to.deep.equal(["live"]);
  });
});

describe("the replications of a migration", () => {
  const both = { type: "full-load-and-cdc", comparesOnly: false } as const;

  it("are one without a phase", () => {
    expect(legsOf({ ...both, phase: undefined })).to.deep.equal(["forward"]);
  });

  it("come back from the phase load on, until the end", () => {
    const withWayBack = phases.filter((phase) => legsOf({ ...both, phase }).includes("back"));
    expect(withWayBack).to.deep.equal(["load", "replicate", "cutover", "live", "returned"]);
  });

  it("are one more after a return, unless the first can be started anywhere", () => {
    expect(legsOf({ ...both, phase: "returned" })).to.deep.equal(["forward", "back", "again"]);
    expect(legsOf({ ...both, type: "cdc", phase: "returned" })).to.deep.equal(["forward", "back"]);
  });

  it("do not come back where no changes are followed, or nothing is written", () => {
    for (const phase of phases) {
      expect(legsOf({ ...both, type: "full-load", phase })).to.deep.equal(["forward"]);
      expect(legsOf({ type: "cdc", comparesOnly: true, phase })).to.deep.equal(["forward"]);
    }
  });

  it("have names of their own", () => {
    expect(
      (["forward", "back", "again"] as const).map((leg) => legName(leg, "orders")),
    ).to.deep.equal(["orders", "back-orders", "again-orders"]);
  });
});
