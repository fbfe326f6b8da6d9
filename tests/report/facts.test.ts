import { expect } from "chai";
import { reportModelOf } from "../../local/report/model";
import { PlanBuilder } from "./plan-builder";

describe("Facts of a report", () => {
  const protection = (cluster: Record<string, boolean>, protect: boolean) => {
    const builder = new PlanBuilder();
    builder.add("aws:rds/cluster:Cluster", "database", cluster, { options: { protect } });
    const facts = reportModelOf(builder.plan()).facts;
    return facts.find(({ label }) => label === "Protection");
  };

  it("says what outlives the stack", () => {
    const guarded = protection({ deletionProtection: true, skipFinalSnapshot: false }, true);
    expect(guarded).to.include({ value: "on", note: "1 resource protected, final snapshot" });
    const open = protection({ deletionProtection: false, skipFinalSnapshot: true }, false);
    expect(open).to.include({ value: "off", note: "nothing outlives the stack" });
  });

  it("has no fact about a part that is not there", () => {
    const labels = reportModelOf(new PlanBuilder().plan()).facts.map(({ label }) => label);
    expect(labels).to.deep.equal([]);
  });
});
